import CaseFiles
import Fleet
import Foundation
import LinearProgramming
import Planning
import Testing

/// A case as it ships, planned once for all tests.
struct ShippedCase: Sendable {
  static let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "models")

  /// Every folder of `models/` with a `case.yaml`.
  static let names: [String] = {
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: models.path)) ?? []
    return folders.filter { FileManager.default.fileExists(atPath: models.appending(path: "\($0)/case.yaml").path) }
      .sorted()
  }()

  let name: String
  let planningCase: PlanningCase
  let plan: Plan

  struct NoPlan: Error, CustomStringConvertible { let description: String }

  init(_ name: String, settings: [String] = []) throws {
    self.name = name
    let folder = try readCase(at: ShippedCase.models.appending(path: name), settings: settings)
    planningCase = folder.planningCase
    switch try makePlan(folder.planningCase) {
    case .planned(let plan): self.plan = plan
    case .refused(let refusal): throw NoPlan(description: "\(name): \(refusal.status) \(refusal.detail)")
    }
  }

  private static let planned: [String: Result<ShippedCase, any Error>] = Dictionary(
    uniqueKeysWithValues: names.map { name in (name, Result { try ShippedCase(name) }) })

  static func planned(_ name: String) throws -> ShippedCase { try planned[name]!.get() }
}
