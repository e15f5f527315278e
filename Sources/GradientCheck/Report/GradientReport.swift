// What a gradient check found: a verdict for the whole, for every input and for every entry, the
// rules that were broken, and the causes of what is wrong. Tests ask it questions; it prints as a
// screen of plain text.

import Gradus

/// The result of a gradient check.
///
/// ```swift
/// #expect(report.passes, "\(report)")
/// report["weight"].diagnoses.map(\.kind)  // [.factor]
/// ```
public struct GradientReport: Sendable {
  /// What was found for one input.
  public struct Input: Codable, Sendable {
    /// The input's name, as the caller gave it.
    public let name: String

    /// The input's shape.
    public let shape: [Int]

    /// What follows from all of its entries and directions.
    public let verdict: Verdict

    /// The entries that were checked: all, or a sample of them.
    public let entries: [Entry]

    /// Directions in which every entry has its say, where only a sample was checked, and those in
    /// which entries that share a kink move together.
    public let projections: [Entry]

    /// What explains the disagreement; several where several do, none where nothing known does.
    public let diagnoses: [Diagnosis]

    /// Where the wrong entries lie, such as `only at the last index of axis 1`; nil where no such
    /// phrase fits.
    public let place: String?

    /// The numeric derivative at all steps, of the entry that disagrees most; empty where nothing
    /// was compared with a numeric derivative, and for an input that passes and was too large for
    /// more than a sample of its entries.
    public let steps: [NumericDerivative.Step]

    /// Whether the function is smooth in every entry and every numeric derivative within a hundred
    /// errors of zero.
    let isFlat: Bool

    /// How many entries disagree.
    public var failed: Int { entries.count { $0.verdict == .fail } }

    /// How many entries neither agree nor disagree.
    public var unresolved: Int { entries.count { $0.verdict.weight == 2 } }

    /// How many entries were checked.
    public var checked: Int { entries.count }

    /// How many entries the input has.
    public var count: Int { shape.reduce(1, *) }

    /// Whether the gradient by this input is right.
    public var passes: Bool { verdict == .pass }

    /// The entry that disagrees most, or else is unresolved, or else agrees least; nil where the
    /// gradient's shape left nothing to compare.
    public var worst: Entry? { Self.worst(of: entries + projections) }

    private static func worst(of entries: [Entry]) -> Entry? {
      entries.max { ($0.verdict.weight, $0.excess) < ($1.verdict.weight, $1.excess) }
    }
  }

  /// One element an input, in the order given.
  public let inputs: [Input]

  /// The rules that the function or its pullback breaks.
  public let faults: [Fault]

  /// Who was heard: reverse mode and finite differences, and forward mode where the program is
  /// generic.
  public let witnesses: [Witness]

  /// The weights v of the outputs: all derivatives are those of Σ v·y.
  public let cotangent: Tensor<Double>

  /// The verdict on the whole.
  public var verdict: Verdict { .summary(of: faults.map(\.verdict) + inputs.map(\.verdict)) }

  /// Whether every input passes and no rule is broken: nothing else counts as a pass.
  public var passes: Bool { verdict == .pass }

  /// The causes found, of all inputs.
  public var diagnoses: [Diagnosis] { inputs.flatMap(\.diagnoses) }

  /// What was found for the input of the given name.
  public subscript(name: String) -> Input {
    guard let input = inputs.first(where: { $0.name == name }) else {
      fatalError("gradient report: no input \(name) among \(inputs.map(\.name))")
    }
    return input
  }
}

extension GradientReport.Input {
  /// Draws the conclusions from an input's entries.
  ///
  /// - Parameters:
  ///   - value: the input's.
  ///   - isZero: whether the gradient was declared zero.
  ///   - isMisshapen: whether the gradient has another shape than the input.
  ///   - diagnose: finds the causes of what is wrong.
  ///   - steps: takes all steps at an entry.
  init(
    name: String, value: Tensor<Double>, entries: [Entry], projections: [Entry], isFlat: Bool,
    isZero: Bool, isMisshapen: Bool, diagnose: () -> [Diagnosis],
    steps: (Entry) -> [NumericDerivative.Step]
  ) {
    self.name = name
    shape = value.shape
    self.projections = projections
    self.isFlat = isFlat
    let failed = (entries + projections).contains { $0.verdict == .fail }
    let isSilent = isFlat && !failed && !isMisshapen
    self.entries = entries.map { entry in
      var entry = entry
      if isSilent, !isZero { entry.verdict = .vacuous }
      return entry
    }
    // A direction that crosses kinks may say nothing; the entries have been heard.
    var verdicts = self.entries.map(\.verdict)
    verdicts += projections.map(\.verdict).filter { $0 == .fail }
    if isMisshapen { verdicts.append(.fail) }
    if isZero, !isFlat { verdicts.append(.inconclusive(.declaredZero)) }
    verdict = .summary(of: verdicts)
    diagnoses = verdict == .fail ? diagnose() : []
    place = Region(of: self.entries, in: value)?.description
    let isAffordable = self.entries.count == value.count || verdict != .pass
    self.steps = isAffordable ? Self.worst(of: self.entries).map(steps) ?? [] : []
  }
}
