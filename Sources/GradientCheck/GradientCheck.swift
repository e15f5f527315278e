// The entry points of the gradient checker: a function of variables, a function of tensors, a
// generic program with its second derivative, a model with its loss, and a bare pair of tensor
// functions.

import Gradus

/// Compares the gradients of a function of existing variables with its numeric derivatives.
///
/// The outputs are reduced by a random cotangent v, ½ ≤ |v| ≤ 1 with random signs, so that no
/// output can hide behind another, as they all would under a plain sum after a softmax.
///
/// ```swift
/// let parameters = model.namedParameters.map { ($0.name, $0.content) }
/// let report = checkGradient(of: parameters) { mse(model(x, .training), targets) }
/// report.passes  // true
/// ```
///
/// - Parameters:
///   - variables: what is differentiated by, with names for the report: parameters or inputs, none
///     empty. Their values are moved while the check runs and are as before when it returns.
///   - options: how the check is carried out.
///   - f: computes the output from the variables, the same at every call.
public func checkGradient(
  of variables: [(name: String, variable: Variable<Double>)],
  options: CheckOptions = CheckOptions(), _ f: () -> Variable<Double>
) -> GradientReport {
  withoutActuallyEscaping(f) { Examination.report(on: Subject(variables: variables, $0), options) }
}

/// Compares the gradients of a function with its numeric derivatives at given values of its inputs.
///
/// ```swift
/// let report = checkGradient(at: [("w", w), ("x", x)]) { tanh(matmul($0[0], $0[1])) }
/// ```
///
/// - Parameters:
///   - inputs: names for the report, and values; none empty.
///   - options: how the check is carried out.
///   - f: computes the output from variables with the inputs' values, in their order.
public func checkGradient(
  at inputs: [(name: String, value: Tensor<Double>)], options: CheckOptions = CheckOptions(),
  of f: ([Variable<Double>]) -> Variable<Double>
) -> GradientReport {
  withoutActuallyEscaping(f) { Examination.report(on: Subject(inputs, $0), options) }
}

/// Compares a generic program's gradients with its numeric derivatives and with forward mode.
///
/// - Parameters:
///   - program: the function, for any scalar type.
///   - inputs: names for the report, and values; none empty.
///   - options: how the check is carried out.
public func checkGradient(
  of program: some DifferentiableProgram, at inputs: [(name: String, value: Tensor<Double>)],
  options: CheckOptions = CheckOptions()
) -> GradientReport {
  Examination.report(on: Subject(program, inputs), options)
}

/// Checks a generic program's second derivative in the same way: Hessian–vector products from
/// reverse mode over dual numbers, against numeric derivatives of the gradient and nested dual
/// numbers.
///
/// - Parameters:
///   - program: the function, for any scalar type; its outputs are reduced by a random cotangent.
///   - inputs: names for the report, and values; none empty.
///   - options: how the check is carried out.
public func checkHessian(
  of program: some DifferentiableProgram, at inputs: [(name: String, value: Tensor<Double>)],
  options: CheckOptions = CheckOptions()
) -> GradientReport {
  var sampling = Sampling(seed: options.seed)
  let output = program(inputs.map { Variable($0.value) })
  let v = sampling.cotangent(output.shape)
  return Examination.report(on: Subject(gradientOf: program, inputs, cotangent: v), options)
}

/// Compares a model's gradients, by every parameter and by the input, with numeric derivatives of
/// the loss, in one mode.
///
/// Dropout's masks are replayed and running statistics put back, so that every evaluation sees the
/// same model; it is as before when the check returns.
///
/// ```swift
/// for mode in [Mode.training, .evaluation] {
///   let report = checkGradient(of: model, at: x, mode) {
///     crossEntropy(logits: $0, targets: labels)
///   }
///   #expect(report.passes, "\(report)")
/// }
/// ```
///
/// - Parameters:
///   - model: the network or layer, whose parameters are checked along with its input.
///   - input: a batch for the model; it appears in the report as `input`.
///   - mode: whether the model computes as in training or as in evaluation.
///   - options: how the check is carried out.
///   - loss: from the model's output to what is differentiated.
public func checkGradient(
  of model: some Layer<Double>, at input: Tensor<Double>, _ mode: Mode,
  options: CheckOptions = CheckOptions(), loss: (Variable<Double>) -> Variable<Double>
) -> GradientReport {
  withoutActuallyEscaping(loss) {
    Examination.report(on: Subject(model, input: input, mode: mode, loss: $0), options)
  }
}

/// Compares a pullback written by hand with numeric derivatives of the function it belongs to.
///
/// ```swift
/// let report = checkGradient(at: [("x", x)], forward: { sigmoid($0[0]) }) { x, dy in
///   let y = sigmoid(x[0])
///   return [dy * y * (1 - y)]
/// }
/// ```
///
/// - Parameters:
///   - inputs: names for the report, and values; none empty.
///   - options: how the check is carried out.
///   - forward: from the inputs to the output.
///   - backward: from the inputs and the output's gradient to one gradient an input, of its shape.
public func checkGradient(
  at inputs: [(name: String, value: Tensor<Double>)], options: CheckOptions = CheckOptions(),
  forward: ([Tensor<Double>]) -> Tensor<Double>,
  backward: ([Tensor<Double>], Tensor<Double>) -> [Tensor<Double>]
) -> GradientReport {
  withoutActuallyEscaping(forward) { forward in
    withoutActuallyEscaping(backward) { backward in
      Examination.report(on: Subject(inputs, forward: forward, backward: backward), options)
    }
  }
}

/// Compares a generic program's gradients in `Float` with those in `Double`, to within the rounding
/// that `Float` may commit. Whether the gradients are right is for
/// ``checkGradient(of:at:options:)`` to say.
///
/// - Parameters:
///   - program: the function, for any scalar type.
///   - inputs: names for the report, and values, which are rounded to `Float` first; none empty.
///   - options: how the check is carried out.
public func checkPrecision(
  of program: some DifferentiableProgram, at inputs: [(name: String, value: Tensor<Double>)],
  options: CheckOptions = CheckOptions()
) -> GradientReport {
  PrecisionCheck(program, inputs, options).report()
}
