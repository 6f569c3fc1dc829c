import Fleet
import Testing

@testable import Throughput

/// Cases without rates: every reason at once, each with its place and what to do.
struct DefectTests {
  private func findings(_ small: SmallCase) throws -> [Finding] {
    do {
      _ = try small.table()
      return []
    } catch { return error.findings }
  }

  @Test func everyWorkloadWithoutARateIsNamed() throws {
    let small = SmallCase(workloads: [SmallCase.service("chat"), SmallCase.service("unheard"), SmallCase.job("tune")])
    let findings = try findings(small)
    #expect(findings.map(\.value) == ["chat", "unheard", "tune"])
    #expect(findings.allSatisfy { $0.severity == .error && $0.file == "workloads.csv" && $0.line == 5 })
    #expect(findings[0].message.contains("0 measured cells are too few"))
    #expect(findings[1].message.contains("models.csv lacks it"))
    #expect(findings[2].message.contains("measured on no class"))
    #expect(findings.allSatisfy { !$0.remedy.isEmpty && $0.remedy.hasSuffix(".") && !$0.message.hasSuffix(".") })
  }

  @Test func aClassNamedWithoutARateIsAnError() throws {
    var small = SmallCase(workloads: [SmallCase.service("chat", classes: [Ref(0), Ref(2)])])
    small.measure(0, "chat", 100)
    let findings = try findings(small)
    #expect(findings.map(\.value) == ["old"] && findings[0].name == "gpu_classes")
    small.workloads = [SmallCase.service("chat")]
    let table = try small.table()
    #expect(table[Ref(0), Ref(0)] != nil && table[Ref(0), Ref(2)] == nil)
    #expect(table.warnings.map { $0.message.prefix { $0 != ":" }.split(separator: " ").last } == ["wide", "old"])
  }

  @Test func classesNotNamedHaveNoRate() throws {
    var small = SmallCase(workloads: [SmallCase.service("chat", classes: [Ref(0)])])
    small.measure(0, "chat", 100)
    small.measure(1, "chat", 100)
    let table = try small.table()
    #expect(table[Ref(0), Ref(1)] == nil && table.warnings.isEmpty)
  }

  @Test func servicesWithoutLengthsNeedRowsWithoutThem() throws {
    var small = SmallCase(workloads: [SmallCase.service("chat", input: nil, output: nil)])
    small.measure(0, "chat", 100)
    #expect(try findings(small).first?.message.contains("token lengths") == true)
    small.measure(1, "chat", 100, input: nil, output: nil)
    #expect(try small.rate(0, on: 1)?.unitsPerSecond == 100)
  }

  @Test(arguments: [(0.0, 1), (-1, 1), (.nan, 1), (.infinity, 1), (5, 0)])
  func rowsThatMeasureNothingAreErrors(rate: Double, gpus: Int) throws {
    var small = SmallCase(workloads: [SmallCase.service("chat")])
    small.measure(0, "chat", 100)
    small.measure(0, "chat", rate, gpus: gpus)
    let findings = try findings(small)
    #expect(findings.count == 1 && findings[0].file == "measurements.csv" && findings[0].line == 3)
  }

  @Test(arguments: [1e-300, 1e300])
  func hugeAndTinyRatesStayFinite(scale: Double) throws {
    var small = SmallCase(workloads: [SmallCase.service("chat", input: 3000, output: 300)])
    for output in [100.0, 300, 500, 800, 1000, 1500, 2000, 3000, 4000] {
      small.measure(0, "chat", scale * (1 + output / 1000), gpus: 2, output: output)
    }
    // A fit may fail on such rows; it may not give a number that is none.
    guard let rate = try? small.rate(0) else { return }
    #expect([rate.low, rate.unitsPerSecond, rate.high].allSatisfy { $0.isFinite && $0 > 0 })
  }
}
