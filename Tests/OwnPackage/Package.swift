// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Mine", platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Gradus", path: "../Gradus", traits: [])],
  targets: [.executableTarget(name: "Mine", dependencies: ["Gradus"])])
