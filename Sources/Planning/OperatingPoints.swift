import Fleet

extension Model {
  /// The operating points at which a workload may run on a class: full power first.
  func points(of gpuClass: Ref<GPUClass>, for workload: Ref<Workload>) -> [Ref<OperatingPoint>?] {
    guard self.case[workload].letting == nil else { return [nil] }
    return [nil] + self.case.operatingPoints.indices.map { Ref($0) }.filter { self.case[$0].gpuClass == gpuClass }
  }

  /// Peak IT kW of a GPU at a place.
  func power(_ place: Place) -> Double {
    self.case[place.gpuClass].power * (place.point.map { self.case[$0].drawFactor } ?? 1)
  }

  /// What is left of the full rate.
  func throughputFactor(_ point: Ref<OperatingPoint>?) -> Double { point.map { self.case[$0].throughputFactor } ?? 1 }

  /// r of a gang: the rate of the slowest class of its arrangement, work units per second of one GPU.
  func rate(_ gang: Ref<Workload>, _ arrangement: Arrangement) -> Double {
    rate(gang, arrangement.slowest)! * throughputFactor(arrangement.point)
  }

  /// As tables name an operating point.
  func name(_ point: Ref<OperatingPoint>?) -> String { point.map { self.case[$0].id } ?? "full" }
}
