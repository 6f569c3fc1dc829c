// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "Tenure",
  products: [.executable(name: "tenure", targets: ["tenure"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(
      name: "CGLPK", path: "CGLPK", linkerSettings: [.linkedLibrary("glpk")]),
    .target(name: "COpenBLAS", linkerSettings: [.linkedLibrary("openblas")]),
    .target(name: "Fleet"),
    .target(
      name: "CaseFiles", dependencies: ["Fleet", .product(name: "Yams", package: "Yams")],
      resources: [.embedInCode("Starter")]),
    .target(name: "LinearAlgebra", dependencies: ["COpenBLAS"]),
    .target(name: "Throughput", dependencies: ["Fleet", "LinearAlgebra"]),
    .target(name: "LinearProgramming", dependencies: ["CGLPK"]),
    .target(name: "Planning", dependencies: ["Fleet", "Throughput", "LinearAlgebra", "LinearProgramming"]),
    .target(name: "PlanFiles", dependencies: ["Fleet", "CaseFiles", "Planning"]),
    .target(name: "Verification", dependencies: ["Fleet", "CaseFiles"]),
    .executableTarget(
      name: "tenure",
      dependencies: [
        "Fleet", "CaseFiles", "Throughput", "LinearProgramming", "Planning", "PlanFiles", "Verification",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "recourse-benchmark",
      dependencies: ["Fleet", "CaseFiles", "Throughput", "LinearProgramming", "Planning"], path: "benchmarks/recourse"),
    .testTarget(name: "FleetTests", dependencies: ["Fleet"]),
    .testTarget(name: "CaseFilesTests", dependencies: ["CaseFiles", "Fleet"]),
    .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra"]),
    .testTarget(name: "ThroughputTests", dependencies: ["Throughput", "Fleet", "LinearAlgebra"]),
    .testTarget(name: "LinearProgrammingTests", dependencies: ["LinearProgramming"]),
    .testTarget(
      name: "PlanningTests", dependencies: ["Planning", "Fleet", "Throughput", "LinearProgramming"],
      exclude: ["Golden"]),
    .testTarget(name: "PlanFilesTests", dependencies: ["PlanFiles", "Planning", "Fleet"], exclude: ["Golden"]),
    .testTarget(name: "VerificationTests", dependencies: ["Verification", "Fleet", "CaseFiles"]),
    .testTarget(
      name: "CaseTests",
      dependencies: [
        "CaseFiles", "Fleet", "Throughput", "LinearProgramming", "Planning", "PlanFiles", "Verification",
      ]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu11
)
