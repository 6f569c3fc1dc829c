import CaseFiles
import Foundation
import Planning

// Recourse after a notice, and the programme block by block against the whole one; prints the page docs/performance.md.
//
//     swift run -c release recourse-benchmark [CASE] > docs/performance.md

let folder = URL(filePath: CommandLine.arguments.dropFirst().first ?? "models/colossus-1")
let planningCase = try readCase(at: folder).planningCase
let loadBefore = load
say(
  """
  # Performance

      swift run -c release recourse-benchmark > docs/performance.md

  One run of the program in `benchmarks/recourse`, which prints this page, on \(ProcessInfo.processInfo.activeProcessorCount) \
  cores of \(processorName). Every figure stands beside the processor seconds that it took: where the wall shows more than \
  processor seconds by threads, the machine was doing other work.

  """)
let total = try Effort.of {
  try RecourseBenchmark(planningCase).run()
  try DecompositionBenchmark(planningCase).run()
}
say(
  """

  ## This run

  \(format(total.wall)) s on the wall, \(format(total.processor)) s of processors. Load of the machine: \(format(loadBefore)) \
  in the minute before, \(format(load)) in the last minute; 1 or 2 of it is this program.
  """)
