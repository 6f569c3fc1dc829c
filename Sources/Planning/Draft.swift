import Fleet
import LinearProgramming

/// A column of the programme, by its place.
struct Column: Hashable, Sendable { let index: Int }

/// A row of the programme, by its place.
struct Row: Hashable, Sendable { let index: Int }

/// What a row or column speaks of; names are made from it only when someone reads them.
enum Subject: Hashable, Sendable {
  case none
  case site(Ref<Site>)
  case gpuClass(Ref<GPUClass>)
  case lease(Ref<Lease>)
  case tranche(Ref<Tranche>)
  case tenant(Ref<Tenant>)
  case workload(Ref<Workload>)
  /// A place where a gang may run, by its place among the workload's arrangements.
  case arrangement(Ref<Workload>, Int)
  case pool(Int)
  case point(Ref<OperatingPoint>)
  case expansion(Ref<Expansion>)
  case mode(Ref<CoolingMode>)
  case lessor(Int)
  case reclaimPool(Int)
  case path(Int)
  case fiscalYear(Int)
  /// The first moment of a stretch of time.
  case moment(Instant)
  /// A loop, a kind of room or a side: `air`, `racks`, `min`.
  case part(Part)
  case ordinal(Int)

  enum Part: String, Sendable {
    case air, liquid, power, min, max, used, committed, held, signed, renewed, left, racks, floor
    case withoutPermit = "without-permit"
    case co2
  }
}

/// Which instance of a family a row or column is: up to three subjects, and a node where it belongs to one.
struct Key: Hashable, Sendable {
  var first: Subject = .none
  var second: Subject = .none
  var third: Subject = .none
  /// Index of the node; nil for a row or column of a whole path or case.
  var node: Int?

  init(_ first: Subject = .none, _ second: Subject = .none, _ third: Subject = .none, at node: Node? = nil) {
    self.first = first
    self.second = second
    self.third = third
    self.node = node?.index
  }
}

extension Key {
  /// The path of a row or column that belongs to one.
  var pathIndex: Int? {
    for subject in [first, second, third] {
      if case .path(let index) = subject { return index }
    }
    return nil
  }
}

/// GPUs as a programme counts them: a column, and GPUs to one of it (a node or a rack where only whole units may run).
struct GPUs: Sendable {
  let column: Column
  let perColumn: Double
}

/// A sum of columns with coefficients.
typealias Terms = [(column: Column, coefficient: Double)]

/// Money that a column earns (positive) or costs (negative) at a node, USD as paid, undiscounted.
struct MoneyEntry: Sendable {
  let term: CostTermName
  let node: Int
  let tenant: Ref<Tenant>?
  let site: Ref<Site>?
  /// nil for an amount that no decision changes.
  let column: Column?
  /// USD per unit of the column, or USD.
  let usd: Double
}

/// A programme while rules and cost terms write into it.
///
/// A family is the name of the rule or decision that owns the row or column.
struct Draft: Sendable {
  struct RowLabel: Sendable {
    let family: String
    let key: Key
    /// Whether planners are shown it as a limit with a price.
    fileprivate(set) var isLimit: Bool
    /// What of the limit is decided itself: GPUs signed, or a share of all GPUs.
    let limitTerms: Terms
    /// Whether the case gives the limit, though what is decided may take it away.
    let isGiven: Bool
  }
  struct ColumnLabel: Sendable {
    let family: String
    let key: Key
  }

  private(set) var rowLabels: [RowLabel] = []
  private(set) var rowLower: [Double] = []
  private(set) var rowUpper: [Double] = []
  private(set) var columnLabels: [ColumnLabel] = []
  private(set) var columnLower: [Double] = []
  private(set) var columnUpper: [Double] = []
  private(set) var isInteger: [Bool] = []
  private(set) var money: [MoneyEntry] = []
  /// USD of objective, maximised, that is no cost term of a node: the risk measure's own.
  private(set) var risk: Terms = []
  private var entries: [(row: Int32, column: Int32, value: Double)] = []

  var columnCount: Int { columnLabels.count }

  /// A new column between two finite bounds, from which a weak-duality bound can be proved.
  mutating func column(
    _ family: String, _ key: Key, lower: Double = 0, upper: Double, integer: Bool = false
  ) -> Column {
    columnLabels.append(ColumnLabel(family: family, key: key))
    columnLower.append(lower)
    columnUpper.append(upper)
    isInteger.append(integer)
    return Column(index: columnLabels.count - 1)
  }

  /// lower <= sum of terms <= upper + sum of limit terms. Terms of one column add up.
  @discardableResult
  mutating func row(
    _ family: String, _ key: Key, _ terms: Terms, lower: Double = -.infinity, upper: Double = .infinity,
    limitTerms: Terms = [], isLimit: Bool = true, isGiven: Bool? = nil
  ) -> Row {
    let row = Int32(rowLabels.count)
    rowLabels.append(
      RowLabel(
        family: family, key: key, isLimit: isLimit, limitTerms: limitTerms, isGiven: isGiven ?? limitTerms.isEmpty))
    rowLower.append(lower)
    rowUpper.append(upper)
    for term in terms + limitTerms.map({ ($0.column, -$0.coefficient) }) where term.coefficient != 0 {
      entries.append((row, Int32(term.column.index), term.coefficient))
    }
    return Row(index: Int(row))
  }

