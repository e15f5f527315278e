// The chain rule, one line a function: f(a + ȧε) = f(a) + f′(a)·ȧ·ε. Each line names f and f′ side
// by side; the derivatives are those of any table (Abramowitz and Stegun 1964, chapters 4 and 6).

extension Dual: ElementaryFunctions {
  /// f(a + ȧε) = f(a) + f′(a)·ȧ·ε.
  private static func chain(_ a: Dual, _ value: Base, _ derivative: Base) -> Dual {
    Dual(value, tangent: derivative * a.tangent)
  }

  /// eᵃ; its own derivative.
  public static func exp(_ a: Dual) -> Dual {
    let y = Base.exp(a.value)
    return chain(a, y, y)
  }

  /// eᵃ − 1, accurate near zero.
  public static func expMinusOne(_ a: Dual) -> Dual {
    chain(a, .expMinusOne(a.value), .exp(a.value))
  }

  /// The hyperbolic cosine; cosh′ = sinh.
  public static func cosh(_ a: Dual) -> Dual { chain(a, .cosh(a.value), .sinh(a.value)) }

  /// The hyperbolic sine; sinh′ = cosh.
  public static func sinh(_ a: Dual) -> Dual { chain(a, .sinh(a.value), .cosh(a.value)) }

  /// The hyperbolic tangent; tanh′ = 1 − tanh².
  public static func tanh(_ a: Dual) -> Dual {
    let y = Base.tanh(a.value)
    return chain(a, y, 1 - y * y)
  }

  /// The cosine; cos′ = −sin.
  public static func cos(_ a: Dual) -> Dual { chain(a, .cos(a.value), -.sin(a.value)) }

  /// The sine; sin′ = cos.
  public static func sin(_ a: Dual) -> Dual { chain(a, .sin(a.value), .cos(a.value)) }

  /// The tangent; tan′ = 1 + tan².
  public static func tan(_ a: Dual) -> Dual {
    let y = Base.tan(a.value)
    return chain(a, y, 1 + y * y)
  }

  /// The natural logarithm; log′ = 1/a.
  public static func log(_ a: Dual) -> Dual { chain(a, .log(a.value), 1 / a.value) }

  /// log(1 + a), accurate near zero.
  public static func log(onePlus a: Dual) -> Dual {
    chain(a, .log(onePlus: a.value), 1 / (1 + a.value))
  }

  /// The inverse hyperbolic cosine; 1/√(a² − 1).
  public static func acosh(_ a: Dual) -> Dual {
    chain(a, .acosh(a.value), 1 / .sqrt((a.value - 1) * (a.value + 1)))
  }

  /// The inverse hyperbolic sine; 1/√(a² + 1).
  public static func asinh(_ a: Dual) -> Dual {
    chain(a, .asinh(a.value), 1 / .sqrt(a.value * a.value + 1))
  }

  /// The inverse hyperbolic tangent; 1/(1 − a²).
  public static func atanh(_ a: Dual) -> Dual {
    chain(a, .atanh(a.value), 1 / ((1 - a.value) * (1 + a.value)))
  }

  /// The arc cosine; −1/√(1 − a²).
  public static func acos(_ a: Dual) -> Dual {
    chain(a, .acos(a.value), -1 / .sqrt((1 - a.value) * (1 + a.value)))
  }

  /// The arc sine; 1/√(1 − a²).
  public static func asin(_ a: Dual) -> Dual {
    chain(a, .asin(a.value), 1 / .sqrt((1 - a.value) * (1 + a.value)))
  }

  /// The arc tangent; 1/(1 + a²).
  public static func atan(_ a: Dual) -> Dual {
    chain(a, .atan(a.value), 1 / (1 + a.value * a.value))
  }

  /// aᵇ for a ≥ 0; (aᵇ)˙ = b·aᵇ⁻¹·ȧ + aᵇ·log a·ḃ, the last term 0 at a = 0, its limit for b > 0.
  public static func pow(_ a: Dual, _ b: Dual) -> Dual {
    let y = Base.pow(a.value, b.value)
    if a.value == 0, let n = Int(exactly: b.doubleValue) {
      return Dual(y, tangent: pow(a, n).tangent)
    }
    let slope = b.value * .pow(a.value, b.value - 1) * a.tangent
    return Dual(y, tangent: a.value == 0 ? slope : slope + y * .log(a.value) * b.tangent)
  }

  /// aⁿ for an integer n; n·aⁿ⁻¹.
  public static func pow(_ a: Dual, _ n: Int) -> Dual {
    chain(a, .pow(a.value, n), n == 0 ? 0 : Base(n) * .pow(a.value, n - 1))
  }

  /// The square root; 1/(2√a).
  public static func sqrt(_ a: Dual) -> Dual {
    let y = Base.sqrt(a.value)
    return chain(a, y, 1 / (2 * y))
  }

  /// The n-th root r; r/(n·a).
  public static func root(_ a: Dual, _ n: Int) -> Dual {
    let y = Base.root(a.value, n)
    return chain(a, y, y / (Base(n) * a.value))
  }
}
