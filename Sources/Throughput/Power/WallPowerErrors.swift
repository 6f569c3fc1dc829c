/// What is left out of a fit of wall power to see how well it foretells the rest.
public enum WallPowerLeftOut: Hashable, Sendable, CaseIterable {
  /// The rows of one class and model.
  case model
  /// All rows of a class; u without any uncapped row is that of the nameplate, 1.
  case gpuClass
}

extension WallPower {
  /// Foretold / measured - 1 of every row, by the fit through the rows of the other groups; empty of a single group.
  ///
  /// A model left out is foretold with the u of all rows, also where another class shows its own.
  public func errors(leavingOut: WallPowerLeftOut) -> [(row: WallMeasurement, error: Double)] {
    rows.compactMap { row in
      let rest = rows.filter { $0.gpuClass != row.gpuClass || (leavingOut == .model && $0.model != row.model) }
      guard !rest.isEmpty else { return nil }
      let fit = WallPower(usable: rest, parts)
      let foretold = Self.watts(row, parts[row.gpuClass]!, fit.drawShare, fit.fanShare)
      return (row, foretold / row.wattsPerGPU - 1)
    }
  }
}
