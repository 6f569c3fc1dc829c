import Fleet
import Foundation

/// A gang runs on one arrangement at a time, between its least and greatest size, at the pace of its size.
///
///     sum over a of run[w,a,t] <= 1                                     (per gang, per slice)
///     n_min * run <= sum of x <= min(n_max, GPUs there) * run           (GPUs; per arrangement)
///     pace <= alpha_j * n + beta_j * run,  n = sum of e_g * x           (work units per second; for each chord j)
///
/// The chords join points of r * n^b, so that no plan counts on more than the curve gives; between two points they
/// fall short of it by at most 1 %. An arrangement is a site, the slowest class that takes part and the operating point of
/// that class; other classes run at full power. e_g = ((1 - q) r_g + q r_slow) / r_slow.
enum GangUniformity: Rule {
  static let name = "gang-uniformity"
  static let statement =
    "a gang runs on one site and slowest class at a time, n_min <= GPUs <= n_max, at most at pace r * n^b (per slice)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("GPU") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for (index, workload) in model.case.workloads.enumerated() {
        guard let gang = workload.gang else { continue }
        let runs = decisions.gangRuns(at: node, of: Ref(index))
        guard !runs.isEmpty else { continue }
        draft.row(
          name, Key(.workload(Ref(index)), at: node), runs.map { ($0.run, 1) }, upper: 1, isLimit: false)
        for run in runs { write(run, gang, node, into: &draft, decisions, model) }
      }
    }
  }

  private static func write(
    _ run: GangRun, _ gang: Gang, _ node: Node, into draft: inout Draft, _ decisions: Decisions, _ model: Model
  ) {
    let place = decisions.arrangements[run.workload.index][run.arrangement]
    let own = run.assignments.map { decisions.assignments[$0] }
    let gpus: Terms = own.map { ($0.gpus.column, $0.gpus.perColumn) }
    let there = own.reduce(0) { $0 + model.stock.mostGPUs(model.pools.all[$1.pool], at: node) }
    let most = min(Double(gang.maxGPUs), there)
    func key(_ part: Subject) -> Key {
      Key(.workload(run.workload), .arrangement(run.workload, run.arrangement), part, at: node)
    }
    draft.row(name, key(.part(.min)), gpus + [(run.run, -Double(gang.minGPUs))], lower: 0, isLimit: false)
    draft.row(name, key(.part(.max)), gpus + [(run.run, -most)], upper: 0, isLimit: false)
    let rate = model.rate(run.workload, place)
    let largest = most * (own.map(\.effect).max() ?? 1)
    for (number, chord) in chords(gang.scalingExponent, from: Double(gang.minGPUs), to: largest).enumerated() {
      draft.row(
        name, key(.ordinal(number)),
        [(run.pace, 1), (run.run, -rate * chord.offset)]
          + own.map { ($0.gpus.column, -rate * chord.slope * $0.effect * $0.gpus.perColumn) },
        upper: 0, isLimit: false)
    }
  }

  /// Lines under n^b between `least` and `most`, each at most 1 % below it in its own stretch.
  static func chords(_ exponent: Double, from least: Double, to most: Double) -> [(slope: Double, offset: Double)] {
    guard exponent < 1, most > least * (1 + 1e-9) else { return [(pow(most, exponent - 1), 0)] }
    var count = 1
    while true {
      let points = (0...count).map { least * pow(most / least, Double($0) / Double(count)) }
      let lines = zip(points, points.dropFirst()).map { a, b in
        let slope = (pow(b, exponent) - pow(a, exponent)) / (b - a)
        return (slope: slope, offset: pow(a, exponent) - slope * a)
      }
      if lines.allSatisfy({ shortfall($0, exponent) <= 0.01 }) { return lines }
      count += 1
    }
  }

  /// The largest relative distance of a chord below n^b: where the ratio chord / curve is least.
  private static func shortfall(_ line: (slope: Double, offset: Double), _ exponent: Double) -> Double {
    let worst = exponent * line.offset / ((1 - exponent) * line.slope)
    return 1 - (line.slope * worst + line.offset) / pow(worst, exponent)
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more GPU in the largest gang of \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) finds no place for a gang of its size \(names.when(key))"
  }
}
