import Fleet
import Throughput

/// A case small enough to write down: the classes, models, workloads and rows that a test names, and nothing else.
struct SmallCase {
  var classes: [GPUClass] = [
    SmallCase.gpu("fast", ["bf16": 1000, "fp8": 2000], 80, 3.2),
    SmallCase.gpu("wide", ["bf16": 1000, "fp8": 2000], 160, 4.8),
    SmallCase.gpu("old", ["bf16": 300], 80, 2),
  ]
  var models = [SmallCase.model("chat", 70, 327_680), SmallCase.model("big", 400, 516_096)]
  var workloads: [Workload] = []
  var rows: [Measurement] = []
  var planOn = PlanOn.mean

  var planningCase: PlanningCase {
    let zero = PeriodValue(0)
    let site = Site(
      id: "here", power: PeriodValue(1e6), powerBasis: .it, puePeak: PeriodValue(1), pueMean: PeriodValue(1),
      energyPrice: zero, origin: Origin(file: "sites.csv", line: 2))
    let start = Day(year: 2026, month: 7, day: 1)!
    let tranches = classes.indices.map { index in
      Tranche(
        id: "lot-\(index)", site: Ref(0), gpuClass: Ref(index), lease: nil, size: .fixed(gpus: 64),
        origin: Origin(file: "tranches.csv", line: index + 2))
    }
    return PlanningCase(
      name: "small", periods: [Period(id: "2026-07", start: start, end: start + 31)], planOn: planOn, sites: [site],
      gpuClasses: classes, leases: [], tranches: tranches,
      tenants: [Tenant(id: "us", origin: Origin(file: "tenants.csv", line: 2))], workloads: workloads,
      measurements: rows, models: models)
  }

  func table() throws(RateDefects) -> RateTable { try RateTable(planningCase) }

  /// The rate of the first workload on a class.
  func rate(_ index: Int, on gpuClass: Int = 0) throws -> Rate? { try table()[Ref(index), Ref(gpuClass)] }

  mutating func measure(
    _ gpuClass: Int, _ model: String, _ rate: Double, gpus: Int = 1, input: Double? = 1000, output: Double? = 1000,
    precision: String? = "fp8", cap: Double? = nil
  ) {
    rows.append(
      Measurement(
        gpuClass: Ref(gpuClass), model: model, precision: precision, gpus: gpus, inputTokens: input,
        outputTokens: output, unitsPerSecond: rate, powerCapWatts: cap, source: "row \(rows.count + 1)",
        origin: Origin(file: "measurements.csv", line: rows.count + 2)))
  }

  static func gpu(_ id: String, _ peaks: [String: Double], _ memory: Double?, _ bandwidth: Double?) -> GPUClass {
    GPUClass(
      id: id, unitGPUs: 8, power: 1, idlePower: 0.2, liquidShare: 0, peakTFLOPS: peaks, memory: memory,
      memoryBandwidth: bandwidth, origin: Origin(file: "gpu-classes.csv", line: 2))
  }

  static func model(_ id: String, _ parameters: Double, _ cache: Double) -> ServedModel {
    ServedModel(
      id: id, parameters: parameters, activeParameters: parameters, cacheBytesPerToken: cache,
      origin: Origin(file: "models.csv", line: 2))
  }

  static func service(
    _ model: String, precision: String? = nil, input: Double? = 1000, output: Double? = 1000,
    classes: Set<Ref<GPUClass>>? = nil
  ) -> Workload {
    workload(
      model, .service(Service(demand: [1], loadCurve: .flat)), precision: precision, input: input, output: output,
      classes: classes)
  }

  static func gang(_ model: String, exponent: Double) -> Workload {
    let gang = Gang(minGPUs: 8, maxGPUs: 64, classRule: .single, scalingExponent: exponent)
    return workload(model, .job(Job(work: 1, gang: gang)))
  }

  static func job(_ model: String, classes: Set<Ref<GPUClass>>? = nil) -> Workload {
    workload(model, .job(Job(work: 1)), classes: classes)
  }

  private static func workload(
    _ model: String, _ kind: Workload.Kind, precision: String? = nil, input: Double? = nil, output: Double? = nil,
    classes: Set<Ref<GPUClass>>? = nil
  ) -> Workload {
    Workload(
      id: "w-" + model, tenant: Ref(0), kind: kind, model: model, precision: precision, inputTokens: input,
      outputTokens: output, gpuClasses: classes, value: PeriodValue(1), origin: Origin(file: "workloads.csv", line: 5))
  }
}

func isClose(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
  abs(a - b) <= tolerance * max(abs(a), abs(b))
}
