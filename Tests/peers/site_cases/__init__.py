"""Small cases drawn from a seed: what a site can bear, what work may do and what a tenant may spend, combined."""

from .folder import drawn

__all__ = ["drawn"]
