import Fleet
import Testing

@testable import Planning

@Suite struct ReclaimCoverTests {
  /// 6 owned GPUs, which other work wants at 14 USD per hour, and 8 of a rival who may call them back; of chat's
  /// 10 units/s half must be safe from that. The other work may not go to the rival's site.
  func tiny(cover: Double = 0.5) -> PlanningCase {
    var tiny = TinyCase.days()
    tiny.tranches[0].size = .fixed(gpus: 6)
    tiny.addRival(gpus: 8)
    tiny.workloads.append(TinyCase.service("code", demand: 100, usdPerHour: 14))
    tiny.workloads[1].sites = [Ref(0)]
    tiny.changeService {
      $0.demand = [10]
      $0.coverShare = .init(cover)
    }
    return tiny
  }

  /// 5 of chat's 10 GPUs are owned, and 1 is left for code: 10 * 240 + 1 * 336 = 2736 USD. One unit/s more kept safe
  /// moves a GPU of chat from the rival's to an owned one and takes it from code: -336 USD. Up to the 6 owned ones;
  /// down to 2, where the rival's 8 are full.
  @Test func aShareOfAServiceIsSafeFromALessor() throws {
    let plan = try planned(tiny())
    expectUSD(plan.objective, 2736)
    #expect(isClose(plan.gpus("code"), 1))
    let row = try plan.rule("reclaim-cover", "chat,rival,day-1")
    #expect(row.unit == "token/s" && isClose(row.limit, 5) && isClose(row.use, 5))
    expectPrice(row, -336)
    #expect(isClose(row.upUntil, 6) && isClose(row.downUntil, 2))
    #expect(row.meaning == "one more unit per second of chat kept safe from rival in day-1")
  }

  /// Without the right to call back, code has all 6 owned GPUs and chat the rival's 8: 2016 + 1920 = 3936 USD.
  @Test(arguments: [ReclaimHolder.none, .lessee]) func aLessorThatMayNotReclaimIsSafe(holder: ReclaimHolder) throws {
    var tiny = tiny()
    tiny.leases[0].reclaimHolder = holder
    let plan = try planned(tiny)
    expectUSD(plan.objective, 3936)
    #expect(!plan.rules.contains { $0.rule == "reclaim-cover" })
  }

  /// Each lessor is called back alone: what another one could call back is safe from this one. With 8 GPUs of each and
  /// none of its own, chat has 5 units/s at either's site. An hour of a GPU takes 0.1 USD of energy, so that none runs
  /// without need: 10 * 24 * (10 - 0.1) = 2376 USD.
  @Test func oneLessorsGPUsCoverAnothers() throws {
    var tiny = tiny()
    tiny.leases.append(TinyCase.lease("second", reclaim: .both))
    tiny.tranches[0] = TinyCase.tranche("second", lease: 1, gpus: 8)
    tiny.workloads.removeLast()
    for site in tiny.sites.indices { tiny.sites[site].energyPrice = .init(100) }
    let plan = try planned(tiny)
    expectUSD(plan.objective, 2376)
    for lessor in ["rival", "second"] {
      #expect(isClose(try plan.rule("reclaim-cover", "chat,\(lessor),day-1").use, 5))
    }
  }

  /// 7 units/s kept safe by 6 GPUs.
  @Test func aCoverThatCannotBeHadIsSaidSo() throws {
    #expect(
      try refused(tiny(cover: 0.7)).sentence("reclaim-cover")
        == "chat cannot be covered if rival reclaims in day-1")
  }
}