  /// Lets go of the rows of which this is said: they limit nothing any more.
  mutating func release(where isMoot: (RowLabel) -> Bool) {
    for row in rowLabels.indices where isMoot(rowLabels[row]) {
      (rowLower[row], rowUpper[row]) = (-.infinity, .infinity)
      rowLabels[row].isLimit = false
    }
  }

  /// Only whole numbers of a column.
  mutating func makeWhole(_ column: Column) { isInteger[column.index] = true }

  mutating func earn(
    _ term: CostTermName, at node: Node, tenant: Ref<Tenant>? = nil, site: Ref<Site>? = nil, _ column: Column?,
    usd: Double
  ) {
    guard usd != 0 else { return }
    money.append(MoneyEntry(term: term, node: node.index, tenant: tenant, site: site, column: column, usd: usd))
  }

  mutating func addRisk(_ column: Column, usd: Double) { risk.append((column, usd)) }

  /// The programme: minimise cost, which is minus the objective; `weights` turn USD at a node into USD of objective.
  func programme(weights: [Double], countsRisk: Bool = true) -> LinearProgram {
    var objective = [Double](repeating: 0, count: columnCount), sizes = objective
    var constant = 0.0
    for entry in money {
      let usd = -weights[entry.node] * entry.usd
      guard let column = entry.column else {
        constant += usd
        continue
      }
      objective[column.index] += usd
      sizes[column.index] += abs(usd)
    }
    // What is owed and what it is worth may cancel: the rest is rounding.
    for index in objective.indices { objective[index] = withoutResidue(objective[index], of: sizes[index]) }
    for term in risk where countsRisk { objective[term.column.index] -= term.coefficient }
    let (starts, rows, values) = compressedColumns()
    return LinearProgram(
      columnLower: columnLower, columnUpper: columnUpper, objective: objective, isInteger: isInteger,
      rowLower: rowLower, rowUpper: rowUpper, columnStarts: starts, rowIndices: rows, values: values,
      objectiveConstant: constant)
  }

  /// Entries by column, in the order of rows, entries of one place added.
  private func compressedColumns() -> (starts: [Int], rows: [Int32], values: [Double]) {
    var counts = [Int](repeating: 0, count: columnCount + 1)
    for entry in entries { counts[Int(entry.column) + 1] += 1 }
    for column in 0..<columnCount { counts[column + 1] += counts[column] }
    var next = counts
    var rows = [Int32](repeating: 0, count: entries.count)
    var values = [Double](repeating: 0, count: entries.count)
    for entry in entries {
      rows[next[Int(entry.column)]] = entry.row
      values[next[Int(entry.column)]] = entry.value
      next[Int(entry.column)] += 1
    }
    return merged(starts: counts, rows: rows, values: values)
  }

  private func merged(starts: [Int], rows: [Int32], values: [Double]) -> (
    starts: [Int], rows: [Int32], values: [Double]
  ) {
    var outStarts = [0], outRows: [Int32] = [], outValues: [Double] = []
    outRows.reserveCapacity(rows.count)
    outValues.reserveCapacity(rows.count)
    for column in 0..<columnCount {
      for place in starts[column]..<starts[column + 1] {
        if outRows.count > outStarts[column], outRows.last == rows[place] {
          let sum = outValues[outValues.count - 1] + values[place]
          // What cancels leaves rounding behind, and no solver can be trusted with that.
          outValues[outValues.count - 1] = withoutResidue(sum, of: abs(values[place]))
        } else {
          outRows.append(rows[place])
          outValues.append(values[place])
        }
      }
      outStarts.append(outRows.count)
    }
    return (outStarts, outRows, outValues)
  }
}

/// A sum, or 0 where its parts, of some size in all, cancel but for rounding, with which no solver can be trusted.
func withoutResidue(_ sum: Double, of size: Double) -> Double { abs(sum) < 1e-14 * size ? 0 : sum }

extension Draft {
  /// product = whole * share: <= whole, <= most * share, >= whole - most * (1 - share); exact where the share is 0 or 1.
  mutating func product(
    _ family: String, _ product: Column, of whole: Terms, most: Double, share: Amount, key: (Subject.Part) -> Key
  ) {
    let shares: Terms = share.terms.map { ($0, most * $1) }, all = most * share.constant
    row(family, key(.signed), [(product, 1)], upper: 0, limitTerms: whole, isLimit: false)
    row(family, key(.left), [(product, 1)], upper: all, limitTerms: shares, isLimit: false)
    row(family, key(.min), [(product, 1)], lower: all - most, limitTerms: whole + shares, isLimit: false)
  }
}
