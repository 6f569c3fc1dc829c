import Fleet
import Foundation
import Testing

@testable import Throughput

/// The rates that the shipped catalogue gives, and what it must hold.
struct CatalogueTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "models/catalogue")

  /// The rows of a table as dictionaries; enough of RFC 4180 for files of our own.
  static func rows(_ name: String) throws -> [[String: String]] {
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    var lines: [[String]] = [[]], cell = "", quoted = false
    for character in text {
      switch character {
      case "\"": quoted.toggle()
      case ",", "\n":
        if quoted {
          cell.append(character)
        } else {
          lines[lines.count - 1].append(cell)
          cell = ""
          if character == "\n" { lines.append([]) }
        }
      default: cell.append(character)
      }
    }
    return lines.dropFirst().filter { $0.count > 1 }.map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  static func small() throws -> SmallCase {
    func number(_ row: [String: String], _ name: String) -> Double? { row[name].flatMap(Double.init) }
    var small = SmallCase()
    small.classes = try rows("gpu-classes.csv").map { row in
      let peaks = ["bf16", "fp8", "fp4"].compactMap { name in
        number(row, name + "_dense_tflops").map { (name, $0) }
      }
      return GPUClass(
        id: row["gpu_class"]!, unitGPUs: Int(row["unit_gpus"]!)!, power: number(row, "kw_per_gpu")!,
        idlePower: number(row, "idle_kw_per_gpu")!, liquidShare: number(row, "liquid_share")!,
        peakTFLOPS: Dictionary(uniqueKeysWithValues: peaks), memory: number(row, "hbm_gb"),
        memoryBandwidth: number(row, "hbm_tb_per_s"), origin: Origin(file: "gpu-classes.csv", line: 1))
    }
    small.models = try rows("models.csv").map { row in
      SmallCase.model(row["model"]!, number(row, "parameters_b")!, number(row, "cache_bytes_per_token")!)
    }
    for row in try rows("measurements.csv") {
      let gpuClass = try #require(small.classes.firstIndex { $0.id == row["gpu_class"] })
      small.measure(
        gpuClass, row["model"]!, number(row, "units_per_s")!, gpus: Int(row["gpus"]!)!,
        input: number(row, "input_tokens"), output: number(row, "output_tokens"),
        precision: row["precision"].flatMap { $0.isEmpty ? nil : $0 }, cap: number(row, "power_cap_w"))
    }
    small.workloads = [
      SmallCase.service("llama3.3-70b"), SmallCase.service("llama3.1-405b"),
      SmallCase.gang("llama3.1-405b-training", exponent: 0.9), SmallCase.job("llama2-70b-lora"),
    ]
    return small
  }

  @Test func powerAddsUpToTheUnits() throws {
    let classes = try Self.small().classes
    func unit(_ id: String) throws -> Double {
      let gpu = try #require(classes.first { $0.id == id })
      return gpu.power * Double(gpu.unitGPUs)
    }
    #expect(try unit("h100-sxm") == 10.2 && unit("h200-sxm") == 10.2 && unit("gb200-nvl72") == 132)
    #expect(classes.allSatisfy { $0.idlePower < $0.power && (0...1).contains($0.liquidShare) })
  }

  /// 150,000 H100 and 50,000 H200 in eights of 10.2 kW and 277 racks of 132 kW draw 291.6 MW.
  @Test func colossusDrawsWhatItsUnitsDraw() throws {
    let power = Dictionary(uniqueKeysWithValues: try Self.small().classes.map { ($0.id, $0.power) })
    let gpus: [String: Double] = ["h100-sxm": 150_000, "h200-sxm": 50_000, "gb200-nvl72": 277 * 72]
    let kilowatts = try gpus.reduce(0) { $0 + $1.value * (try #require(power[$1.key])) }
    #expect(abs(kilowatts - 291_564) < 1e-6)
  }

  /// All but one: no slice of 64 TPU v5e has the memory for 405 B parameters.
  @Test func everyWorkloadHasARateOnEveryClass() throws {
    let small = try Self.small(), table = try small.table()
    #expect(table.warnings.count == 1)
    let unmeasured = ["a100-80-sxm", "mi325x", "tpu-v5e", "tpu-v5p", "tpu-v6e", "trainium2"]
    for workload in small.workloads.indices {
      for gpuClass in small.classes.indices {
        let id = small.classes[gpuClass].id
        if id == "tpu-v5e", small.workloads[workload].model == "llama3.1-405b" {
          #expect(table[Ref(workload), Ref(gpuClass)] == nil)
          continue
        }
        let rate = try #require(table[Ref(workload), Ref(gpuClass)])
        #expect(rate.low > 0 && rate.low < rate.unitsPerSecond && rate.unitsPerSecond < rate.high)
        let isUnmeasured = unmeasured.contains(id) || (id == "mi300x" && workload < 3)
        #expect(rate.origin == (isUnmeasured ? .modelled : .measured))
      }
    }
  }

  /// 4,205 tokens per second on two H100s; 5,389 on four GB200s.
  @Test func measuredRatesAreTheRowsOwn() throws {
    let small = try Self.small(), table = try small.table()
    func planned(_ workload: Int, _ id: String) throws -> Double? {
      table.planned(Ref(workload), on: Ref(try #require(small.classes.firstIndex { $0.id == id })))
    }
    #expect(try planned(0, "h100-sxm") == 2102.5)
    #expect(try planned(1, "gb200-nvl72") == 1347.25)
  }

  /// A class never measured is foretold slower than the H100, and less surely than a measured class.
  @Test func a100FallsToTheRoofline() throws {
    let small = try Self.small(), table = try small.table()
    for workload in 0..<2 {
      let a100 = try #require(table[Ref(workload), Ref(0)]), h100 = try #require(table[Ref(workload), Ref(1)])
      #expect(a100.origin == .modelled && a100.unitsPerSecond < h100.unitsPerSecond)
      #expect(a100.high / a100.low > h100.high / h100.low)
    }
  }

  @Test func theOrderOfRowsChangesNothingPlanned() throws {
    let small = try Self.small(), table = try small.table()
    var shuffled = small
    shuffled.rows.sort { $0.source > $1.source }
    let other = try shuffled.table()
    for workload in small.workloads.indices {
      for gpuClass in small.classes.indices {
        let place = (Ref<Workload>(workload), Ref<GPUClass>(gpuClass))
        #expect(table.planned(place.0, on: place.1) == other.planned(place.0, on: place.1))
        #expect(table[place.0, place.1]?.source == other[place.0, place.1]?.source)
      }
    }
  }

  /// The figures that the catalogue's README states.
  @Test func theFitIsAsGoodAsStated() throws {
    let fit = try #require(try Self.small().table().fit)
    #expect(fit.cells == 60)
    #expect(isClose(fit.medianError, 0.0956, 0.005) && isClose(fit.p90Error, 0.2336, 0.005))
    #expect(isClose(try #require(fit.classError), 0.105, 0.01))
  }

  @Test func everyRowNamesItsSource() throws {
    for name in ["gpu-classes.csv", "market-prices.csv", "measurements.csv", "models.csv"] {
      for row in try Self.rows(name) {
        #expect(!(row["source"] ?? "").isEmpty, "\(name): \(row)")
        let isDerived = name == "measurements.csv" && row["input_tokens"] == ""
        #expect(!isDerived || row["note"]!.hasPrefix("derived"))
      }
    }
  }
}
