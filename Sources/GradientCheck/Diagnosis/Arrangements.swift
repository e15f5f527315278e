// The right numbers in the wrong places: transposed, reversed, exchanged, shifted, or another
// input's altogether.

import Gradus

extension Pattern {
  static let arrangements: [Pattern] = [
    Pattern { e in
      let shape = e.value.shape
      let axes = shape.indices.filter { shape[$0] > 1 }
      return axes.flatMap { p in
        axes.filter { $0 > p }.flatMap { q in
          var order = Array(shape.indices)
          order.swapAt(p, q)
          let phrase =
            shape.count == 2 ? "transposed: a = nᵀ" : "transposed in axes \(p) and \(q): a = nᵀ"
          // a holds the elements of nᵀ in their order, or the transpose of n's in theirs.
          let swapped = Tensor(shape: order.map { shape[$0] }, scalars: e.analytic.scalars)
          return [swapped.permuted(order), e.analytic.permuted(order)].map {
            Proposal(.transposed, phrase, e.taking(from: $0))
          }
        }
      }
    },
    Pattern { e in
      let axes = e.value.shape.indices.filter { e.value.shape[$0] > 1 }
      let several = axes.count > 2 ? [Array(e.value.shape.indices[2...]), Array(axes[..<2])] : []
      return (axes.map { [$0] } + several + [axes]).map { axes in
        let phrase =
          axes.count == 2
          ? "rotated by 180° in axes \(axes[0]) and \(axes[1]): convolution for correlation"
          : "in reverse order along \(axes.phrase)"
        return Proposal(
          .reversed, phrase,
          e.moving { index, axis in
            axes.contains(axis) ? e.value.shape[axis] - 1 - index : index
          })
      }
    },
    Pattern { e in
      e.value.shape.indices.flatMap { axis in
        let length = e.value.shape[axis]
        guard length > 2, length <= 8 else { return [Proposal]() }
        return (0..<length).flatMap { p in
          (p + 1..<length).map { q in
            Proposal(
              .exchanged, "\(p) and \(q) of axis \(axis) have changed places",
              e.moving {
                $1 != axis ? $0 : $0 == p ? q : $0 == q ? p : $0
              })
          }
        }
      }
    },
    Pattern { e in
      e.value.shape.indices.filter { e.value.shape[$0] > 2 }.flatMap { axis in
        [1, -1].map { step in
          let length = e.value.shape[axis]
          return Proposal(
            .shifted, "shifted by one along axis \(axis)",
            e.moving {
              $1 == axis ? ($0 + step + length) % length : $0
            })
        }
      }
    },
    Pattern { e in
      e.subject.names.indices.filter {
        $0 != e.input && e.subject.point[$0].count == e.value.count
      }.map { other in
        var corrected = [Double?](repeating: nil, count: e.places.count)
        for place in e.few {
          let (offset, analytic) = (e.places[place].offset, e.places[place].analytic)
          let n = e.subject.numeric(other, offset, contractedWith: e.cotangent).value
          corrected[place] = analytic - (n - e.places[place].numeric)
        }
        return Proposal(
          .otherInput, "it is the gradient of \(e.subject.names[other])", corrected)
      }
    },
  ]
}

extension Evidence {
  fileprivate func taking(from right: Tensor<Double>) -> [Double?] {
    places.map { right.storage[$0.offset] }
  }

  /// The gradient with every entry taken from another index, given axis by axis.
  fileprivate func moving(_ source: (_ index: Int, _ axis: Int) -> Int) -> [Double?] {
    taking { offset in
      let shape = value.shape
      let index = shape.index(at: offset)
      return shape.indices.reduce(0) { $0 * shape[$1] + source(index[$1], $1) }
    }
  }
}

extension [Int] {
  /// `axis 1`, or `axes 0, 2`.
  var phrase: String {
    (count == 1 ? "axis " : "axes ") + map(String.init).joined(separator: ", ")
  }
}
