// swift-tools-version: 6.2
// Models as ONNX files: a package of its own, so that nothing else has to fetch or build
// swift-protobuf. `make onnx` builds it below .build of the repository.

import PackageDescription

/// As in the package of the engine: `make lint` builds with warnings as errors.
let strict: [SwiftSetting] =
  Context.environment["GRADUS_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

let package = Package(
  name: "GradusONNX",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "GradusONNX", targets: ["GradusONNX"]),
    .executable(name: "onnx", targets: ["onnx"]),
  ],
  dependencies: [
    .package(name: "Gradus", path: "../..", traits: []),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
  ],
  targets: [
    .target(
      name: "GradusONNX",
      dependencies: ["Gradus", .product(name: "SwiftProtobuf", package: "swift-protobuf")],
      swiftSettings: strict),
    .executableTarget(
      name: "onnx",
      dependencies: [
        "Gradus", "GradusONNX",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "GradusONNXTests", dependencies: ["Gradus", "GradusONNX"], swiftSettings: strict),
  ])
