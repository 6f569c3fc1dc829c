import Fleet

extension Audit {
  /// demand-charge: the greatest facility draw of each period that a path has slices of its own in, USD, by site.
  ///
  ///     demand-charge = -price * months * max facility_kw          (months: of a quarter 3, of a week 7 * 12 / 365)
  func chargePeaks(_ course: Course, into accounts: inout [Account: Sum]) {
    for slices in Dictionary(grouping: course.slices, by: \.period).values {
      let period = slices[0].period
      for site in planningCase.sites {
        let peak = slices.map { $0.sites[site.id]?["facility_kw"] ?? 0 }.max() ?? 0
        accounts[account(slices[0], "", site.id, "demand-charge"), default: Sum()]
          .add(-site.demandCharge[period], planningCase.months(ofPeriod: period), peak)
      }
    }
  }
}

extension PlanningCase {
  /// Months of a period as a demand charge counts them: whole ones of the calendar, or a week's share of a year.
  fileprivate func months(ofPeriod index: Int) -> Double {
    let (first, last) = (periods[index].start.civil, periods[index].end.civil)
    let days = periods[index].end - periods[index].start
    guard days >= 28 else { return Double(days * 12) / 365 }
    return Double(12 * (last.year - first.year) + last.month - first.month)
  }
}
