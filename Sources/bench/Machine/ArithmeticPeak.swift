// The fastest arithmetic of which this build on this machine is capable: independent chains of
// a ← a·b + c in registers, nothing read from memory. An instruction takes some four cycles and two
// begin in each, so that eight chains or more keep a core busy; as many as there are registers do
// not spill. Nobody need know the numbers: the best of several counts is the peak.

/// Chains of multiplications and additions that need not wait for each other.
private protocol Chains: SendableMetatype {
  associatedtype Vector: SIMD where Vector.Scalar: BinaryFloatingPoint
  static var count: Int { get }
  init(_ start: Vector)
  /// a ← a·b + c, in every chain.
  mutating func step(_ b: Vector, _ c: Vector)
  var sum: Vector { get }
}

/// One chain.
private struct Chain<Vector: SIMD>: Chains where Vector.Scalar: BinaryFloatingPoint {
  static var count: Int { 1 }
  private var a: Vector
  init(_ start: Vector) { a = start }

  @inline(__always)
  mutating func step(_ b: Vector, _ c: Vector) {
    #if GRADUS_FMA
      a = c.addingProduct(a, b)
    #else
      a = a * b + c
    #endif
  }

  var sum: Vector { a }
}

/// The chains of two.
private struct Both<First: Chains, Second: Chains>: Chains where First.Vector == Second.Vector {
  static var count: Int { First.count + Second.count }
  private var first: First
  private var second: Second

  init(_ start: First.Vector) {
    first = First(start)
    second = Second(start + start)
  }

  @inline(__always)
  mutating func step(_ b: First.Vector, _ c: First.Vector) {
    first.step(b, c)
    second.step(b, c)
  }

  var sum: First.Vector { first.sum + second.sum }
}

private typealias Two<Vector: SIMD> = Both<Chain<Vector>, Chain<Vector>>
where Vector.Scalar: BinaryFloatingPoint
private typealias Four<Vector: SIMD> = Both<Two<Vector>, Two<Vector>>
where Vector.Scalar: BinaryFloatingPoint
private typealias Six<Vector: SIMD> = Both<Two<Vector>, Four<Vector>>
where Vector.Scalar: BinaryFloatingPoint
private typealias Eight<Vector: SIMD> = Both<Four<Vector>, Four<Vector>>
where Vector.Scalar: BinaryFloatingPoint
private typealias Ten<Vector: SIMD> = Both<Two<Vector>, Eight<Vector>>
where Vector.Scalar: BinaryFloatingPoint
private typealias Twelve<Vector: SIMD> = Both<Four<Vector>, Eight<Vector>>
where Vector.Scalar: BinaryFloatingPoint

/// The peak of additions and multiplications a second.
enum ArithmeticPeak {
  /// The peak of single precision on so many threads together.
  static func single(threads: Int) -> Double { best(SIMD16<Float>.self, threads) }

  /// The peak of double precision on so many threads together.
  static func double(threads: Int) -> Double { best(SIMD8<Double>.self, threads) }

  @inline(__always)
  private static func best<Vector: SIMD>(_: Vector.Type, _ threads: Int) -> Double
  where Vector.Scalar: BinaryFloatingPoint {
    // A moment in which something else had the core does not count.
    let rates = (0..<4).flatMap { _ in
      [
        rate(Two<Vector>.self, threads), rate(Four<Vector>.self, threads),
        rate(Six<Vector>.self, threads), rate(Eight<Vector>.self, threads),
        rate(Ten<Vector>.self, threads), rate(Twelve<Vector>.self, threads),
      ]
    }
    return rates.max() ?? 0
  }

  @inline(__always)
  private static func rate<C: Chains>(_: C.Type, _ threads: Int) -> Double {
    let steps = 2_000_000 / C.count
    let seconds = seconds(threads: threads) { thread in
      var chains = C(C.Vector(repeating: C.Vector.Scalar(thread)))
      let b = C.Vector(repeating: 0.5)
      let c = C.Vector(repeating: 1)
      for _ in 0..<steps { chains.step(b, c) }
      return Double(chains.sum.sum())
    }
    return Double(threads * steps * C.count * C.Vector.scalarCount * 2) / seconds
  }
}
