import Dispatch
import Foundation
import LinearProgramming
import Synchronization

/// Ctrl-C and SIGTERM while a plan is made: the first asks the solver to stop well, the second leaves at once.
///
/// The files of a plan are written beside the old ones, so leaving at once harms no plan that stood before.
/// Unchecked because of its sources, which are held for their life alone: one that is let go of stops listening.
final class Interrupts: @unchecked Sendable {
  private let first = Mutex<Ending?>(nil)
  private let sources: [(source: any DispatchSourceSignal, ending: Ending)]

  init(monitor: Monitor, console: Console) {
    // A blocked signal waits until a source listens; one that is only ignored would be lost before that.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    sources = [(SIGINT, Ending.interrupted), (SIGTERM, .terminated)].map { number, ending in
      // The default action would end the program before the source sees the signal.
      signal(number, SIG_IGN)
      return (DispatchSource.makeSignalSource(signal: number, queue: .global()), ending)
    }
    for (source, ending) in sources {
      source.setEventHandler { [unowned self] in received(ending, monitor: monitor, console: console) }
      source.resume()
    }
  }

  /// How the run ends if a signal came.
  var ending: Ending? { first.withLock { $0 } }

  private func received(_ ending: Ending, monitor: Monitor, console: Console) {
    let isFirst = first.withLock { first in
      defer { first = first ?? ending }
      return first == nil
    }
    guard isFirst else { _exit(ending.code) }
    monitor.cancel()
    let again = ending == .interrupted ? "Ctrl-C again leaves now" : "Another signal leaves now"
    console.problem("\nstopping; the best plan found so far, if there is one, is kept. \(again).")
  }
}
