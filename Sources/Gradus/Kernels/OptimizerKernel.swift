// A step of an optimizer in one pass over a parameter, its gradient and what is kept of earlier
// ones. The caller gives the rule for one number, which becomes a part of the loop; the threads share
// the loop's parts.

extension Tensor where Scalar: TensorScalar {
  /// Applies a rule to every number of a parameter and of the gradient, of its shape, to which
  /// `decay` times the parameter is added, and lets `body` have the place of each.
  @inline(__always)
  private mutating func update(
    by gradient: Tensor, _ decay: Double,
    _ body: (_ place: Int, _ theta: inout Scalar, _ g: Scalar) -> Void
  ) {
    require(
      gradient.shape == shape,
      "rule: a gradient of shape \(gradient.shape) for a parameter of shape \(shape)")
    let (walk, lambda) = (BroadcastWalk(shape), Scalar(decay))
    withMutableAddress { theta in
      gradient.withAddress { gradient in
        walk.share(picoseconds: 500) { first, _, _, count in
          for i in first..<first + count {
            body(i, &theta[i], lambda == 0 ? gradient[i] : gradient[i] + lambda * theta[i])
          }
        }
      }
    }
  }

  /// Applies a rule with one number kept for each of the parameter's.
  @inline(__always)
  mutating func update(
    by gradient: Tensor, _ decay: Double, _ kept: inout Tensor,
    _ rule: (_ theta: inout Scalar, _ g: Scalar, _ kept: inout Scalar) -> Void
  ) {
    kept.withMutableAddress { kept in
      update(by: gradient, decay) { i, theta, g in rule(&theta, g, &kept[i]) }
    }
  }

  /// Applies a rule with two numbers kept for each of the parameter's.
  @inline(__always)
  mutating func update(
    by gradient: Tensor, _ decay: Double, _ state: inout ParameterState<Scalar>, _ first: String,
    _ second: String,
    _ rule: (_ theta: inout Scalar, _ g: Scalar, _ a: inout Scalar, _ b: inout Scalar) -> Void
  ) {
    state.withAddresses(first, second) { a, b in
      update(by: gradient, decay) { i, theta, g in rule(&theta, g, &a[i], &b[i]) }
    }
  }
}
