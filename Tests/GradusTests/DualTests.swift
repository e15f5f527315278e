// Dual numbers: every elementary function against its derivative's closed form and against central
// differences, the arithmetic, and second derivatives by nesting and by reverse over forward.

import Gradus
import Testing

@Suite struct DualTests {
  /// A function of one number, written once for plain, dual and nested numbers.
  struct Function: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let at: Double
    let plain: @Sendable (Double) -> Double
    let dual: @Sendable (Dual<Double>) -> Dual<Double>
    let nested: @Sendable (Dual<Dual<Double>>) -> Dual<Dual<Double>>
    let derivative: Double
  }

  /// The elementary functions, each at a point, with its derivative there in closed form, computed
  /// to full precision elsewhere (Python's `math`).
  static let functions: [Function] = [
    .init("exp", at: 0.7, { .exp($0) }, { .exp($0) }, { .exp($0) }, 2.0137527074704766),
    .init(
      "expMinusOne", at: 1e-3, { .expMinusOne($0) }, { .expMinusOne($0) }, { .expMinusOne($0) },
      1.0010005001667084),
    .init("cosh", at: 0.7, { .cosh($0) }, { .cosh($0) }, { .cosh($0) }, 0.7585837018395335),
    .init("sinh", at: 0.7, { .sinh($0) }, { .sinh($0) }, { .sinh($0) }, 1.255169005630943),
    .init("tanh", at: 0.7, { .tanh($0) }, { .tanh($0) }, { .tanh($0) }, 0.6347395899824584),
    .init("cos", at: 0.7, { .cos($0) }, { .cos($0) }, { .cos($0) }, -0.644217687237691),
    .init("sin", at: 0.7, { .sin($0) }, { .sin($0) }, { .sin($0) }, 0.7648421872844885),
    .init("tan", at: 0.7, { .tan($0) }, { .tan($0) }, { .tan($0) }, 1.7094497158631172),
    .init("log", at: 0.7, { .log($0) }, { .log($0) }, { .log($0) }, 1 / 0.7),
    .init(
      "log(onePlus:)", at: 1e-3, { .log(onePlus: $0) }, { .log(onePlus: $0) },
      { .log(onePlus: $0) }, 1 / 1.001),
    .init(
      "acosh", at: 1.25, { .acosh($0) }, { .acosh($0) }, { .acosh($0) }, 1 / 0.75),
    .init("asinh", at: 0.75, { .asinh($0) }, { .asinh($0) }, { .asinh($0) }, 0.8),
    .init("atanh", at: 0.5, { .atanh($0) }, { .atanh($0) }, { .atanh($0) }, 4.0 / 3),
    .init("acos", at: 0.6, { .acos($0) }, { .acos($0) }, { .acos($0) }, -1.25),
    .init("asin", at: 0.6, { .asin($0) }, { .asin($0) }, { .asin($0) }, 1.25),
    .init("atan", at: 0.5, { .atan($0) }, { .atan($0) }, { .atan($0) }, 0.8),
    .init("sqrt", at: 2.25, { .sqrt($0) }, { .sqrt($0) }, { .sqrt($0) }, 1.0 / 3),
    .init(
      "cube root", at: -8, { .root($0, 3) }, { .root($0, 3) }, { .root($0, 3) }, 1.0 / 12),
    .init("x³", at: -1.5, { .pow($0, 3) }, { .pow($0, 3) }, { .pow($0, 3) }, 6.75),
    .init("x⁻²", at: 2, { .pow($0, -2) }, { .pow($0, -2) }, { .pow($0, -2) }, -0.25),
    .init("x⁰", at: 0, { .pow($0, 0) }, { .pow($0, 0) }, { .pow($0, 0) }, 0),
    .init(
      "x^2.5", at: 4, { .pow($0, 2.5) }, { .pow($0, 2.5) }, { .pow($0, 2.5) }, 20),
    .init(
      "2^x", at: 3, { .pow(2, $0) }, { .pow(2, $0) }, { .pow(2, $0) }, 8 * 0.6931471805599453),
    .init("x^x", at: 1, { .pow($0, $0) }, { .pow($0, $0) }, { .pow($0, $0) }, 1),
    .init("1/x", at: -0.5, { 1 / $0 }, { 1 / $0 }, { 1 / $0 }, -4),
    .init(
      "x/(1 + x²)", at: 2, { $0 / (1 + $0 * $0) }, { $0 / (1 + $0 * $0) },
      { $0 / (1 + $0 * $0) }, -3.0 / 25),
    .init("|x|", at: -3, { $0.magnitude }, { $0.magnitude }, { $0.magnitude }, -1),
  ]

  @Test("The tangent is the derivative", arguments: functions)
  func derivative(function: Function) {
    let y = function.dual(Dual(function.at, tangent: 2))
    #expect(y.value == function.plain(function.at))
    #expect(y.tangent.isClose(to: 2 * function.derivative, within: 1e-14))
  }

  @Test("Duals of duals give the second derivative", arguments: functions)
  func secondDerivative(function: Function) {
    let x = Dual(Dual(function.at, tangent: 1), tangent: 1)
    let second = function.nested(x).tangent.tangent
    let h = 1e-5
    let above = function.dual(Dual(function.at + h, tangent: 1)).tangent
    let below = function.dual(Dual(function.at - h, tangent: 1)).tangent
    #expect(second.isClose(to: (above - below) / (2 * h), within: 1e-6))
  }

  @Test("Arithmetic follows the sum, product and quotient rules")
  func arithmetic() {
    let a = Dual(3.0, tangent: 0.5)
    let b = Dual(-2.0, tangent: 4)
    for (result, value, tangent) in [
      (a + b, 1, 4.5), (a - b, 5, -3.5), (a * b, -6, 11), (a / b, -1.5, -3.25), (-a, -3, -0.5),
    ] {
      #expect(result.value == value)
      #expect(result.tangent == tangent)
    }
    var c = a
    c += b
    c -= a
    c *= a
    c /= a
    #expect(c.value == b.value)
    #expect(c.tangent.isClose(to: b.tangent))
  }

  @Test("Order and equality are those of the value")
  func order() {
    #expect(Dual(1.0, tangent: 5) == Dual(1.0, tangent: -5))
    #expect(Dual(1.0, tangent: 5) < Dual(2.0, tangent: -5))
    #expect(Dual(0.0, tangent: 3).magnitude.tangent == 0)
    #expect(Dual(1.5, tangent: 2).description == "1.5 + 2.0ε")
    #expect(Dual<Float>(exactly: 3)?.value == 3)
  }

  @Test("A power's mixed second derivative does not vanish with its exponent")
  func powerAtZeroExponent() {
    // ∂²(xʸ)/∂x∂y at y = 0 is 1/x.
    let x = Dual<Dual<Double>>(Dual(2), tangent: Dual(1))
    let y = Dual<Dual<Double>>(Dual(0, tangent: 1))
    #expect(Dual.pow(x, y).tangent.tangent.isClose(to: 0.5))
    // d²(2^(t²))/dt² at t = 0 is 2·log 2.
    let t = Dual(Dual(0.0, tangent: 1), tangent: 1)
    #expect(Dual.pow(2, t * t).tangent.tangent.isClose(to: 2 * 0.6931471805599453))
  }

  @Test("A power of zero has finite tangents")
  func powerAtZero() {
    let zero = Dual(0.0, tangent: 1)
    #expect(Dual.pow(zero, 2).tangent == 0)
    #expect(Dual.pow(zero, 1).tangent == 1)
    #expect(Dual.pow(zero, Dual(1.0)).tangent == 1)
    #expect(Dual.pow(zero, Dual(1.5)).tangent == 0)
    #expect(Dual.pow(zero, 0).tangent == 0)
    #expect(Dual.pow(0, Dual(2.0, tangent: 1)).tangent == 0)
  }

  @Test("The smooth functions of a tensor keep their derivative at zero")
  func tensorsAtZero() {
    let zero = Tensor<Dual<Double>>([Dual(0, tangent: 1)])
    #expect(sigmoid(zero)[0].tangent == 0.25)
    #expect(tanh(zero)[0].tangent == 1)
    #expect(softmax(Tensor.concatenated([zero, [0]]))[0].tangent == 0.25)
    let loss = binaryCrossEntropy(logits: Variable(zero), targets: [1])
    #expect(loss.value[].tangent == -0.5)
  }

  /// f(x) = Σ tanh(A·x)² + Σ x³, generic over the number.
  func scalarFunction<Scalar>(_ x: Variable<Scalar>) -> Variable<Scalar> {
    let a = Variable(Tensor<Scalar>([[0.5, -1], [2, 0.25], [-0.75, 1.5]]))
    return pow(tanh(matmul(a, x)), 2).summed() + pow(x, 3).summed()
  }

  @Test("Reverse over forward gives a Hessian-vector product")
  func hessianVectorProduct() {
    let x = [0.3, -0.6]
    let v = [1.0, -2]
    let seeded = Tensor(shape: [2, 1], scalars: zip(x, v).map { Dual($0, tangent: $1) })
    let variable = Variable(seeded)
    let product = scalarFunction(variable).gradients(of: [variable])[0].scalars.map(\.tangent)

    func gradient(along step: Double) -> [Double] {
      let moved = Variable(Tensor(shape: [2, 1], scalars: zip(x, v).map { $0 + step * $1 }))
      return scalarFunction(moved).gradients(of: [moved])[0].scalars
    }
    let h = 1e-5
    for i in 0..<2 {
      let difference = (gradient(along: h)[i] - gradient(along: -h)[i]) / (2 * h)
      #expect(product[i].isClose(to: difference, within: 1e-8))
    }
  }

  @Test("Forward and reverse mode give the same derivative")
  func forwardAgainstReverse() {
    let x = Variable<Double>([[0.3], [-0.6]])
    let gradient = scalarFunction(x).gradients(of: [x])[0]
    for i in 0..<2 {
      let seeded = x.value.scalars.enumerated().map { Dual($1, tangent: $0 == i ? 1 : 0) }
      let y = scalarFunction(Variable(Tensor(shape: [2, 1], scalars: seeded)))
      #expect(y.value.scalar.tangent.isClose(to: gradient.storage[i], within: 1e-14))
    }
  }
}

extension DualTests.Function {
  init(
    _ name: String, at x: Double, _ plain: @escaping @Sendable (Double) -> Double,
    _ dual: @escaping @Sendable (Dual<Double>) -> Dual<Double>,
    _ nested: @escaping @Sendable (Dual<Dual<Double>>) -> Dual<Dual<Double>>,
    _ derivative: Double
  ) {
    self.init(
      testDescription: name, at: x, plain: plain, dual: dual, nested: nested,
      derivative: derivative)
  }
}
