import Foundation

/// The unit of a column, and the spellings that a value in `case.yaml` or `--set` may have instead.
///
/// `power_mw` is in MW; `250 kW` there is 0.25. A plain number is taken only where the unit has no other spelling to
/// be confused with (a share, a PUE, GPUs, units).
public struct QuantityUnit: Hashable, Sendable {
  /// A spelling: a value in it is `value * times / over` in the column's unit.
  struct Spelling: Hashable, Sendable {
    let text: String
    let times: Double
    let over: Double
  }

  /// The unit's name in pages and errors: `MW`; empty for a plain number.
  public let name: String
  let spellings: [Spelling]
  let allowsPlain: Bool

  private init(_ name: String, plain: Bool = false, _ others: [(String, Double, Double)] = []) {
    self.name = name
    self.allowsPlain = plain
    var spellings = others.map { Spelling(text: $0.0, times: $0.1, over: $0.2) }
    if !name.isEmpty { spellings.insert(Spelling(text: name, times: 1, over: 1), at: 0) }
    self.spellings = spellings
  }

  /// What a value may be written with, for a sentence: `MW, kW or W`.
  var accepted: String {
    let names = spellings.map(\.text)
    return listed(allowsPlain ? ["no unit"] + names : names)
  }

  /// Whether a share of it may be written in per cent.
  var takesPercent: Bool { spelling("%") != nil }

  /// A value written with a unit, in this unit: `250 kW` in MW is 0.25.
  func parse(_ text: String) -> Result<Double, Refusal> {
    if let space = text.lastIndex(of: " "), let spelling = spelling(text[text.index(after: space)...]) {
      return NumberGrammar.number(String(text[..<space])).mapError { $0.measured(in: spelling.text) }
        .flatMap { convert($0, from: spelling) }
    }
    if let start = text.firstIndex(where: { $0.isLetter || $0 == "%" }), start != text.startIndex,
      let spelling = spelling(text[start...])
    {
      return NumberGrammar.number(String(text[..<start])).mapError { $0.measured(in: spelling.text) }
        .flatMap { convert($0, from: spelling) }
    }
    if text.contains("$") {
      return .failure(Refusal("a dollar is written USD here", "Write the value with \(accepted)."))
    }
    if text.dropFirst().first.map({ "xXoObB".contains($0) }) == true, text.hasPrefix("0") {
      return NumberGrammar.number(text)
    }
    let cut = NumberGrammar.end(of: text.utf8)
    let number = String(text.utf8.prefix(cut)) ?? ""
    let rest = text.utf8.dropFirst(cut)
    let spaced = rest.first == 32 ? rest.dropFirst() : rest
    guard cut > 0, let unit = String(spaced), !(unit.isEmpty && rest.first == 32),
      unit.isEmpty || unit.first!.isLetter || unit.first! == "%" || Currency.other(in: unit) != nil
    else {
      if let currency = Currency.other(in: text) { return .failure(Currency.refusal(currency)) }
      return NumberGrammar.number(text)
    }
    if let currency = Currency.other(in: unit) { return .failure(Currency.refusal(currency)) }
    if unit.isEmpty {
      guard allowsPlain else {
        return .failure(Refusal("the unit is missing", "Write it with \(accepted), as in \"\(text) \(name)\"."))
      }
      return NumberGrammar.number(number)
    }
    guard let spelling = spelling(unit) else {
      let near = spellings.first { $0.text.lowercased() == unit.lowercased() }
      let hint = near.map { "Units keep their capitals: write \($0.text)." } ?? "Write it with \(accepted)."
      return .failure(Refusal("\"\(FindingLog.shown(unit))\" is not a unit of this value", hint))
    }
    return NumberGrammar.number(number).flatMap { convert($0, from: spelling) }
  }

  private func spelling(_ text: some StringProtocol) -> Spelling? { spellings.first { $0.text == text } }

  private func convert(_ value: Double, from spelling: Spelling) -> Result<Double, Refusal> {
    let converted = value * spelling.times / spelling.over
    guard converted.isFinite else { return .failure(Refusal("the number is too large", "Write a smaller one.")) }
    return .success(converted)
  }

