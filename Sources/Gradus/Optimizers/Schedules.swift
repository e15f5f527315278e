// Learning rates that change from step to step. A schedule is a function of the step's number,
// counted from 0; set `optimizer.learningRate = schedule(step)` before each step, or once an epoch.

/// The learning rate as a function of the step.
public protocol LearningRateSchedule: Sendable {
  /// The rate η for step `step`, counted from 0.
  func callAsFunction(_ step: Int) -> Double
}

/// Stops where a schedule is asked for a step before the first.
private func requireStep(_ step: Int, of schedule: String) {
  require(step >= 0, "\(schedule): step \(step); steps are counted from 0")
}

/// η₀·γ^⌊t/n⌋: the rate falls by a factor γ every n steps (PyTorch's `StepLR`).
public struct StepDecay: LearningRateSchedule {
  private let initial: Double
  private let factor: Double
  private let period: Int

  /// Begins at `initial` and multiplies by `factor` every `period` steps.
  public init(from initial: Double, factor: Double = 0.1, every period: Int) {
    requireSetting(initial, "learning rate", of: "StepDecay")
    requireSetting(factor, "factor", of: "StepDecay")
    require(period > 0, "StepDecay: a period of \(period) steps; it must be at least 1")
    self.initial = initial
    self.factor = factor
    self.period = period
  }

  /// η₀·γ^⌊t/n⌋.
  public func callAsFunction(_ step: Int) -> Double {
    requireStep(step, of: "StepDecay")
    return initial * .pow(factor, step / period)
  }
}

/// η₁ + (η₀ − η₁)·(1 + cos(π·t/T))/2: half a cosine from η₀ down to η₁ in T steps (Loshchilov and
/// Hutter 2017, eq. 5; PyTorch's `CosineAnnealingLR`), then η₁.
public struct CosineDecay: LearningRateSchedule {
  private let initial: Double
  private let final: Double
  private let steps: Int

  /// Falls from `initial` to `final` in the given number of steps and stays there.
  public init(from initial: Double, to final: Double = 0, over steps: Int) {
    requireSetting(initial, "first learning rate", of: "CosineDecay")
    requireSetting(final, "last learning rate", of: "CosineDecay")
    require(steps > 0, "CosineDecay: over \(steps) steps; at least 1 is needed")
    self.initial = initial
    self.final = final
    self.steps = steps
  }

  /// The rate on the cosine.
  public func callAsFunction(_ step: Int) -> Double {
    requireStep(step, of: "CosineDecay")
    let progress = Double(min(step, steps)) / Double(steps)
    return final + (initial - final) * (1 + .cos(.pi * progress)) / 2
  }
}

/// A linear rise from a fraction of a schedule's first rate to the whole of it, after which that
/// schedule begins (PyTorch's `LinearLR`, then the other by `SequentialLR`; Goyal et al. 2017,
/// §2.2).
public struct WarmUp<Following: LearningRateSchedule>: LearningRateSchedule {
  private let steps: Int
  private let fraction: Double
  private let following: Following

  /// Rises for `steps` steps from `fraction` of `following(0)`, then follows `following`.
  public init(over steps: Int, from fraction: Double = 1.0 / 3, then following: Following) {
    requireSetting(fraction, "fraction", of: "WarmUp")
    require(steps > 0, "WarmUp: over \(steps) steps; at least 1 is needed")
    self.steps = steps
    self.fraction = fraction
    self.following = following
  }

  /// The rate on the rise, or the following schedule's.
  public func callAsFunction(_ step: Int) -> Double {
    requireStep(step, of: "WarmUp")
    guard step < steps else { return following(step - steps) }
    return following(0) * (fraction + (1 - fraction) * Double(step) / Double(steps))
  }
}
