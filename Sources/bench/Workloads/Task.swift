// What is timed: a computation described by a few sizes. A task is sent as JSON to whoever computes
// it, to another process of this program and to pytorch.py, which has a function of the same name
// with the same sizes. So the sizes stand in one place, the table of workloads.

import Gradus

/// A computation that is timed, described by its sizes.
protocol Task: Codable, Sendable {
  /// The name of the function in pytorch.py.
  static var name: String { get }

  /// Additions and multiplications of one run; an elementary function counts as one operation.
  var operations: Double { get }

  /// What one run has to read and write at least, in bytes; nil where this is no useful number.
  var bytes: Double? { get }

  /// The same at sizes small enough for a test.
  var small: Self { get }

  /// Makes inputs and gives the computation, which returns what can be compared with PyTorch's.
  func prepared() -> () -> Tensor<Float>
}

extension Task {
  var bytes: Double? { nil }
}

/// The kinds of tasks, by name; what a message may ask for.
let taskKinds: [String: any Task.Type] = {
  let kinds: [any Task.Type] = [
    LeNet.self, MLP.self, XOR.self, Convolution.self, TransposedConvolution.self,
    MatrixProduct.self, Pooling.self, BatchNormalisation.self, Elementwise.self,
    CrossEntropy.self, AdamStep.self, Gathering.self,
  ]
  return Dictionary(uniqueKeysWithValues: kinds.map { ($0.name, $0) })
}()

/// Bytes of so many elements of single precision.
func bytes(_ shapes: [Int]...) -> Double {
  4 * shapes.map { Double($0.reduce(1, *)) }.reduce(0, +)
}
