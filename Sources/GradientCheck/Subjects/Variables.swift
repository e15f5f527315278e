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
    self.init(names: variables.map(\.name), point: targets.map(\.value)) { inputs in
      let before = targets.map(\.value)
      for (variable, value) in zip(targets, inputs) { variable.value = value }
      let output = f()
      // The output may be one of the variables, whose value is about to be put back.
      let (value, after) = (output.value, targets.map(\.value))
      for (variable, value) in zip(targets, before) { variable.value = value }
      return Run(
        output: value, pullback: { output.gradients(of: targets, upstream: $0) },
        inputs: { after })
    }
  }

  /// A function of variables made for the purpose.
  init(
    inputs: [(name: String, value: Tensor<Double>)],
    _ f: @escaping ([Variable<Double>]) -> Variable<Double>
  ) {
    self.init(names: inputs.map(\.name), point: inputs.map(\.value)) { values in
      let variables = values.map { Variable($0) }
      let output = f(variables)
      return Run(
        output: output.value,
        pullback: { output.gradients(of: variables, upstream: $0) },
        inputs: { variables.map(\.value) })
    }
  }

  /// A function on tensors, and the function that is meant to be its pullback.
  init(
    inputs: [(name: String, value: Tensor<Double>)],
    forward: @escaping ([Tensor<Double>]) -> Tensor<Double>,
    backward: @escaping ([Tensor<Double>], Tensor<Double>) -> [Tensor<Double>]
  ) {
    self.init(names: inputs.map(\.name), point: inputs.map(\.value)) { values in
      Run(
        output: forward(values),
        pullback: { backward(values, $0) }, inputs: { values })
    }
  }
}
