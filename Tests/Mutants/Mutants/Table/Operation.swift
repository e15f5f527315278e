// What the campaign knows how to try: every operation, loss and layer of the engine that has a
// derivative, and what only together shows a mistake.

/// Something whose gradient can be checked.
public enum Operation: String, CaseIterable, Sendable {
  // Two operands, of one shape or repeated along an axis each.
  case add, subtract, multiply, divide, power
  case addBroadcast, subtractBroadcast, multiplyBroadcast, divideBroadcast, powerBroadcast
  // An operand and a number.
  case negate, addScalar, subtractScalar, multiplyScalar, divideScalar, scalarMinus, scalarOver
  case powerInteger, powerScalar
  // Element by element.
  case exp, log, sqrt, abs, clamp, relu, leakyReLU, sigmoid, tanh
  // Along axes.
  case softmax, logSoftmax, sum, mean, variance, max
  // Moved, not changed.
  case reshape, permute, transpose, concatenate, slice, sliceAt, gather, gatherByLabel
  // Products, of matrices and of batches of them.
  case matmul, matmulSharedLeft, matmulSharedRight, matmulBatch
  // Images weighed by kernels.
  case conv2d, convTranspose2d
  // Windows over images.
  case maxPool2d, avgPool2d, globalAvgPool2d, upsample
  // Losses.
  case mse, binaryCrossEntropy, crossEntropy, crossEntropyProbabilities
  // A value with several uses, one of them made from another.
  case reuse
  // Layers with parameters or memory.
  case linear, conv2dLayer, convTranspose2dLayer, dropout
  case batchNormTraining, batchNormEvaluation, batchNorm2dTraining, batchNorm2dEvaluation
}
