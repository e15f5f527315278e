// Pooling, a run of examples at a time. A window's elements are gone through with the results for
// all of the run in registers. The threads share the channels, and the examples too where there are
// many, so that windows that overlap never write to the same place from two threads.

enum PoolingKernel<Scalar: TensorScalar> {
  typealias Lanes = Scalar.Lanes

  /// Each window's largest element, −∞ where there is none.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @inline(never)
  static func max(_ x: Tensor<Scalar>, _ windows: PoolingWindows) -> Tensor<Scalar> {
    let walk = PoolingWalk(windows, laneCount: Lanes.laneCount)
    return withStorage(x, windows.outputShape) { x, y in
      ThreadTeam.share(walk.parts, nanoseconds: walk.inputCount / 4) { part in
        walk.forEachRun(of: part, Scalar.self) { window, output, n in
          y.store(Self.largest(under: window, of: x, n), at: output, count: n)
        }
      }
    }
  }

  /// The gradient of `max`: each window's goes to its largest element, which is looked for again.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @inline(never)
  static func maxGradient(
    _ dy: Tensor<Scalar>, _ x: Tensor<Scalar>, _ windows: PoolingWindows
  ) -> Tensor<Scalar> {
    let walk = PoolingWalk(windows, laneCount: Lanes.laneCount)
    return withStorage(x, windows.inputShape) { x, dx in
      dy.withAddress { dy in
        // Named, and so made part of the loop below: as a closure it would be called for every run.
        @inline(__always)
        func give(_ window: PlacedWindow, _ output: Int, _ n: Int) {
          let zero = Lanes(repeating: 0)
          var rest = dy.lanes(at: output, count: n)
          @inline(__always)
          func add(at place: Int, where isWinner: Lanes.Mask) {
            // A sum in either case: a gradient of −0 arrives as 0.
            let others = walk.tiles ? zero : dx.lanes(at: place, count: n)
            dx.store(others + zero.replacing(with: rest, where: isWinner), at: place, count: n)
            rest = rest.replacing(with: zero, where: isWinner)
          }
          let largest = Self.largest(under: window, of: x, n)
          if Lanes.any(largest .!= largest) {
            let winner = Self.winner(under: window, of: x, n)
            var number = zero
            window.forEachElement { place in
              add(at: place, where: winner .== number)
              number = number + Lanes(repeating: 1)
            }
          } else {
            window.forEachElement { add(at: $0, where: x.lanes(at: $0, count: n) .== largest) }
          }
        }
        ThreadTeam.share(walk.parts, nanoseconds: walk.inputCount / 8) { part in
          if !walk.tiles { walk.clear(dx, of: part) }
          walk.forEachRun(of: part, Scalar.self, give)
        }
      }
    }
  }

  /// Each window's mean over `counts` elements, a number a window.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @inline(never)
  static func mean(
    _ x: Tensor<Scalar>, _ windows: PoolingWindows, counts: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    let walk = PoolingWalk(windows, laneCount: Lanes.laneCount)
    return withStorage(x, windows.outputShape) { x, y in
      ThreadTeam.share(walk.parts, nanoseconds: walk.inputCount / 4) { part in
        walk.forEachRun(of: part, Scalar.self) { window, output, n in
          var sum = Lanes(repeating: 0)
          window.forEachElement { place in sum = sum + x.lanes(at: place, count: n) }
          let mean = sum / Lanes(repeating: counts.storage[window.index])
          y.store(mean, at: output, count: n)
        }
      }
    }
  }

  /// The gradient of `mean`: each window's goes in equal shares to the elements under it.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @inline(never)
  static func meanGradient(
    _ dy: Tensor<Scalar>, _ windows: PoolingWindows, counts: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    let walk = PoolingWalk(windows, laneCount: Lanes.laneCount)
    return withStorage(dy, windows.inputShape) { dy, dx in
      ThreadTeam.share(walk.parts, nanoseconds: walk.inputCount / 4) { part in
        walk.clear(dx, of: part)
        walk.forEachRun(of: part, Scalar.self) { window, output, n in
          let m = Lanes(repeating: counts.storage[window.index])
          let share = dy.lanes(at: output, count: n) / m
          window.forEachElement { place in
            dx.store(dx.lanes(at: place, count: n) + share, at: place, count: n)
          }
        }
      }
    }
  }

  /// The largest elements under a window for a run of examples; NaN where there is one.
  @inline(__always)
  private static func largest(
    under window: PlacedWindow, of x: UnsafePointer<Scalar>, _ n: Int
  ) -> Lanes {
    var largest = Lanes(repeating: Scalar(-Double.infinity))
    window.forEachElement { place in
      let x = x.lanes(at: place, count: n)
      largest = largest.replacing(with: x, where: x .> largest).replacing(with: x, where: x .!= x)
    }
    return largest
  }

  /// Which of the window's elements they are: the first, if there is none larger than −∞; of equal
  /// elements the first, of NaNs the last.
  @inline(__always)
  private static func winner(
    under window: PlacedWindow, of x: UnsafePointer<Scalar>, _ n: Int
  ) -> Lanes {
    var largest = Lanes(repeating: Scalar(-Double.infinity))
    var (number, winner) = (Lanes(repeating: 0), Lanes(repeating: 0))
    window.forEachElement { place in
      let x = x.lanes(at: place, count: n)
      let (isLarger, isNaN) = (x .> largest, x .!= x)
      largest = largest.replacing(with: x, where: isLarger).replacing(with: x, where: isNaN)
      winner = winner.replacing(with: number, where: isLarger).replacing(with: number, where: isNaN)
      number = number + Lanes(repeating: 1)
    }
    return winner
  }

  /// A new tensor, written by `body` from the elements of another.
  @inline(__always)
  private static func withStorage(
    _ x: Tensor<Scalar>, _ shape: [Int],
    _ body: (UnsafePointer<Scalar>, UnsafeMutablePointer<Scalar>) -> Void
  ) -> Tensor<Scalar> {
    Tensor(shape: shape) { y in x.withAddress { x in body(x, y) } }
  }
}
