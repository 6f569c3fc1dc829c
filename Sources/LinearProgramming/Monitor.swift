private import CGLPK
import Synchronization

/// A window on a running solve, and the handle to stop it.
///
/// The state is a small block of atomics in C, so that a solver callback can
/// write it and any thread, even a signal handler, can read it or call
/// `cancel()`. One monitor watches one solve at a time; a cancelled monitor
/// stays cancelled.
public final class Monitor: @unchecked Sendable {
  /// What the solve is busy with.
  public enum Phase: Int32, Sendable {
    case idle, relaxation, diving, branchAndCut, certifying, finished
  }

  /// The state at one moment. Fields are read one after another, so they may
  /// be some microseconds apart.
  public struct Progress: Sendable, Equatable {
    public var phase: Phase
    public var iterations: Int
    public var nodes: Int
    public var incumbent: Double?
    public var bound: Double?
    public var rows: Int
    public var columns: Int
    /// What the solve is for; nil for the work at hand.
    public var purpose: Purpose?
  }

  /// What a solve is for, where that is another programme than the work at hand.
  public struct Purpose: Sendable, Equatable {
    public var name: String
    /// Whether its objective counts something else than that of the work at hand.
    public var hasOwnObjective: Bool

    public init(_ name: String, hasOwnObjective: Bool = false) {
      self.name = name
      self.hasOwnObjective = hasOwnObjective
    }
  }

  let handle: OpaquePointer
  private let purpose = Mutex<Purpose?>(nil)

  public init() {
    guard let handle = cglpk_monitor_create() else { fatalError("no memory for a solver monitor") }
    self.handle = handle
  }

  deinit { cglpk_monitor_release(handle) }

  /// Asks the solve to end. It returns within 0.3 s and keeps its incumbent.
  public func cancel() { cglpk_monitor_cancel(handle) }

  public var isCancelled: Bool { cglpk_monitor_cancelled(handle) }

  public var progress: Progress {
    let now = cglpk_monitor_read(handle)
    return Progress(
      phase: Phase(rawValue: now.phase) ?? .idle,
      iterations: Int(now.iterations), nodes: Int(now.nodes),
      incumbent: now.incumbent.isNaN ? nil : now.incumbent,
      bound: now.bound.isFinite ? now.bound : nil,
      rows: Int(now.rows), columns: Int(now.columns), purpose: purpose.withLock { $0 })
  }

  func enter(_ phase: Phase) { cglpk_monitor_set_phase(handle, phase.rawValue) }

  /// A new solve begins: what was known of the one before goes.
  func begin(_ program: LinearProgram, for purpose: Purpose? = nil) {
    self.purpose.withLock { $0 = purpose }
    note(incumbent: .nan)
    note(bound: .nan)
    cglpk_monitor_set_size(handle, Int64(program.rowCount), Int64(program.columnCount))
  }

  /// Nodes are counted here and in GLPK's tree, iterations by GLPK alone.
  func noteNode() { cglpk_monitor_add_nodes(handle, 1) }

  func note(incumbent: Double) { cglpk_monitor_set_incumbent(handle, incumbent) }

  func note(bound: Double) { cglpk_monitor_set_bound(handle, bound) }
}
