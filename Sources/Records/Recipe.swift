// How an experiment was made, so that a reader can make it again: what stands under it in the book
// is woven from the run. What an experiment lacks, a batch or randomness, is left out.

/// What went into an experiment, each part in a few words of Markdown.
public struct Recipe: Codable, Sendable, Equatable {
  /// What is minimised: "mean squared error".
  public let loss: String?
  /// The examples it is minimised on: "354 patients, standardised".
  public let data: String?
  /// How parameters begin: "Glorot's uniform weights, biases zero".
  public let initializer: String?
  /// How they are moved: "Adam, η = 0.1".
  public let rule: String?
  /// How many examples a step sees: "all 354".
  public let batch: String?
  /// How many steps or epochs are taken: "5,000".
  public let steps: String?
  /// What all randomness derives from: "1 to 3".
  public let seeds: String?

  /// A recipe of the parts that the experiment has.
  public init(
    loss: String? = nil, data: String? = nil, initializer: String? = nil, rule: String? = nil,
    batch: String? = nil, steps: String? = nil, seeds: String? = nil
  ) {
    (self.loss, self.data, self.initializer) = (loss, data, initializer)
    (self.rule, self.batch, self.steps, self.seeds) = (rule, batch, steps, seeds)
  }

  /// The recipe as a paragraph of GitHub's Markdown.
  public var markdown: String {
    let parts = [
      ("loss", loss), ("data", data), ("initializer", initializer), ("rule", rule),
      ("batch", batch), ("steps", steps), ("seeds", seeds),
    ]
    let said = parts.compactMap { name, words in words.map { "*\(name)* \($0)" } }
    return "**Recipe** · " + said.joined(separator: " · ")
  }
}
