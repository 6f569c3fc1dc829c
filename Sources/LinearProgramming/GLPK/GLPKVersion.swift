private import CGLPK

/// The version of GLPK at hand, as `5.0`.
public let glpkVersion = String(cString: cglpk_version())
