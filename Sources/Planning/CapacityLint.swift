import Fleet

extension Formulation {
  /// What the stock alone shows to be asked in vain, before anything is solved.
  var capacityFindings: [Finding] { gangsWithoutPlace + floorsAboveStock }

  /// Gangs whose least size no site ever holds, so that they never run.
  private var gangsWithoutPlace: [Finding] {
    let placed = Set(decisions.gangRuns.map(\.workload))
    return model.case.workloads.enumerated().compactMap { index, workload in
      guard let gang = workload.gang, !placed.contains(Ref(index)) else { return nil }
      return Finding(
        .warning, file: workload.origin.file, line: workload.origin.line, column: 1, name: "min_gpus",
        value: String(gang.minGPUs),
        message: "no site ever holds so many GPUs that \(workload.id) may use at once, so that it never runs",
        remedy: "Write a smaller gang, or more GPUs of one of its classes at one of its sites.")
    }
  }

  /// Floors above all the GPUs that the tenant's work may use in some slice; the first such slice of each tenant.
  private var floorsAboveStock: [Finding] {
    model.case.tenants.enumerated().compactMap { index, tenant in
      for node in model.timeline.nodes(of: model.timeline.paths[0]) {
        let most = mostGPUs(of: Ref(index), at: node)
        guard let floor = tenant.floorGPUs?[node.period], floor > most else { continue }
        return Finding(
          .warning, file: tenant.origin.file, line: tenant.origin.line, column: 1, name: "floor_gpus",
          value: String(Int(floor)),
          message: """
            \(names.when(Key(at: node))) \(tenant.id) has work for at most \(Int(most)) GPUs, so that its floor cannot \
            be kept
            """,
          remedy: "Lower the floor from then on, or give the tenant work or GPUs: a job ends with its deadline.")
      }
      return nil
    }
  }

  private func mostGPUs(of tenant: Ref<Tenant>, at node: Node) -> Double {
    let pools = Set(decisions.assignments(at: node) { model.case[$0.workload].tenant == tenant }.map(\.pool))
    return pools.reduce(0) { $0 + model.stock.mostGPUs(model.pools.all[$1], at: node) }
  }
}
