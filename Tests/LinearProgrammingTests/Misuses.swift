@testable import LinearProgramming

private let nan = Double.nan
private let standard = Basis(rows: [.basic, .basic, .basic, .basic], columns: [.atLower, .atLower, .atLower])

/// The ways to be bad, each in one place of a sound programme of four rows, three columns and eleven entries.
let misuses: [Misuse] =
  wrongLengths + wrongSizes + wrongStarts + wrongEntries + wrongNumbers + wrongBounds + wrongOptions + wrongCalls

private let wrongLengths: [Misuse] = [
  .programme("a lower bound missing", .arrayLength(array: "columnLower", count: 2, expected: 3)) {
    $0.columnLower.removeLast()
  },
  .programme("an upper bound too many", .arrayLength(array: "columnUpper", count: 4, expected: 3)) {
    $0.columnUpper.append(1)
  },
  .programme("no kinds", .arrayLength(array: "isInteger", count: 0, expected: 3)) { $0.isInteger = [] },
  .programme("a cost missing", .arrayLength(array: "columnLower", count: 3, expected: 2)) {
    $0.objective.removeLast()
  },
  .programme("a row's upper bound too many", .arrayLength(array: "rowUpper", count: 5, expected: 4)) {
    $0.rowUpper.append(1)
  },
  .programme("a row's lower bound missing", .arrayLength(array: "rowUpper", count: 4, expected: 3)) {
    $0.rowLower.removeLast()
  },
  .programme("a row index missing", .arrayLength(array: "rowIndices", count: 10, expected: 11)) {
    $0.rowIndices.removeLast()
  },
  .programme("a value missing", .arrayLength(array: "rowIndices", count: 11, expected: 10)) {
    $0.values.removeLast()
  },
  .programme("no starts", .arrayLength(array: "columnStarts", count: 0, expected: 4)) { $0.columnStarts = [] },
  .programme("a start too many", .arrayLength(array: "columnStarts", count: 5, expected: 4)) {
    $0.columnStarts.append(11)
  },
  .programme("starts alone", .arrayLength(array: "columnStarts", count: 2, expected: 1)) {
    $0 = LinearProgram()
    $0.columnStarts = [0, 0]
  },
]

/// By their counts alone: arrays of this size would fill the machine.
private let wrongSizes: [Misuse] = [
  ("rows beyond 32 bits", 1 << 31, 1, 1), ("columns beyond 32 bits", 1, 1 << 31, 1),
  ("entries beyond 32 bits", 1, 1, 1 << 31), ("rows and columns beyond 32 bits", 1 << 30, 1 << 30, 1),
  ("more memory than any", 1 << 20, 1 << 20, 1 << 29),
].map { name, rows, columns, nonzeros in
  let bytes = 400 * (rows + columns) + 150 * nonzeros
  return Misuse(
    name: name,
    expected: .tooLarge(rows: rows, columns: columns, nonzeros: nonzeros, estimatedBytes: bytes)
  ) { try LinearProgram.validateSize(rows: rows, columns: columns, nonzeros: nonzeros) }
}

private let wrongStarts: [Misuse] = [
  .programme("does not start at 0", .columnStarts(column: 0, start: 1)) { $0.columnStarts[0] = 1 },
  .programme("starts below 0", .columnStarts(column: 0, start: -1)) { $0.columnStarts[0] = -1 },
  .programme("starts fall", .columnStarts(column: 2, start: 7)) { $0.columnStarts[1] = 9 },
  .programme("ends too early", .columnStarts(column: 3, start: 4)) { $0.columnStarts[3] = 4 },
  .programme("ends beyond", .columnStarts(column: 3, start: 12)) { $0.columnStarts[3] = 12 },
  .programme("start beyond the end", .columnStarts(column: 2, start: 99)) { $0.columnStarts[2] = 99 },
  .programme("start below 0 within", .columnStarts(column: 1, start: -1)) { $0.columnStarts[1] = -1 },
  .programme("start out of all range", .columnStarts(column: 1, start: .max)) { $0.columnStarts[1] = .max },
  .programme("start below all range", .columnStarts(column: 1, start: .min)) { $0.columnStarts[1] = .min },
]

