// Functions of `Double` variables and bare pairs of tensor functions: two witnesses, the gradient
// and finite differences.

import Gradus

extension Subject {
  /// A function of variables that exist already: parameters, mostly. Their values are moved while
  /// the function runs and are then put back.
  init(
    variables: [(name: String, variable: Variable<Double>)], _ f: @escaping () -> Variable<Double>
  ) {
    let targets = variables.map(\.variable)
    self.init(variables.map { ($0.name, $0.variable.value) }) { inputs in
      let before = targets.map(\.value)
      for (variable, value) in zip(targets, inputs) { variable.value = value }
      let output = f()
      // The output may be one of the variables, whose value is about to be put back.
      let (value, after) = (output.value, targets.map(\.value))
      for (variable, value) in zip(targets, before) { variable.value = value }
      return Run(
        output: value, pullback: { output.gradients(of: targets, upstream: $0) }, inputs: { after })
    }
  }

  /// A function of variables made for the purpose.
  init(_ inputs: Inputs, _ f: @escaping ([Variable<Double>]) -> Variable<Double>) {
    self.init(inputs) { Self.run(f, at: $0) }
  }

  /// Runs a function on variables of given values.
  static func run(
    _ f: ([Variable<Double>]) -> Variable<Double>, at values: [Tensor<Double>]
  ) -> Run {
    let variables = values.map { Variable($0) }
    let output = f(variables)
    return Run(
      output: output.value, pullback: { output.gradients(of: variables, upstream: $0) },
      inputs: { variables.map(\.value) })
  }

  /// A function on tensors, and the function that is meant to be its pullback.
  init(
    _ inputs: Inputs, forward: @escaping ([Tensor<Double>]) -> Tensor<Double>,
    backward: @escaping ([Tensor<Double>], Tensor<Double>) -> [Tensor<Double>]
  ) {
    self.init(inputs) { values in
      Run(output: forward(values), pullback: { backward(values, $0) }, inputs: { values })
    }
  }
}
