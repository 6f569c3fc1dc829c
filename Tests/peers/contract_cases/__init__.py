"""Small cases drawn from a seed: contracts in every combination, and little else."""

from .folder import drawn

__all__ = ["drawn"]