private let wrongEntries: [Misuse] = [
  .programme("row beyond the last", .rowIndex(column: 0, row: 4)) { $0.rowIndices[0] = 4 },
  .programme("row below 0", .rowIndex(column: 0, row: -1)) { $0.rowIndices[0] = -1 },
  .programme("row out of all range", .rowIndex(column: 2, row: Int(Int32.max))) { $0.rowIndices[10] = .max },
  .programme("row below all range", .rowIndex(column: 2, row: Int(Int32.min))) { $0.rowIndices[10] = .min },
  .programme("entries without rows", .rowIndex(column: 0, row: 0)) {
    $0.rowLower = []
    $0.rowUpper = []
  },
  .programme("an entry twice in a row", .duplicateEntry(row: 0, column: 0)) { $0.rowIndices[1] = 0 },
  .programme("an entry twice, apart", .duplicateEntry(row: 0, column: 0)) { $0.rowIndices[3] = 0 },
  .programme("an entry twice, one of them 0", .duplicateEntry(row: 1, column: 2)) {
    $0.rowIndices[9] = 1
    $0.values[9] = 0
  },
]

private let wrongNumbers: [Misuse] =
  [
    ("NaN", nan), ("infinite", none), ("huge", 1e10), ("tiny", 1e-10), ("-huge", -1e10),
    ("subnormal", .leastNonzeroMagnitude),
  ]
  .flatMap { name, value -> [Misuse] in
    [
      .programme("\(name) coefficient", .coefficient(row: 0, column: 0, value: value)) { $0.values[0] = value },
      .programme("\(name) cost", .objectiveCoefficient(column: 1, value: value)) { $0.objective[1] = value },
    ]
  } + [
    .programme("NaN constant", .objectiveConstant(value: nan)) { $0.objectiveConstant = nan },
    .programme("infinite constant", .objectiveConstant(value: -none)) { $0.objectiveConstant = -none },
    .programme("huge constant", .objectiveConstant(value: 1e16)) { $0.objectiveConstant = 1e16 },
  ]

private let wrongBounds: [Misuse] = [
  .programme("NaN below", .columnBounds(column: 0, lower: nan, upper: 150)) { $0.columnLower[0] = nan },
  .programme("NaN above", .columnBounds(column: 2, lower: 0, upper: nan)) { $0.columnUpper[2] = nan },
  .programme("crossed", .columnBounds(column: 1, lower: 31, upper: 30)) { $0.columnLower[1] = 31 },
  .programme("crossed by one bit", .columnBounds(column: 1, lower: 30.0.nextUp, upper: 30)) {
    $0.columnLower[1] = 30.0.nextUp
  },
  .programme("infinite below", .columnBounds(column: 1, lower: none, upper: none)) {
    ($0.columnLower[1], $0.columnUpper[1]) = (none, none)
  },
  .programme("infinite above", .columnBounds(column: 1, lower: -none, upper: -none)) {
    ($0.columnLower[1], $0.columnUpper[1]) = (-none, -none)
  },
  .programme("1e30 for infinity", .columnBounds(column: 0, lower: 0, upper: 1e30)) { $0.columnUpper[0] = 1e30 },
  .programme("-1e30 for infinity", .columnBounds(column: 0, lower: -1e30, upper: 150)) { $0.columnLower[0] = -1e30 },
  .programme("NaN below a row", .rowBounds(row: 3, lower: nan, upper: 240)) { $0.rowLower[3] = nan },
  .programme("NaN above a row", .rowBounds(row: 0, lower: -none, upper: nan)) { $0.rowUpper[0] = nan },
  .programme("crossed row", .rowBounds(row: 2, lower: 60, upper: 59)) { $0.rowUpper[2] = 59 },
  .programme("row infinite below", .rowBounds(row: 2, lower: none, upper: none)) { $0.rowLower[2] = none },
  .programme("row infinite above", .rowBounds(row: 0, lower: -none, upper: -none)) { $0.rowUpper[0] = -none },
  .programme("row with 1e30", .rowBounds(row: 0, lower: -none, upper: 1e30)) { $0.rowUpper[0] = 1e30 },
  .programme("row just too large", .rowBounds(row: 1, lower: -none, upper: 1e15.nextUp)) {
    $0.rowUpper[1] = 1e15.nextUp
  },
  .programme("no whole number between", .integerBounds(column: 0, lower: 0.2, upper: 0.8)) {
    $0.isInteger[0] = true
    ($0.columnLower[0], $0.columnUpper[0]) = (0.2, 0.8)
  },
  .programme("fixed off the whole", .integerBounds(column: 2, lower: 2.5, upper: 2.5)) {
    $0.isInteger[2] = true
    ($0.columnLower[2], $0.columnUpper[2]) = (2.5, 2.5)
  },
]

