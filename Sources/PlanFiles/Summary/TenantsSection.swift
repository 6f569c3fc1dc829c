import Fleet
import Planning

extension PlanSummary {
  /// What every tenant asked for and gets: services as means over the horizon, jobs as work in all.
  func tenants(_ page: inout Page) {
    page.heading("Tenants", remark: "means over the horizon for services, work in all for jobs")
    var table = TextTable(titles: ["tenant, workload", "unit", "asked", "served", "short", "share", "GPUs, mean"])
    table.left = [0, 1]
    let seconds = Double(planningCase.end.seconds - planningCase.start.seconds)
    for tenant in totals.tenants {
      let share = tenant.share.map { TextTable.Entry(Figures.percent($0), ink($0)) } ?? "-"
      table.rows.append([
        .init(tenant.tenant, .bold), "", "", "", "", share,
        .init(Figures.count(meanGPUs { $0.tenant == tenant.tenant })),
      ])
      for workload in tenant.workloads {
        let gpus = TextTable.Entry(Figures.count(meanGPUs { $0.workload == workload.workload }))
        guard workload.kind != "letting" else {
          table.rows.append([.init("  " + workload.workload), "GPUs let", "", "", "", "-", gpus])
          continue
        }
        let isService = workload.kind == "service"
        let per = isService ? seconds : 1
        let isShort = workload.share < 1 - 1e-9
        table.rows.append([
          .init("  " + workload.workload), .init(isService ? workload.unit + "/s" : workload.unit),
          .init(Figures.short(workload.asked / per)), .init(Figures.short(workload.served / per)),
          .init(isShort ? Figures.short(workload.short / per) : "0"),
          .init(Figures.percent(workload.share), ink(workload.share)), gpus,
        ])
      }
    }
    page.table(table)
  }

  private func ink(_ share: Double) -> Ink { share >= 1 - 1e-9 ? .good : share >= 0.9 ? .plain : .doubtful }

  /// GPUs at work, weighed by time over the whole horizon.
  private func meanGPUs(where matches: (AllocationRow) -> Bool) -> Double {
    let seconds = Double(planningCase.end.seconds - planningCase.start.seconds)
    return (base?.allocation ?? []).filter(matches).reduce(0) { $0 + $1.gpus * $1.span.seconds } / seconds
  }
}
