// The exercises of chapter 6: where the products of a convolution stand, and what pooling sends back.

import Gradus

extension Exercise {
  private static let engine: Set<String> = [
    "conv2d", "conv2dInputGradient", "conv2dKernelGradient", "convTranspose2d", "Conv2d",
    "maxPool2d",
    "maxPool2dGradient", "argmaxPool2d", "MaxPool2d",
  ]

  static let chapter6 = [
    Exercise(
      "06.5", "the gradient of patches by their image",
      call: "[patchesGradient(a[0], size: Int(a[1].scalar), stride: Int(a[2].scalar), a[3])]",
      section: "book/06-convnets.md#the-same-product-the-other-way-round",
      forbidden: engine.union(["patches"]),
      hints: [
        "How often does the window see one pixel?",
        "Every entry of P was copied from one pixel: its gradient goes back there, and shares add up.",
        "The loops of `patches`, with dx[…] += dP[…] inside.",
      ],
      cases: { student, variation in
        patchesCases(
          { student($0, Tensor(Double($1)), Tensor(Double($2)), $3) }, variation)
      }),
    Exercise(
      "06.7", "the loops of a convolution and both its gradients",
      frame: """
        struct Window { let size, stride, padding, dilation: Size2d }
        struct Products {
          let window: Window
          let input: [Int]
          let output: [Int]
          func forEach(_ visit: (_ weight: Int, _ input: Int, _ output: Int) -> Void) {
            // SLOT
          }
        }
        func summed(_ a: [Tensor<Double>]) -> [Tensor<Double>] {
          let (x, w, dy, k) = (a[0], a[1], a[2], a[3].scalars.map { Int($0) })
          let window = Window(
            size: [w.shape[2], w.shape[3]], stride: [k[0], k[1]], padding: [k[2], k[3]],
            dilation: [k[4], k[5]])
          let products = Products(window: window, input: x.shape, output: dy.shape)
          let (X, W, D) = (x.scalars, w.scalars, dy.scalars)
          var y = [Double](repeating: 0, count: D.count)
          var (dx, dW) = ([Double](repeating: 0, count: X.count), [Double](repeating: 0, count: W.count))
          products.forEach { k, a, b in
            y[b] += W[k] * X[a]
            dx[a] += W[k] * D[b]
            dW[k] += X[a] * D[b]
          }
          return [
            Tensor(shape: dy.shape, scalars: y), Tensor(shape: x.shape, scalars: dx),
            Tensor(shape: w.shape, scalars: dW),
          ]
        }
        """,
      call: "summed(a)", section: "book/06-convnets.md#gradients-of-a-shared-weight",
      forbidden: engine,
      hints: [
        "Which three numbers belong to one product, and where in their lists do they stand?",
        "At place (h, w) the tap (i, j) sees row h·s − p + i·d of the image; outside it there is "
          + "nothing. Lists are row-major: the last axis is the fastest.",
        "window.size, .stride, .padding and .dilation have height and width; input is [channels, "
          + "height, width, examples], output [outputs, rows, columns, examples]; call visit(…).",
      ],
      cases: { loopCases($0, $1) }),
    Exercise(
      "06.8", "the gradient of max-pooling",
      frame: """
        func answer<Scalar: TensorScalar>(
          _ dy: Tensor<Scalar>, argmax: Tensor<Int>, shape: [Int]
        ) -> Tensor<Scalar> {
          // SLOT
        }
        """,
      call: "[answer(a[0], argmax: a[1].integers, shape: a[2].integerList)]",
      section: "book/06-convnets.md#gradients-of-a-shared-weight", forbidden: engine,
      hints: [
        "What does the output of a window know of the pixels that were not its largest?",
        "Every window's gradient goes to the one pixel it came from; a pixel may be the largest of "
          + "several windows.",
        "zip(argmax.scalars, dy.scalars); a flat list of zeros; Tensor(shape:scalars:).",
      ],
      cases: { maxPoolCases($0, $1) }),
  ]
}
