// Functions of one number, element by element, each by its name, as those of two are in
// BinaryKernel.swift: simple ones number by number, exponentials and logarithms by lanes.

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
        BroadcastWalk(count).share(picoseconds: function.picoseconds) { first, _, _, count in
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
          BroadcastWalk(count).share(picoseconds: 125) { first, _, _, count in
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
        BroadcastWalk(count).share(picoseconds: 500) { first, _, _, count in
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