  public static let none = QuantityUnit("", plain: true)
  public static let share = QuantityUnit("", plain: true, [("%", 1, 100)])
  public static let megawatts = QuantityUnit("MW", [("kW", 1, 1e3), ("W", 1, 1e6), ("GW", 1e3, 1)])
  public static let kilowatts = QuantityUnit("kW", [("W", 1, 1e3), ("MW", 1e3, 1)])
  public static let watts = QuantityUnit("W", [("kW", 1e3, 1)])
  public static let days = QuantityUnit("days", [("day", 1, 1), ("weeks", 7, 1), ("week", 7, 1)])
  public static let hours = QuantityUnit("h", plain: true, [("min", 1, 60)])
  public static let gpus = QuantityUnit("GPUs", plain: true)
  public static let units = QuantityUnit("units", plain: true)
  public static let dollarsPerGPUHour = QuantityUnit("USD/GPUh", [("USD/GPU-h", 1, 1)])
  public static let dollarsPerMegawattHour = QuantityUnit("USD/MWh", [("USD/kWh", 1e3, 1)])
  public static let dollarsPerGPU = QuantityUnit("USD/GPU", [("USD", 1, 1)])
  public static let dollarsPerWorkUnit = QuantityUnit(
    "USD/unit", plain: true,
    [("USD/kunit", 1, 1e3), ("USD/Munit", 1, 1e6), ("USD/token", 1, 1), ("USD/ktoken", 1, 1e3), ("USD/Mtoken", 1, 1e6)])
  public static let dollars = QuantityUnit("USD", [("kUSD", 1e3, 1), ("MUSD", 1e6, 1), ("BUSD", 1e9, 1)])
  public static let kilogramsPerMegawattHour = QuantityUnit("kg/MWh", [("g/kWh", 1, 1)])
  public static let litresPerKilowattHour = QuantityUnit("L/kWh", [("l/kWh", 1, 1)])
  public static let unitsPerSecond = QuantityUnit("units/s", plain: true, [("tokens/s", 1, 1), ("kunits/s", 1e3, 1)])
  public static let workUnits = QuantityUnit(
    "units", plain: true, [("kunits", 1e3, 1), ("Munits", 1e6, 1), ("Gunits", 1e9, 1)])
  public static let tokens = QuantityUnit("tokens", plain: true)
  public static let teraflops = QuantityUnit("TFLOP/s")
  public static let gigabytes = QuantityUnit("GB")
  public static let terabytesPerSecond = QuantityUnit("TB/s")
  public static let perMonth = QuantityUnit("1/month", plain: true, [("%", 1, 100), ("%/month", 1, 100)])
  public static let perYear = QuantityUnit("1/year", plain: true, [("%", 1, 100), ("%/year", 1, 100)])
  public static let months = QuantityUnit("months", plain: true, [("month", 1, 1)])
  public static let cubicMetres = QuantityUnit("m3", [("L", 1, 1e3), ("ML", 1e3, 1)])
  public static let squareMetres = QuantityUnit("m2")
  public static let tonnes = QuantityUnit("t", [("kg", 1, 1e3), ("kt", 1e3, 1), ("Mt", 1e6, 1)])
  public static let racks = QuantityUnit("racks", plain: true)
  public static let modules = QuantityUnit("modules", plain: true)
  public static let dollarsPerKilowatt = QuantityUnit("USD/kW", [("USD/MW", 1, 1e3)])
  public static let dollarsPerCubicMetre = QuantityUnit("USD/m3", [("USD/L", 1e3, 1)])
  public static let dollarsPerTonne = QuantityUnit("USD/t", [("USD/kg", 1e3, 1)])
  public static let dollarsPerUnitDay = QuantityUnit(
    "USD/unit-day", plain: true, [("USD/kunit-day", 1, 1e3), ("USD/Munit-day", 1, 1e6)])
  public static let billions = QuantityUnit("10^9", plain: true)
  public static let bytes = QuantityUnit("bytes", plain: true)
}

extension Double {
  /// The shortest decimal text that reads back as this number: `250` and not `250.0`.
  var shortest: String {
    if self == rounded(), magnitude < 1e15 { return String(Int(self)) }
    return String(describing: self)
  }
}
