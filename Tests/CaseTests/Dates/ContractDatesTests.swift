import Fleet
import Testing

/// The terms, notices and deliveries of docs/dates.md, worked by hand, beside what a case makes of the same cells.
@Suite struct ContractDatesTests {
  @Test(arguments: DatesPage.months.rows) func monthsAreAdded(row: DatesRow) throws {
    #expect(row.answers == ["second term ends": try row.planningCase().leases[0].lastEnd.description])
  }

  @Test(arguments: DatesPage.lessorNotice.rows) func theLessorGivesNotice(row: DatesRow) throws {
    let lease = try row.planningCase().leases[0], day = try row.day("notice on")
    let gone = lease.mayBeCalled(on: day) ? lease.reclaimDay(noticeOn: day).description : "not yet"
    #expect(row.answers == ["gone on": gone])
  }

  @Test(arguments: DatesPage.calls.rows) func aCallTakesTheGPUs(row: DatesRow) throws {
    let (planningCase, period) = try row.planningCase(at: "called in")
    let timeline = Timeline(planningCase, calling: [0], in: period)
    let there = timeline.map { timeline in
      timeline.nodes(of: timeline.paths[1]).last {
        planningCase.units(of: planningCase.tranches[0], at: $0, on: timeline.paths[1]) > 0
      }
    }
    #expect(row.answers == ["gone at": there??.end.description ?? "no call"])
  }

  @Test(arguments: DatesPage.lesseeNotice.rows) func theLesseeGivesNotice(row: DatesRow) throws {
    let notice = try row.planningCase().leases[0].lastExitNotice(leaving: try row.day("rid of them on"))
    #expect(row.answers == ["last notice": notice?.description ?? "too early"])
  }

  @Test(arguments: DatesPage.exits.rows) func aLeaseIsLeftAtTheStartOfAPeriod(row: DatesRow) throws {
    let exits = try row.planningCase().exitDays(of: Ref(0)).keys
    #expect(row.answers == ["first": exits.min()?.description ?? "none", "last": exits.max()?.description ?? "none"])
  }

  @Test(arguments: DatesPage.terms.rows) func termsCutPeriods(row: DatesRow) throws {
    let (planningCase, period) = try row.planningCase(at: "period")
    let timeline = Timeline(withoutNotice: planningCase), slices = timeline.nodes.filter { $0.period == period }
    let gpus = slices.map { 8 * planningCase.units(of: planningCase.tranches[0], at: $0, on: timeline.paths[0]) }
    #expect(row.answers == ["hours": sum(slices), "GPUs": gpus.map(String.init).joined(separator: ", ")])
  }

  @Test(arguments: DatesPage.jobs.rows) func jobsOpenAndClose(row: DatesRow) throws {
    let (planningCase, period) = try row.planningCase(at: "period")
    let slices = Timeline(withoutNotice: planningCase).nodes.filter { $0.period == period }
    let job = try #require(planningCase.workloads[0].job)
    let open = slices.filter { planningCase.isOpen(job, at: $0) }.reduce(0) { $0 + $1.hours }
    #expect(row.answers == ["hours": sum(slices), "open": open.plain])
  }

  @Test(arguments: DatesPage.deliveries.rows) func deliveriesAreStairs(row: DatesRow) throws {
    let planningCase = try row.planningCase()
    let steps = planningCase.deliveries(planningCase.tranches[0]).map { "\($0.start): \(8 * $0.units)" }
    #expect(row.answers == ["GPUs there from": steps.joined(separator: ", ")])
  }

  @Test(arguments: DatesPage.leadTimes.rows) func whatIsSignedTakesItsTime(row: DatesRow) throws {
    let planningCase = try row.planningCase()
    let steps = planningCase.deliveries(planningCase.tranches[0]).map(\.start.description)
    #expect(row.answers == ["there from": steps.joined(separator: ", ")])
  }

  @Test(arguments: DatesPage.orders.rows) func ordersComeLeadDaysAhead(row: DatesRow) throws {
    let fallback = try row.planningCase().fallbacks[0], arrival = try row.instant("arrival")
    let release = fallback.release(of: arrival)?.description ?? "never"
    #expect(row.answers == ["ordered at": fallback.decided(for: arrival).description, "may go at": release])
  }

  private func sum(_ slices: [Node]) -> String { slices.map(\.hours.plain).joined(separator: " + ") }
}
