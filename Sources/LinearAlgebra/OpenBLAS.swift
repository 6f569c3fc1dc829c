import COpenBLAS

/// The library behind the kernels, and how many threads it may use.
public enum OpenBLAS {
  /// The version number alone, `0.3.21`, or `unknown`; what the library says of the machine is left out.
  public static let version: String = {
    guard let config = openblas_get_config() else { return "unknown" }
    return versionNumber(in: String(cString: config))
  }()

  /// How many threads every kernel of the process may use, 1 unless it is set.
  ///
  /// Sums over several threads come in another order and so with other last bits: results agree to about 1e-10, and
  /// rates that enter a plan are rounded to nine digits. Not to be set while a kernel runs.
  public static var threads: Int {
    get {
      prepare()
      return Int(openblas_get_num_threads())
    }
    set {
      prepare()
      openblas_set_num_threads(Int32(clamping: max(1, newValue)))
    }
  }

  /// Holds the library to one thread before its first kernel; every kernel of this module calls it first.
  static func prepare() { _ = oneThread }

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
