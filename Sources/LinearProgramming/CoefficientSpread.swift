import Foundation

/// How far the coefficients of a programme lie apart when its rows and columns are scaled as well as they can be.
///
/// Another unit of a row or column changes nothing here, since scaling takes it out; what is left is a spread that no
/// unit can cure. Solvers compare numbers to about nine digits: where the spread comes near that, a wrong answer can
/// look right.
public struct CoefficientSpread: Sendable {
  /// A coefficient and its size once scaled, as a multiple of the middle of all.
  public struct Entry: Sendable, Hashable {
    public let row, column: Int
    public let value: Double
    public let scaled: Double
  }

  /// The spread above which an answer deserves doubt.
  public static let trusted = 1e6
  /// Passes over rows and columns; each halves what is left to balance, and more than these change little.
  private static let passes = 12

  /// Largest over smallest size once scaled; 1 for a programme without coefficients.
  public let ratio: Double
  /// The coefficient furthest below the middle, and the one furthest above; nil without coefficients.
  public let smallest, largest: Entry?

  public init(_ program: LinearProgram) {
    var rows = [Double](repeating: 0, count: program.rowCount)
    var columns = [Double](repeating: 0, count: program.columnCount)
    let entries = (0..<program.columnCount).flatMap { j in
      program.entries(ofColumn: j).filter { program.values[$0] != 0 && program.values[$0].isFinite }.map {
        (row: Int(program.rowIndices[$0]), column: j, value: program.values[$0], size: log2(abs(program.values[$0])))
      }
    }
    for _ in 0..<Self.passes {
      rows = Self.centred(count: rows.count, entries.lazy.map { ($0.row, $0.size + columns[$0.column]) })
      columns = Self.centred(count: columns.count, entries.lazy.map { ($0.column, $0.size + rows[$0.row]) })
    }
    let scaled = entries.map { $0.size + rows[$0.row] + columns[$0.column] }
    guard let low = scaled.indices.min(by: { scaled[$0] < scaled[$1] }),
      let high = scaled.indices.max(by: { scaled[$0] < scaled[$1] })
    else {
      (ratio, smallest, largest) = (1, nil, nil)
      return
    }
    ratio = exp2(scaled[high] - scaled[low])
    func entry(_ index: Int) -> Entry {
      Entry(
        row: entries[index].row, column: entries[index].column, value: entries[index].value,
        scaled: exp2(scaled[index]))
    }
    (smallest, largest) = (entry(low), entry(high))
  }

  /// Minus the middle of the sizes in each row, or column: log2 of the factor that brings it to 1.
  private static func centred(count: Int, _ sizes: some Sequence<(Int, Double)>) -> [Double] {
    var low = [Double](repeating: .infinity, count: count), high = [Double](repeating: -.infinity, count: count)
    for (index, size) in sizes {
      low[index] = min(low[index], size)
      high[index] = max(high[index], size)
    }
    return zip(low, high).map { $0 > $1 ? 0 : -($0 + $1) / 2 }
  }
}
