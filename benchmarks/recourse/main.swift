import CaseFiles
import Fleet
import Foundation
import LinearProgramming
import Planning
import Throughput

// Recourse after a notice, and decomposition against the whole programme: medians of rounds run in turn in one process.
//
//     swift run -c release recourse-benchmark [CASE] > docs/performance.md

let arguments = CommandLine.arguments.dropFirst()
let folder = URL(filePath: arguments.first ?? "models/colossus-1")
print("# Performance\n")
print("Made by `swift run -c release recourse-benchmark` (benchmarks/recourse); one run, this machine, wall seconds.\n")
try RecourseBenchmark(readCase(at: folder).planningCase).run()
try DecompositionBenchmark().run()
