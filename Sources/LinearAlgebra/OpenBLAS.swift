import COpenBLAS

/// The library behind the kernels, and how many threads it may use.
public enum OpenBLAS {
  /// The version number alone, `0.3.21`, or `unknown`; what the library says of the machine is left out.
  public static let version: String = {
    guard let config = openblas_get_config() else { return "unknown" }
    return versionNumber(in: String(cString: config))
  }()

  /// Holds OpenBLAS to one thread, for the whole process and for good.
  ///
  /// Sums over several threads come in another order and so with other last bits. Every kernel of this module calls it
  /// first; only the first call does anything.
  public static func useOneThread() { _ = oneThread }

  private static let oneThread: Void = openblas_set_num_threads(1)

  /// The first word that reads as a version: two or more numbers between dots.
  static func versionNumber(in config: String) -> String {
    let words = config.split(separator: " ")
    let number = words.first { word in
      let parts = word.split(separator: ".", omittingEmptySubsequences: false)
      return parts.count >= 2 && parts.allSatisfy { part in part.first?.isNumber ?? false }
    }
    return number.map(String.init) ?? "unknown"
  }
}
