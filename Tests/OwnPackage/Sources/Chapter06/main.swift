import Gradus

// A convolution with one kernel of 2×2, and all images of 3×3 with one pixel
// set, side by side as a batch: [channels, height, width, examples].
let kernel = Tensor<Double>([[1, 2], [3, 4]]).reshaped([1, 1, 2, 2])
let pixels = Tensor<Double>.oneHot(Tensor(Array(0..<9)), classes: 9)
let units = pixels.reshaped([1, 3, 3, 9])

// What it makes of them is its matrix: a row a place, a column a pixel.
let M = conv2d(units, kernel).reshaped([4, 9])
print(M)

// An image as a column, and the convolution as a product.
let image = Tensor<Double>(0..<9)
let asMatrix = matmul(M, image.reshaped([9, 1]))
let asConvolution = conv2d(image.reshaped([1, 3, 3, 1]), kernel)
print(asMatrix.reshaped([2, 2]))
print(asConvolution.reshaped([2, 2]))

// Its gradient goes back by the transpose.
let x = Variable(image.reshaped([1, 3, 3, 1]))
let y = conv2d(x, Variable(kernel))
let dy: Tensor<Double> = [[1], [0], [0], [10]]
let dx = y.gradients(of: [x], upstream: dy.reshaped(y.shape))[0]
print(matmul(M.transposed(), dy).reshaped([3, 3]))
print(dx.reshaped([3, 3]))
