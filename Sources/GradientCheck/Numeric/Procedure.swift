// Which steps a numeric derivative takes: as few as leave no doubt, and more and shorter ones where
// they do.

extension NumericDerivative {
  /// Which steps are taken, and where the noise is measured.
  enum Procedure {
    /// Three rungs, which settle most functions, and three and three more, for those with kinks to
    /// pass below; the others get the whole ladder, and its shortest steps at last.
    case usual
    /// All rungs, of steps shorter by a quarter: a second opinion.
    case thorough
    /// Short steps only, and noise from close by: for a function that bends around the point.
    case near
    /// All rungs of the usual steps, to be looked at.
    case whole

    /// The steps are fractions of max(|x|, 1); near zero, a kink may be nearer than 2⁻⁴⁴.
    private func rungs(at x: Double) -> [ClosedRange<Int>] {
      let last = 44 + (abs(x) < 1 ? min(20, -max(abs(x), 0x1p-20).exponent) : 0)
      switch self {
      case .usual: return [9...11, 12...14, 15...17, 4...25, 26...last]
      case .thorough: return [-8...last]
      case .near: return [16...last]
      case .whole: return [0...44]
      }
    }

    /// The longest step that is taken where noise calls for one longer than those above.
    private var longest: Int { self == .usual ? -20 : .max }

    /// The short step that is taken besides the first rungs.
    private var probe: Int? { self == .usual ? 24 : nil }

    /// A factor for all steps.
    var stretch: Double { self == .usual || self == .whole ? 1 : 0.75 }

    /// The binary exponents of the spacings at which the noise is measured, in order of preference.
    var spacings: [Int] { self == .near ? [-42, -34, -28] : [-20, -12, -6, -28, -36] }

    /// Adds rungs until the derivative is settled, or there are no more.
    func climb(_ ladder: inout Ladder) {
      for (place, rungs) in rungs(at: ladder.line.x).enumerated() {
        let wasOnOneSide = ladder.isOnOneSide
        for k in rungs {
          ladder.addRung(k)
          // Below a kink, the longest steps are the best.
          if place > 0, !wasOnOneSide, ladder.isOnOneSide { break }
        }
        guard ladder.isSmooth else { continue }
        let isFirst = place == 0
        // Outputs that do not move at all, unless long steps move them, will not for shorter ones.
        if ladder.best.magnitude == 0, isFirst || ladder.isCut { return }
        // A short step sees what long ones jump over, where the function has a scale of its own.
        if isFirst, let probe, !ladder.holds(at: probe) { continue }
        // The first rungs are enough where they leave no doubt. After more, or where noise is all
        // that is left, less will do.
        var isNoisy = ladder.best.isNoisy
        let share = isFirst && !isNoisy ? 1e-3 : 1e-2
        func isSettled() -> Bool {
          ladder.best.error <= share * NumericDerivative.tolerance * abs(ladder.best.value)
        }
        // Shorter steps would show more of the noise, longer ones show less.
        while isNoisy, !isSettled(), let k = ladder.longer, k >= longest {
          ladder.addRung(k)
          isNoisy = ladder.isSmooth
        }
        if isNoisy || isSettled() || rungs.upperBound > 17 { return }
      }
    }
  }
}
