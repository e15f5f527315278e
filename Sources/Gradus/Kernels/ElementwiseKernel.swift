// Element by element: every function has a name, rather than being passed as a closure, so that each
// is compiled into loops of its own, for `Float` and for `Double`, whoever calls it. What is computed
// at one place depends on that place alone, so that the order does not matter.

// MARK: - Two numbers

/// A function of two numbers.
enum BinaryFunction {
  case sum, difference, product, quotient, power
}

/// z = f(x, y) along a walk; `z` may hold nothing yet.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@inline(never)
func combine<Scalar: TensorScalar>(
  _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, by function: BinaryFunction,
  along walk: BroadcastWalk, into z: UnsafeMutablePointer<Scalar>
) {
  walk.share(picoseconds: function == .power ? 20_000 : 125) { place, a, b, count in
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
  along walk: BroadcastWalk
) {
  walk.share(picoseconds: function == .power ? 20_000 : 125) { place, _, b, count in
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
    let walk = BroadcastWalk(shape, other.shape, operation: operation)
    return Tensor(shape: walk.shape) { z in
      withAddress { x in
        other.withAddress { y in Gradus.combine(x, y, by: function, along: walk, into: z) }
      }
    }
  }

  /// f(x, y) for every element of x.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func combined(with y: Scalar, by function: BinaryFunction) -> Tensor {
    Tensor(shape: shape) { z in
      withAddress { x in
        withUnsafePointer(to: y) {
          Gradus.combine(x, $0, by: function, along: BroadcastWalk(shape, besideOne: true), into: z)
        }
      }
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
            $0, y, by: function, along: BroadcastWalk(shape, besideOne: false), into: z)
        }
      }
    }
  }

  /// Replaces every element x by f(x, y), with y broadcast to this shape.
  mutating func combine(
    with other: Tensor, by function: BinaryFunction, operation: String
  ) {
    let walk = BroadcastWalk(shape, other.shape, operation: operation)
    require(
      walk.shape == shape, "\(operation): shape \(other.shape) does not broadcast to \(shape)")
    withMutableAddress { x in
      other.withAddress { y in Gradus.change(x, by: function, y, along: walk) }
    }
  }

  /// Replaces every element x by f(x, y).
  mutating func combine(with y: Scalar, by function: BinaryFunction) {
    let walk = BroadcastWalk(shape, besideOne: true)
    withMutableAddress { x in
      withUnsafePointer(to: y) { Gradus.change(x, by: function, $0, along: walk) }
    }
  }
}

// MARK: - Comparisons

/// What one number is beside another.
enum Comparison {
  case equal, unequal, less, atMost, greater, atLeast
}

extension Tensor where Scalar: Comparable {
  /// Where x stands to y as the comparison says, broadcast.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @inline(never)
  func compared(with other: Tensor, _ comparison: Comparison, operation: String) -> Tensor<Bool> {
    switch comparison {
    case .equal: zip(other, operation: operation) { $0 == $1 }
    case .unequal: zip(other, operation: operation) { $0 != $1 }
    case .less: zip(other, operation: operation) { $0 < $1 }
    case .atMost: zip(other, operation: operation) { $0 <= $1 }
    case .greater: zip(other, operation: operation) { $0 > $1 }
    case .atLeast: zip(other, operation: operation) { $0 >= $1 }
    }
  }
}

// MARK: - One number

/// A function of one number.
enum UnaryFunction<Scalar: TensorScalar> {
  case negative, magnitude, sign, squareRoot
  case wholePower(Int)
  case power(Scalar)
  case clamp(ClosedRange<Scalar>)
  case relu
  case leakyReLU(slope: Scalar)
}

extension UnaryFunction {
  /// About how long one thread takes for a number.
  fileprivate var picoseconds: Int {
    switch self {
    case .wholePower: 10_000
    case .power: 20_000
    default: 125
    }
  }
}

/// A function that lanes have.
enum LaneFunction {
  case exp, log, logOnePlus, tanh, sigmoid
}

extension Tensor where Scalar: TensorScalar {
  /// A tensor of f(element).
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @inline(never)
  func mapped(by function: UnaryFunction<Scalar>) -> Tensor {
    Tensor(shape: shape) { y in
      withAddress { x in
        BroadcastWalk(shape).share(picoseconds: function.picoseconds) { first, _, _, count in
          let (x, y) = (x + first, y + first)
          switch function {
          case .negative: Self.each(x, y, count) { -$0 }
          case .magnitude: Self.each(x, y, count) { $0.magnitude }
          case .sign: Self.each(x, y, count) { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
          case .squareRoot: Self.each(x, y, count) { .sqrt($0) }
          case .wholePower(let n): Self.each(x, y, count) { .pow($0, n) }
          case .power(let p): Self.each(x, y, count) { .power($0, p) }
          case .clamp(let bounds): Self.each(x, y, count) { $0.clamped(to: bounds) }
          case .relu: Self.each(x, y, count) { $0 < 0 ? 0 : $0 == 0 ? $0.constant : $0 }
          case .leakyReLU(let slope): Self.each(x, y, count) { $0 > 0 ? $0 : slope * $0 }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func each(
    _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, _ count: Int,
    _ f: (Scalar) -> Scalar
  ) {
    for i in 0..<count { y[i] = f(x[i]) }
  }

  /// A tensor of this shape, written by `body`: it goes through a range of places, with the elements
  /// of this tensor and of another, broadcast to this one's shape.
  @inline(__always)
  func computed(
    with other: Tensor,
    _ body: (
      _ range: Range<Int>, _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>,
      _ z: UnsafeMutablePointer<Scalar>
    ) -> Void
  ) -> Tensor {
    let other = other.shape == shape ? other : other.broadcast(to: shape)
    return Tensor(shape: shape) { z in
      withAddress { x in
        other.withAddress { y in
          BroadcastWalk(shape).share(picoseconds: 125) { first, _, _, count in
            body(first..<first + count, x, y, z)
          }
        }
      }
    }
  }

  /// A tensor of f(element). The last run is filled up, so that an element's result does not depend
  /// on where it stands.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @inline(never)
  func mapped(by function: LaneFunction) -> Tensor {
    // These the compiler puts into their loops; a closure as long as they are it calls, which makes
    // no difference to log(1 + x).
    @inline(__always) func exp(_ x: Scalar.Lanes) -> Scalar.Lanes { .exp(x) }
    @inline(__always) func log(_ x: Scalar.Lanes) -> Scalar.Lanes { .log(x) }
    @inline(__always) func tanh(_ x: Scalar.Lanes) -> Scalar.Lanes { .tanh(x) }
    @inline(__always) func sigmoid(_ x: Scalar.Lanes) -> Scalar.Lanes { .sigmoid(x) }
    return Tensor(shape: shape) { y in
      withAddress { x in
        BroadcastWalk(shape).share(picoseconds: 500) { first, _, _, count in
          let range = first..<first + count
          switch function {
          case .exp: Self.loop(x, y, range, exp)
          case .log: Self.loop(x, y, range, log)
          case .logOnePlus: Self.loop(x, y, range) { .log(onePlus: $0) }
          case .tanh: Self.loop(x, y, range, tanh)
          case .sigmoid: Self.loop(x, y, range, sigmoid)
          }
        }
      }
    }
  }

  @inline(__always)
  private static func loop(
    _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, _ range: Range<Int>,
    _ f: (Scalar.Lanes) -> Scalar.Lanes
  ) {
    forEachRun(of: Scalar.self, in: range) { i, n in
      y.store(f(x.lanes(at: i, count: n)), at: i, count: n)
    }
  }
}
