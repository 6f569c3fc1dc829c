import Foundation

/// What the system says of this process; for tests that run in one of their own.
enum ProcessFacts {
  /// Bytes in memory, after what is free has been given back: then growth is a leak.
  static func residentBytes() -> Int {
    settle()
    trimMemory()
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 << 10 } ?? -1
  }

  /// Looked up by name: Swift's module of the C library leaves it out.
  private static func trimMemory() {
    guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "malloc_trim") else { return }
    _ = unsafeBitCast(symbol, to: (@convention(c) (Int) -> Int32).self)(0)
  }

  static func threadCount() -> Int {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []).count
  }

  /// Waits until no thread of a solver has ended for a while; threads end after the call that let go of them.
  private static func settle() {
    var count = threadCount()
    for _ in 0..<100 {
      usleep(50_000)
      let now = threadCount()
      if now == count { return }
      count = now
    }
  }
}

/// Bytes allowed as noise of the allocator where the issue says that memory stays flat.
let flatBytes = 1 << 20

/// Runs `body` on a thread of its own and waits for its end.
func onShortThread(_ body: @escaping @Sendable () -> Void) { pthread_join(startThread(body), nil) }

func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t {
  let box = Unmanaged.passRetained(ThreadBody(run: body))
  var thread = pthread_t()
  let failed = pthread_create(
    &thread, nil,
    { argument in
      Unmanaged<ThreadBody>.fromOpaque(argument!).takeRetainedValue().run()
      return nil
    }, box.toOpaque())
  precondition(failed == 0, "no thread could be started")
  return thread
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(run: @escaping @Sendable () -> Void) { self.run = run }
}