private let wrongOptions: [Misuse] = [
  .option("NaN gap", .option("relativeGap", value: "nan"), SolveOptions(relativeGap: nan)),
  .option("infinite gap", .option("relativeGap", value: "inf"), SolveOptions(relativeGap: none)),
  .option("negative gap", .option("relativeGap", value: "-0.001"), SolveOptions(relativeGap: -0.001)),
  .option("negative time", .option("timeLimit", value: "-1.0 seconds"), SolveOptions(timeLimit: .seconds(-1))),
  .option("negative nodes", .option("nodeLimit", value: "-1"), SolveOptions(nodeLimit: -1)),
  .option("no memory", .option("memoryLimit", value: "0"), SolveOptions(memoryLimit: 0)),
  .option("negative memory", .option("memoryLimit", value: "\(Int.min)"), SolveOptions(memoryLimit: .min)),
  .option(
    "start of another size", .basisLength(rows: 1, columns: 0),
    SolveOptions(startBasis: Basis(rows: [.basic], columns: []))),
  .option(
    "start with rows and columns exchanged", .basisLength(rows: 3, columns: 4),
    SolveOptions(startBasis: Basis(rows: standard.columns, columns: standard.rows))),
  .option(
    "start with nothing basic", .basisCount(basic: 0, rows: 4),
    SolveOptions(
      startBasis: Basis(rows: [.atUpper, .atUpper, .atLower, .atUpper], columns: standard.columns))),
  .option(
    "start with all basic", .basisCount(basic: 7, rows: 4),
    SolveOptions(startBasis: Basis(rows: standard.rows, columns: [.basic, .basic, .basic]))),
]

private let wrongCalls: [Misuse] = [
  .session("no such row", .noSuchRow(4)) { try $0.setRowBounds(4, lower: 0, upper: 1) },
  .session("row below 0 later", .noSuchRow(-1)) { try $0.setRowBounds(-1, lower: 0, upper: 1) },
  .session("row beyond 32 bits", .noSuchRow(1 << 40)) { try $0.setRowBounds(1 << 40, lower: 0, upper: 1) },
  .session("no such column", .noSuchColumn(3)) { try $0.setColumnBounds(3, lower: 0, upper: 1) },
  .session("column below all range", .noSuchColumn(.min)) { try $0.setColumnBounds(.min, lower: 0, upper: 1) },
  .session("crossed row later", .rowBounds(row: 0, lower: 2, upper: 1)) {
    try $0.setRowBounds(0, lower: 2, upper: 1)
  },
  .session("NaN row later", .rowBounds(row: 0, lower: nan, upper: 1)) {
    try $0.setRowBounds(0, lower: nan, upper: 1)
  },
  .session("rows of another number later", .arrayLength(array: "upper", count: 3, expected: 4)) {
    try $0.setRowBounds(lower: [0, 0, 0, 0], upper: [1, 1, 1])
  },
  .session("one crossed row of all", .rowBounds(row: 2, lower: 2, upper: 1)) {
    try $0.setRowBounds(lower: [0, 0, 2, 0], upper: [1, 1, 1, 1])
  },
  .session("crossed column later", .columnBounds(column: 0, lower: 2, upper: 1)) {
    try $0.setColumnBounds(0, lower: 2, upper: 1)
  },
  .session("1e30 later", .columnBounds(column: 0, lower: 0, upper: 1e30)) {
    try $0.setColumnBounds(0, lower: 0, upper: 1e30)
  },
  .session("costs of another length", .arrayLength(array: "objective", count: 2, expected: 3)) {
    try $0.setObjective([1, 2], constant: 0)
  },
  .session("NaN cost later", .objectiveCoefficient(column: 2, value: nan)) {
    try $0.setObjective([1, 2, nan], constant: 0)
  },
  .session("infinite constant later", .objectiveConstant(value: none)) {
    try $0.setObjective([1, 2, 3], constant: none)
  },
  .session("basis of another size later", .basisLength(rows: 0, columns: 0)) {
    try $0.setBasis(Basis(rows: [], columns: []))
  },
  .session("basis of too few later", .basisCount(basic: 3, rows: 4)) {
    try $0.setBasis(Basis(rows: [.basic, .basic, .basic, .atUpper], columns: standard.columns))
  },
  .session("closed, then a row", .sessionClosed) {
    $0.close()
    try $0.setRowBounds(0, lower: 0, upper: 1)
  },
  .session("closed, then all rows", .sessionClosed) {
    $0.close()
    try $0.setRowBounds(lower: [0, 0, 0, 0], upper: [1, 1, 1, 1])
  },
  .session("closed, then a column", .sessionClosed) {
    $0.close()
    try $0.setColumnBounds(0, lower: 0, upper: 1)
  },
  .session("closed, then costs", .sessionClosed) {
    $0.close()
    try $0.setObjective([1, 2, 3], constant: 0)
  },
  .session("closed, then a basis", .sessionClosed) {
    $0.close()
    try $0.setBasis(standard)
  },
  Misuse(name: "a session with no memory", expected: .option("memoryLimit", value: "1")) {
    _ = try SolverSession(powerExample(100), memoryLimit: 1)
  },
]
