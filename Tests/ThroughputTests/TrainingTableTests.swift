import Testing

@testable import Throughput

/// What the catalogue's tables of training times must hold.
struct TrainingTableTests {
  @Test func everyRowIsWhole() throws {
    let rows = try TrainingTables.measurements(), stated = try CatalogueTests.rows("training-measurements.csv")
    #expect(rows.count == 324)
    for (row, cells) in zip(rows, stated) {
      #expect(row.isUsable && row.batch != nil && !row.source.isEmpty && !row.submitter.isEmpty)
      #expect(isClose(row.unitsPerSecond, try #require(Double(cells["units_per_s"]!)), 1e-5))
    }
  }

  @Test func everyPointNamesItsSource() throws {
    let rows = try CatalogueTests.rows("samples-to-target.csv")
    #expect(rows.count == 38 && rows.allSatisfy { !$0["source"]!.isEmpty })
  }

  /// Every figure that the rows state is S(B) of the points.
  @Test func samplesToTargetAreThoseOfThePoints() throws {
    let points = try TrainingTables.samplesToTarget()
    for row in try TrainingTables.measurements() {
      let batch = try #require(row.batch)
      let found = try #require(points.samples(benchmark: row.benchmark, round: row.round, batch: batch))
      #expect(abs(found - row.samples) <= 0.5 + 1e-6 * row.samples)
    }
  }
}
