// The function is a softmax, or its logarithm, along some axis: it is compared with one. Then its
// gradient, y·(dy − Σ y·dy) or dy − p·Σ dy, can be written wrongly in ways that have names.

import Gradus

extension Evidence {
  var softmaxMistakes: [Proposal] { ofSoftmax + ofLogSoftmax }

  private var ofSoftmax: [Proposal] {
    guard let axis = axis(of: softmax) else { return [] }
    let (y, dy) = (output, cotangent)
    let sum = (y * dy).sum(over: [axis])
    return [
      comparing(.termMissing, "y·dy: softmax's Σ y·dy is missing", y * dy),
      comparing(.localDerivative, "the y before softmax's bracket is missing", dy - sum),
      comparing(
        .localDerivative, "the y in softmax's Σ y·dy is missing", y * (dy - dy.sum(over: [axis]))),
      comparing(.termSign, "plus where softmax's − Σ y·dy belongs", y * (dy + sum)),
      comparing(
        .factor, "softmax's Σ y·dy is averaged", y * (dy - sum / Double(value.shape[axis]))),
    ] + along(otherThan: axis, "softmax's Σ y·dy") { y * (dy - (y * dy).sum(over: $0)) }
  }

  private var ofLogSoftmax: [Proposal] {
    guard let axis = axis(of: logSoftmax) else { return [] }
    let (p, dy) = (exp(output), cotangent)
    let sum = dy.sum(over: [axis])
    return [
      comparing(.termMissing, "dy alone: log-softmax's p·Σ dy is missing", dy),
      comparing(.localDerivative, "the p in log-softmax's p·Σ dy is missing", dy - sum),
      comparing(.localDerivative, "log p stands for p in log-softmax's p·Σ dy", dy - output * sum),
      comparing(.termSign, "plus where log-softmax's − p·Σ dy belongs", dy + p * sum),
      comparing(
        .factor, "log-softmax's Σ dy is averaged", dy - p * (sum / Double(value.shape[axis]))),
    ] + along(otherThan: axis, "log-softmax's Σ dy") { dy - p * dy.sum(over: $0) }
  }

  /// The axis along which the function is a given one; nil for none.
  private func axis(of f: (_ x: Tensor<Double>, _ axis: Int) -> Tensor<Double>) -> Int? {
    output.shape != value.shape ? nil : value.shape.longAxes.first { f(value, $0).isNearly(output) }
  }

  /// The sum goes along another axis than the function's, or along all.
  private func along(
    otherThan axis: Int, _ sum: String, _ gradient: (_ axes: [Int]) -> Tensor<Double>
  ) -> [Proposal] {
    let each = value.shape.indices.map { [$0] }
    let all = Array(value.shape.indices)
    return (each.contains(all) ? each : each + [all]).filter { $0 != [axis] }.map { axes in
      comparing(
        .wrongAxis, "\(sum) goes along \(axes.phrase); the function's is along axis \(axis)",
        gradient(axes))
    }
  }
}
