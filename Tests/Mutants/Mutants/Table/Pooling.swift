// Mistakes in the derivatives of pooling and of its opposite, enlarging.

extension Mutant {
  static let pooling = maxPooling + averagePooling + upsampling

  private static let maxPooling =
    mutants(
      in: "Operations/MaxPooling.swift",
      Place(
        .maxPool2d, "maxPool2dGradient(dy, of: a, window)",
        Wrong(.sign, "-maxPool2dGradient(dy, of: a, window)"),
        Wrong(.upstreamIgnored, "maxPool2dGradient(.ones(dy.shape), of: a, window)"),
        Wrong(.zero, ".zeros(a.shape)"),
        Wrong(
          .maskMissing,
          """
          avgPool2dGradient(
            Scalar(window.size.height * window.size.width) * dy, window, shape: a.shape)
          """, named: [.cause(.mask)]),
        Wrong(.localWrong, "avgPool2dGradient(dy, window, shape: a.shape)"),
        Wrong(
          .maskInverted,
          """
          avgPool2dGradient(
            Scalar(window.size.height * window.size.width) * dy, window, shape: a.shape)
            - maxPool2dGradient(dy, of: a, window)
          """, named: [.cause(.mask)]),
        Wrong(.otherEntry, "maxPool2dGradient(dy, of: -a, window)", named: [.cause(.otherPoint)]),
        Wrong(
          .shifted,
          """
          maxPool2dGradient(dy, of: a, window)
            .gathered([a.shape[2] - 1] + Array(0..<a.shape[2] - 1), along: 2)
          """),
        Wrong(
          .shareMissing,
          """
          maxPool2dGradient(
            .concatenated(
              [dy.sliced(0..<dy.shape[1] - 1, along: 1), 0 * dy.sliced(0..<1, along: 1)], along: 1),
            of: a, window)
          """)))
    + mutants(
      in: "Kernels/PoolingKernel.swift",
      Place(
        .maxPool2d, in: "static func maxGradient(",
        "dx.store(others + zero.replacing(with: rest, where: isWinner), at: place, count: n)",
        Wrong(
          .useOverwritten,
          "dx.store(others.replacing(with: rest, where: isWinner), at: place, count: n)",
          named: [.cause(.overwritten)])))

  private static let averagePooling =
    mutants(
      in: "Operations/AveragePooling.swift",
      Place(
        .avgPool2d, "avgPool2dGradient(dy, window, countsPadding: countsPadding, shape: shape)",
        Wrong(.sign, "-avgPool2dGradient(dy, window, countsPadding: countsPadding, shape: shape)"),
        Wrong(.upstreamIgnored, "avgPool2dGradient(.ones(dy.shape), window, shape: shape)"),
        Wrong(
          .shareMissing,
          """
          avgPool2dGradient(
            .concatenated(
              [dy.sliced(0..<dy.shape[2] - 1, along: 2), 0 * dy.sliced(0..<1, along: 2)], along: 2),
            window, shape: shape)
          """),
        Wrong(
          .reversed,
          """
          avgPool2dGradient(
            dy.gathered((0..<dy.shape[1]).reversed(), along: 1), window, shape: shape)
          """),
        Wrong(
          .exchanged,
          """
          avgPool2dGradient(dy, window, shape: shape).gathered([1, 0] + Array(2..<shape[3]))
          """)),
      Place(
        .avgPool2d, in: "func avgPool2dGradient",
        "windows.counts(countingPadding: countsPadding)",
        Wrong(.summed, ".ones([windows.outputShape[1], windows.outputShape[2], 1])"),
        Wrong(
          .wrongCount,
          """
          Tensor(
            repeating: Scalar(shape[1] * shape[2]),
            shape: [windows.outputShape[1], windows.outputShape[2], 1])
          """),
        Wrong(.wrongCount, "windows.counts(countingPadding: !countsPadding)", named: [])),
      Place(
        .globalAvgPool2d,
        in: "func globalAvgPool2d<Scalar>(",
        "x.mean(along: [1, 2])",
        Wrong(.summed, "Variable(x.mean(along: [1, 2]).value, x.summed(along: [1, 2]).edges)"),
        Wrong(
          .wrongCount,
          """
          Variable(
            x.mean(along: [1, 2]).value,
            (x.summed(along: [1, 2]) / Scalar(x.shape[1] * x.shape[2] * x.shape[3])).edges)
          """),
        Wrong(.zero, "x.mean(along: [1, 2]).detached")))
    + mutants(
      in: "Kernels/PoolingKernel.swift",
      Place(
        .avgPool2d, in: "static func meanGradient(",
        "dx.store(dx.lanes(at: place, count: n) + share, at: place, count: n)",
        Wrong(
          .useOverwritten, "dx.store(share, at: place, count: n)", named: [.cause(.overwritten)])))

  private static let upsampling = mutants(
    in: "Operations/Upsampling.swift",
    Place(
      .upsample, "upsampleGradient(dy, by: factor)",
      Wrong(.sign, "-upsampleGradient(dy, by: factor)"),
      Wrong(.upstreamIgnored, "upsampleGradient(.ones(dy.shape), by: factor)")),
    Place(
      .upsample, "dy.reshaped([c, h, a, w, b, n]).summed(along: [2, 4])",
      Wrong(.averaged, "dy.reshaped([c, h, a, w, b, n]).mean(along: [2, 4])"),
      Wrong(
        .useOverwritten,
        """
        dy.reshaped([c, h, a, w, b, n]).sliced(a - 1..<a, along: 2).sliced(b - 1..<b, along: 4)
          .reshaped([c, h, w, n])
        """, named: [.cause(.overwritten)]),
      Wrong(
        .droppedTerm,
        "dy.reshaped([c, h, a, w, b, n]).sliced(0..<1, along: 2).summed(along: [2, 4])",
        named: [.cause(.overwritten)]),
      Wrong(.otherEntry, "dy.reshaped([c, a, h, b, w, n]).summed(along: [1, 3])")))
}
