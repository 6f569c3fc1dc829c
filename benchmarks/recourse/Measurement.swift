import Foundation

/// What a piece of work took: by the clock on the wall, and of the processors, over all threads.
struct Effort {
  var wall = 0.0
  var processor = 0.0

  /// Seconds of `work`.
  static func of(_ work: () throws -> Void) rethrows -> Effort {
    let began = ContinuousClock.now, before = processorSeconds
    try work()
    return Effort(wall: (ContinuousClock.now - began) / .seconds(1), processor: processorSeconds - before)
  }

  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}

extension [Effort] {
  /// The middle of the rounds, each figure by itself.
  var median: Effort {
    Effort(wall: map(\.wall).sorted()[count / 2], processor: map(\.processor).sorted()[count / 2])
  }
}

/// A line of the page, at once, so that the page can be watched as it grows.
func say(_ line: String) {
  print(line)
  fflush(nil)
}

func format(_ value: Double) -> String { String(format: value >= 10 ? "%.1f" : value >= 0.1 ? "%.2f" : "%.3f", value) }

func scientific(_ value: Double) -> String { String(format: "%.0e", value) }

/// Processes that want a processor, over the last minute.
var load: Double {
  var averages = [0.0]
  return getloadavg(&averages, 1) == 1 ? averages[0] : .nan
}

/// The processor's name, where the system tells it.
var processorName: String {
  let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
  let name = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last
  return name.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
}
