import CaseFiles
import Foundation
import Planning

// Recourse after a notice, and the programme block by block against the whole one; prints the page docs/performance.md.
//
//     swift run -c release recourse-benchmark [CASE] > docs/performance.md

let folder = URL(filePath: CommandLine.arguments.dropFirst().first ?? "models/colossus-1")
let planningCase = try readCase(at: folder).planningCase
let loadBefore = load
let cores = ProcessInfo.processInfo.activeProcessorCount
say(
  """
  # Performance

      swift run -c release recourse-benchmark > docs/performance.md

  One run of the program in `benchmarks/recourse`, which prints this page, on \(cores) cores of \(processorName).
  Beside the seconds of the wall stand those of the processors, over all threads: where the wall took longer than these
  divided by the threads, the machine was doing other work.

  """)
let total = try Effort.of {
  try RecourseBenchmark(planningCase).run()
  try DecompositionBenchmark(planningCase).run()
}
say(
  """

  ## This run

  \(format(total.wall)) s on the wall, \(format(total.processor)) s of processors. Processes that wanted a processor:
  \(format(loadBefore)) in the minute before, \(format(load)) in the last minute, of which this program is 1 or 2.
  """)
