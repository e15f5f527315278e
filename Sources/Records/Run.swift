// What a run of a lesson leaves for the book, as `Figures/NN/run.json` holds it: every number,
// table and figure the chapter may show, and what is needed to judge and repeat them. The date is
// not in it, so that identical runs leave identical files, except for volatile numbers. A program
// that is no lesson leaves the same under a name of its own, as `Figures/mutants/run.json`.

import Foundation

/// The contents of a `run.json`.
public struct Run: Codable, Sendable, Equatable {
  /// Whether a run is the book's or a glance.
  public enum Size: String, Codable, Sendable {
    /// The run the book is woven from.
    case full
    /// A run under `--quick`.
    case quick
  }

  /// A recorded number.
  public struct Number: Codable, Sendable, Equatable {
    /// The value, finite.
    public let value: Double
    /// Which other runs must find the same.
    public let agrees: Agreement.Scope
    /// How closely, relative to the larger magnitude; nil for a volatile number.
    public let within: Double?

    /// - Parameters:
    ///   - value: a finite number.
    ///   - agreement: which other runs must find the same, and how closely.
    public init(_ value: Double, agreement: Agreement) {
      self.value = value
      agrees = agreement.scope
      within = agreement.scope == .never ? nil : agreement.relative
    }
  }

  /// What a page says in words, as a condition on what the run has found.
  public struct Claim: Codable, Sendable, Equatable {
    /// The condition in words: "the loss falls from epoch to epoch".
    public let condition: String
    /// Whether the run meets it.
    public let holds: Bool

    /// A condition, and whether the run meets it.
    public init(_ condition: String, holds: Bool) {
      self.condition = condition
      self.holds = holds
    }
  }

  /// A figure the run has drawn.
  public struct Figure: Codable, Sendable, Equatable {
    /// Its file, in the folder of `run.json`. What it shows, the page that shows it says.
    public let file: String

    /// A figure in `file`.
    public init(file: String) {
      self.file = file
    }
  }

  /// A result that the run has kept.
  public struct Result: Codable, Sendable, Equatable {
    /// What tells it from others.
    public let fingerprint: Fingerprint
    /// How closely another quick run must find the same; nil if it need not.
    public let within: Double?

    /// How closely quick runs agree from machine to machine, unless a lesson says otherwise: this is a
    /// hundred times what trainings of some hundred steps differ by where the processor cannot
    /// multiply and add at once.
    public static let usually = 1e-3

    /// A result with this fingerprint.
    package init(_ fingerprint: Fingerprint, within relative: Double?) {
      self.fingerprint = fingerprint
      within = relative
    }
  }

  /// How long the run took, and how fast the machine was.
  public struct Pace: Codable, Sendable, Equatable {
    /// The time of the whole run in seconds.
    public let seconds: Double
    /// What the machine did in a second, in a unit of the kit's own.
    public let speed: Double

    /// A run of so many seconds on a machine of this speed.
    public init(seconds: Double, speed: Double) {
      self.seconds = seconds
      self.speed = speed
    }
  }

  /// Data the run has read.
  public struct Provenance: Codable, Sendable, Equatable {
    /// The name of the data set.
    public let name: String
    /// Where it comes from: an address or a citation.
    public let source: String
    /// The licence it is under.
    public let licence: String
    /// The number of examples read.
    public let rows: Int
    /// A hash of the data, if its reader keeps one.
    public let hash: String?

    /// A data set by name, origin, licence, number of examples read and, if known, hash.
    public init(name: String, source: String, licence: String, rows: Int, hash: String? = nil) {
      self.name = name
      self.source = source
      self.licence = licence
      self.rows = rows
      self.hash = hash
    }
  }

  /// The machine and compiler behind the run.
  public struct Platform: Codable, Sendable, Equatable {
    /// The operating system: `Linux`, `macOS`.
    public let system: String
    /// The processor's architecture: `x86_64`, `arm64`.
    public let architecture: String
    /// The number of cores the system offers.
    public let cores: Int
    /// The Swift version, major and minor.
    public let swift: String
  }

  /// The seed of every committed run.
  public static let defaultSeed: UInt64 = 1

  /// The number of the lesson; nil for a program that is none.
  public let lesson: Int?
  /// The title of the lesson.
  public let title: String
  /// Whether the run is the book's or a glance.
  public let size: Size
  /// The seed of all randomness in the run.
  public let seed: UInt64
  /// The number of epochs asked for with `--epochs`; nil for the lesson's own.
  public let epochs: Int?
  /// The machine and compiler.
  public let platform: Platform
  /// Numbers by key.
  public package(set) var numbers: [String: Number] = [:]
  /// Tables by key.
  public package(set) var tables: [String: Table] = [:]
  /// Claims by key; nil where the lesson makes none.
  public package(set) var claims: [String: Claim]?
  /// How experiments were made, by key; nil where the lesson does not say.
  public package(set) var recipes: [String: Recipe]?
  /// Texts the lesson has printed and the book shows, by key.
  public package(set) var outputs: [String: String] = [:]
  /// Figures by key.
  public package(set) var figures: [String: Figure] = [:]
  /// What was computed, by key.
  public package(set) var results: [String: Result] = [:]
  /// The data sets read.
  public package(set) var data: [Provenance] = []
  /// What differs between a full and a quick run, both values each: `full 5000, quick 500`.
  public package(set) var sizes: [String] = []
  /// How long it took; nil where nobody has measured.
  public package(set) var pace: Pace?
  /// Digests, as ``SourceDigest`` forms them, of the sources that the results depend on, by path.
  public package(set) var sources: [String: String] = [:]
  /// Digests of the sources that the figures depend on besides, by path.
  public package(set) var drawing: [String: String] = [:]
  /// Of a quick run that is kept beside a full one, a digest of that one's sources.
  public package(set) var beside: String?

  /// A run without findings on this machine; of a lesson, if it has a number.
  public init(
    lesson: Int?, title: String, size: Size = .full, seed: UInt64 = defaultSeed, epochs: Int? = nil
  ) {
    self.lesson = lesson
    self.title = title
    self.size = size
    self.seed = seed
    self.epochs = epochs
    platform = .current
  }

  /// The same run before it has found anything: what it read, and where and how, remains.
  package var withoutFindings: Run {
    var run = self
    (run.numbers, run.tables, run.outputs, run.figures, run.results) = ([:], [:], [:], [:], [:])
    (run.claims, run.recipes) = (nil, nil)
    return run
  }

  /// Whether this is the run the book is woven from: full size, the default seed and epochs.
  public var isForTheBook: Bool {
    size == .full && seed == Self.defaultSeed && epochs == nil
  }
}
