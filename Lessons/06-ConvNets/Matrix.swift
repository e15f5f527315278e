// A convolution is linear in the image and linear in the kernel, so it is a matrix twice:
//
//   y = M·x      M made of the kernel's weights, x the image as a list of pixels
//   Y = W·P      P made of the image's patches (im2col), W the kernels as rows of weights
//
// Neither matrix is written down by hand: a linear map's matrix is what it makes of the units
// (Chellapilla, Puri and Simard 2006 for im2col).

import Gradus

/// The identity matrix of n rows.
func identity(_ n: Int) -> Tensor<Double> {
  .oneHot(Tensor(Array(0..<n)), classes: n)
}

/// M of a linear map of images: column j is what it makes of the image whose pixel j alone is 1.
///
/// - Parameters:
///   - map: from images `[channels, height, width, examples]` to others.
///   - shape: that of an image, `[channels, height, width]`.
/// - Returns: `[outputs, pixels]`.
func matrix(
  of map: (Tensor<Double>) -> Tensor<Double>, on shape: [Int]
) -> Tensor<Double> {
  // ANCHOR: matrix
  let pixels = shape.reduce(1, *)
  let units = identity(pixels).reshaped(shape + [pixels])
  return map(units).reshaped([-1, pixels])
  // ANCHOR_END: matrix
}

/// P, im2col: column k holds what the window sees at place k.
///
/// - Parameters:
///   - x: images, `[channels, height, width, examples]`.
///   - window: its size, stride, padding and dilation.
/// - Returns: `[channels · height · width of the window, places · examples]`.
func patches(of x: Tensor<Double>, _ window: Window2d) -> Tensor<Double> {
  // ANCHOR: patches
  let (channels, size) = (x.shape[0], window.size)
  let taps = channels * size.height * size.width
  let units = identity(taps).reshaped([taps, channels, size.height, size.width])
  return conv2d(
    x, units, stride: window.stride, padding: window.padding,
    dilation: window.dilation
  ).reshaped([taps, -1])
  // ANCHOR_END: patches
}

/// The gradient of a kernel from that of the matrix: a weight collects from wherever it stands.
///
/// - Parameters:
///   - dM: the gradient of M, `[places, pixels]`.
///   - owner: the number of the weight at every entry of M, from 1; 0 where there is none.
///   - weights: how many weights there are.
/// - Returns: `[weights]`.
func shared(_ dM: Tensor<Double>, among weights: Int, by owner: Tensor<Double>) -> Tensor<Double> {
  // ANCHOR: shared
  Tensor(
    (1...weights).map { weight in
      (dM * Tensor(owner .== Double(weight))).summed().scalar
    })
  // ANCHOR_END: shared
}
