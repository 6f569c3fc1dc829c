import Dispatch
import Synchronization

/// What `body` makes of each index, on so many threads at a time; in the order of the indices.
public func concurrentMap<Element: Sendable>(
  _ count: Int, threads: Int, _ body: @Sendable (Int) -> Element
) -> [Element] {
  let next = Atomic(0)
  let results = Mutex([Element?](repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      if index >= count { return }
      let element = body(index)
      results.withLock { $0[index] = element }
    }
  }
  return results.withLock { $0.map { $0! } }
}
