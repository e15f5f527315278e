// How tensors print, against what NumPy 2.4 prints for the same arrays.

import Gradus
import Testing

@Suite struct TensorDescriptionTests {
  static let samples: [([Double], String)] = [
    ([0.5, 0.25, 1], "[0.5  0.25 1.  ]"),
    ([1, .nan, .infinity, -.infinity], "[  1.  nan  inf -inf]"),
    ([0.25, .nan], "[0.25  nan]"),
    ([.nan, -.infinity], "[ nan -inf]"),
    ([1.0 / 3, 2.0 / 3], "[0.33333333 0.66666667]"),
    ([0.1 + 0.2, 0.5], "[0.3 0.5]"),
    ([0.999999999, 2], "[1. 2.]"),
    ([0, 0, 0], "[0. 0. 0.]"),
    ([-0.0, 1], "[-0.  1.]"),
    ([1e-5, 1, 2.5], "[1.0e-05 1.0e+00 2.5e+00]"),
    ([0.0001, 0.1], "[0.0001 0.1   ]"),
    ([1, 1000], "[   1. 1000.]"),
    ([1, 2000], "[1.e+00 2.e+03]"),
    ([99_999_999, 1.5e7], "[99999999. 15000000.]"),
    ([1e8, 2e8], "[1.e+08 2.e+08]"),
    ([1e100, -1, 0], "[ 1.e+100 -1.e+000  0.e+000]"),
    ([.leastNonzeroMagnitude, 1], "[5.e-324 1.e+000]"),
    ([1e-9, .nan, -.infinity], "[1.e-09    nan   -inf]"),
    ([1e-9 / 3, 2], "[3.33333333e-10 2.00000000e+00]"),
    ([], "[]"),
  ]

  @Test(
    "Vectors print as NumPy prints them",
    arguments: samples)
  func vectors(scalars: [Double], text: String) {
    #expect(Tensor<Double>(scalars).description == text)
  }

  @Test(
    "Single precision shows the digits of single precision",
    arguments: [
      ([0.1 * 3, 0.2 * 3, 0.3 * 3], "[0.3        0.6        0.90000004]"),
      ([1.0 / 3, -2.0 / 3, 1], "[ 0.33333334 -0.6666667   1.        ]"),
      ([1e-6, 0.3, 1.0 / 3], "[1.0000000e-06 3.0000001e-01 3.3333334e-01]"),
      ([16_777_216, 1_234_567], "[1.6777216e+07 1.2345670e+06]"),
    ] as [([Float], String)])
  func singlePrecision(scalars: [Float], text: String) {
    #expect(Tensor<Float>(scalars).description == text)
  }

  @Test("A single number prints as itself")
  func rankZero() {
    #expect(Tensor(1.5).description == "1.5")
    #expect(Tensor(1.0).description == "1.0")
    #expect(Tensor(0.6931471805599453).description == "0.6931471805599453")
    #expect(Tensor<Float>(0.1).description == "0.1")
    #expect(Tensor(1e-7).description == "1e-07")
  }

  @Test("Columns of a matrix line up at the point")
  func matrix() {
    let x: Tensor<Double> = [[1.5, -2], [30.25, 4]]
    #expect(
      x.description == """
        [[ 1.5  -2.  ]
         [30.25  4.  ]]
        """)
  }

  @Test("A blank line stands between matrices")
  func rankThree() {
    let x = Tensor<Double>(0..<12).reshaped([2, 2, 3]) / 4
    #expect(
      x.description == """
        [[[0.   0.25 0.5 ]
          [0.75 1.   1.25]]

         [[1.5  1.75 2.  ]
          [2.25 2.5  2.75]]]
        """)
  }

  @Test("Two blank lines stand between batches of matrices")
  func rankFour() {
    #expect(
      Tensor<Double>(0..<16).reshaped([2, 2, 2, 2]).description == """
        [[[[ 0.  1.]
           [ 2.  3.]]

          [[ 4.  5.]
           [ 6.  7.]]]


         [[[ 8.  9.]
           [10. 11.]]

          [[12. 13.]
           [14. 15.]]]]
        """)
  }

  @Test("Nothing prints as a pair of brackets", arguments: [[0], [2, 0], [0, 3]])
  func empty(shape: [Int]) {
    #expect(Tensor<Float>.zeros(shape).description == "[]")
  }

  @Test("More than a thousand elements are abridged, a thousand are not")
  func abridged() {
    #expect(
      Tensor<Double>(0..<1001).description
        == "[   0.    1.    2. ...  998.  999. 1000.]")
    #expect(!Tensor<Double>(0..<1000).description.contains("..."))
    #expect(
      Tensor<Double>(0..<3000).reshaped([1000, 3]).description == """
        [[0.000e+00 1.000e+00 2.000e+00]
         [3.000e+00 4.000e+00 5.000e+00]
         [6.000e+00 7.000e+00 8.000e+00]
         ...
         [2.991e+03 2.992e+03 2.993e+03]
         [2.994e+03 2.995e+03 2.996e+03]
         [2.997e+03 2.998e+03 2.999e+03]]
        """)
    #expect(
      Tensor<Double>(0..<1050).reshaped([7, 150]).description == """
        [[0.000e+00 1.000e+00 2.000e+00 ... 1.470e+02 1.480e+02 1.490e+02]
         [1.500e+02 1.510e+02 1.520e+02 ... 2.970e+02 2.980e+02 2.990e+02]
         [3.000e+02 3.010e+02 3.020e+02 ... 4.470e+02 4.480e+02 4.490e+02]
         ...
         [6.000e+02 6.010e+02 6.020e+02 ... 7.470e+02 7.480e+02 7.490e+02]
         [7.500e+02 7.510e+02 7.520e+02 ... 8.970e+02 8.980e+02 8.990e+02]
         [9.000e+02 9.010e+02 9.020e+02 ... 1.047e+03 1.048e+03 1.049e+03]]
        """)
  }

  @Test("Whole numbers and truth values line up at the right")
  func otherElements() {
    let integers: Tensor<Int> = [[1, -20], [300, 4]]
    #expect(
      integers.description == """
        [[  1 -20]
         [300   4]]
        """)
    #expect(Tensor<Bool>([true, false]).description == "[ true false]")
    #expect(Variable(Tensor([0.5, 2.0])).description == "[0.5 2. ]")
  }
}
