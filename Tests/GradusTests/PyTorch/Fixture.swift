// The tensors that `Tests/Fixtures/make_fixtures.py` computed with PyTorch, by file and name.

import Foundation
import Gradus

/// One file of fixtures. A tensor is named `operation/case/name`.
struct Fixture: Sendable {
  /// The tensors by full name.
  let tensors: [String: Tensor<Double>]

  /// Reads `Tests/Fixtures/NAME.safetensors`.
  init(_ name: String) throws {
    let file = Self.folder.appending(path: "\(name).safetensors")
    let stored: ByName<Tensor<Double>> = try Safetensors.decoded(Data(contentsOf: file))
    tensors = Dictionary(uniqueKeysWithValues: stored.map { ($0.name, $0.value) })
  }

  /// Where the fixtures and the script that made them stand.
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures")

  /// The cases, `operation/case`, in alphabetical order.
  var cases: [String] {
    Set(tensors.keys.map { $0.split(separator: "/").prefix(2).joined(separator: "/") }).sorted()
  }

  /// The cases with a derivative.
  var differentiable: [String] { cases.filter { tensors["\($0)/dy"] != nil } }

  /// The tensors of one case, by their last names.
  func tensors(of name: String) -> [String: Tensor<Double>] {
    let prefix = name + "/"
    let own = tensors.filter { $0.key.hasPrefix(prefix) }
    return Dictionary(
      uniqueKeysWithValues: own.map { (String($0.key.dropFirst(prefix.count)), $0.value) })
  }
}
