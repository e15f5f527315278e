// What a fixture gives an operation to work on.

import Gradus

/// The tensors of one case, as an operation asks for them: `$0.x` is the input named x.
@dynamicMemberLookup
final class Inputs<Scalar: TensorScalar> {
  /// What the operation is differentiated by.
  private(set) var variables: [String: Variable<Scalar>]

  private let tensors: [String: Tensor<Double>]
  private var layer: (any Layer<Scalar>)?

  /// The inputs of a case: whatever it has a gradient for.
  init(_ tensors: [String: Tensor<Double>]) {
    self.tensors = tensors
    let inputs = tensors.filter { $0.key != "y" && tensors["d\($0.key)"] != nil }
    variables = inputs.mapValues { Variable(Tensor($0)) }
  }

  /// The inputs in alphabetical order.
  var named: [(name: String, variable: Variable<Scalar>)] {
    variables.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  subscript(dynamicMember name: String) -> Variable<Scalar> { self[name] }

  subscript(name: String) -> Variable<Scalar> {
    guard let variable = variables[name] else {
      preconditionFailure("the fixture has no input \(name)")
    }
    return variable
  }

  /// A tensor that no gradient is taken for.
  func constant(_ name: String) -> Tensor<Scalar> {
    guard let tensor = tensors[name] else { preconditionFailure("the fixture has no \(name)") }
    return Tensor(tensor)
  }

  /// The tensor `labels`, of whole numbers.
  var labels: Tensor<Int> { constant("labels").map { Int($0.doubleValue) } }

  /// The layer under test, made at the first call. Its parameters take the place of the inputs of
  /// the same names, and receive their values.
  func layer<L: Layer>(_ make: @autoclosure () -> L) -> L where L.Scalar == Scalar {
    if let layer = layer as? L { return layer }
    let layer = make()
    for parameter in layer.namedParameters {
      parameter.content.value = self[parameter.name].value
      variables[parameter.name] = parameter.content
    }
    self.layer = layer
    return layer
  }
}
