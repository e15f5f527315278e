// Functions of two numbers, element by element: every one has a name, rather than being passed as a
// closure, so that each is compiled into loops of its own, for `Float` and for `Double`, whoever calls
// it. What is computed at one place depends on that place alone, so that the order does not matter.

/// A function of two numbers.
enum BinaryFunction {
  case sum, difference, product, quotient, power

  /// About how long one thread takes for a number.
  fileprivate var picoseconds: Int { self == .power ? 20_000 : 125 }
}

/// z = f(x, y) along a walk; `z` may hold nothing yet.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@inline(never)
func combine<Scalar: TensorScalar>(
  _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, by function: BinaryFunction,
  along walk: borrowing BroadcastWalk, into z: UnsafeMutablePointer<Scalar>
) {
  walk.share(picoseconds: function.picoseconds) { place, a, b, count in
    let (x, y, z) = (x + a, y + b, z + place)
    switch function {
    case .sum: walk.combine(x, y, into: z, count: count) { $0 + $1 }
    case .difference: walk.combine(x, y, into: z, count: count) { $0 - $1 }
    case .product: walk.combine(x, y, into: z, count: count) { $0 * $1 }
    case .quotient: walk.combine(x, y, into: z, count: count) { $0 / $1 }
    case .power: walk.combine(x, y, into: z, count: count) { .power($0, $1) }
    }
  }
}

/// z = f(z, y) along a walk over z and y whose shape is z's.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@inline(never)
func change<Scalar: TensorScalar>(
  _ z: UnsafeMutablePointer<Scalar>, by function: BinaryFunction, _ y: UnsafePointer<Scalar>,
  along walk: borrowing BroadcastWalk
) {
  walk.share(picoseconds: function.picoseconds) { place, _, b, count in
    let (z, y) = (z + place, y + b)
    switch function {
    case .sum: walk.change(z, y, count: count) { $0 + $1 }
    case .difference: walk.change(z, y, count: count) { $0 - $1 }
    case .product: walk.change(z, y, count: count) { $0 * $1 }
    case .quotient: walk.change(z, y, count: count) { $0 / $1 }
    case .power: walk.change(z, y, count: count) { .power($0, $1) }
    }
  }
}

extension Tensor where Scalar: TensorScalar {
  /// f(x, y) element by element, broadcast.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func combined(
    with other: Tensor, by function: BinaryFunction, operation: String
  ) -> Tensor {
    walked(with: other, operation: operation) { walk, x, y, z in
      Gradus.combine(x, y, by: function, along: walk, into: z)
    }
  }

  /// f(x, y) for every element of x.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func combined(with y: Scalar, by function: BinaryFunction) -> Tensor {
    walked(besideOne: y) { walk, x, y, z in
      Gradus.combine(x, y, by: function, along: walk, into: z)
    }
  }

  /// f(x, y) for every element of y, this tensor.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func combined(after x: Scalar, by function: BinaryFunction) -> Tensor {
    Tensor(shape: shape) { z in
      withAddress { y in
        withUnsafePointer(to: x) {
          Gradus.combine(
            $0, y, by: function, along: BroadcastWalk(count, besideOne: false), into: z)
        }
      }
    }
  }

  /// Replaces every element x by f(x, y), with y broadcast to this shape.
  mutating func combine(
    with other: Tensor, by function: BinaryFunction, operation: String
  ) {
    let areAlike = shape == other.shape
    require(
      areAlike || shape.broadcast(with: other.shape, operation: operation) == shape,
      "\(operation): shape \(other.shape) does not broadcast to \(shape)")
    let walk = areAlike ? BroadcastWalk(count) : BroadcastWalk(shape, other.shape, over: shape)
    withMutableAddress { x in
      other.withAddress { y in Gradus.change(x, by: function, y, along: walk) }
    }
  }

  /// Replaces every element x by f(x, y).
  mutating func combine(with y: Scalar, by function: BinaryFunction) {
    let walk = BroadcastWalk(count, besideOne: true)
    withMutableAddress { x in
      withUnsafePointer(to: y) { Gradus.change(x, by: function, $0, along: walk) }
    }
  }
}

/// What one number is beside another.
enum Comparison {
  case equal, unequal, less, atMost, greater, atLeast
}

/// Where x stands to y as the comparison says, along a walk, on this thread.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@inline(never)
private func compare<Scalar: BitwiseCopyable & Comparable>(
  _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, _ comparison: Comparison,
  along walk: borrowing BroadcastWalk, into z: UnsafeMutablePointer<Bool>
) {
  walk.forEachRow { place, a, b, count in
    let (x, y, z) = (x + a, y + b, z + place)
    switch comparison {
    case .equal: walk.combine(x, y, into: z, count: count) { $0 == $1 }
    case .unequal: walk.combine(x, y, into: z, count: count) { $0 != $1 }
    case .less: walk.combine(x, y, into: z, count: count) { $0 < $1 }
    case .atMost: walk.combine(x, y, into: z, count: count) { $0 <= $1 }
    case .greater: walk.combine(x, y, into: z, count: count) { $0 > $1 }
    case .atLeast: walk.combine(x, y, into: z, count: count) { $0 >= $1 }
    }
  }
}

extension Tensor where Scalar: Comparable {
  /// Where x stands to y as the comparison says, broadcast.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @inline(never)
  func compared(with other: Tensor, _ comparison: Comparison, operation: String) -> Tensor<Bool> {
    walked(with: other, operation: operation) { walk, x, y, z in
      compare(x, y, comparison, along: walk, into: z)
    }
  }

  /// Where elements stand to y as the comparison says.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @inline(never)
  func compared(with y: Scalar, _ comparison: Comparison) -> Tensor<Bool> {
    walked(besideOne: y) { walk, x, y, z in compare(x, y, comparison, along: walk, into: z) }
  }
}
