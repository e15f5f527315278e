// What a run of a lesson leaves for the book, as `Figures/NN/run.json` holds it: every number,
// table and alt text the chapter may show, and what is needed to judge and repeat them. The date is
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

  /// A figure the run has drawn.
  public struct Figure: Codable, Sendable, Equatable {
    /// Its file, in the folder of `run.json`.
    public let file: String
    /// What it shows, in words and numbers, for those who do not see it.
    public let alt: String
    /// A digest of the data it is drawn from.
    public let digest: String

    /// A figure in `file`, described by `alt`, drawn from data with the digest `digest`.
    public init(file: String, alt: String, digest: String) {
      self.file = file
      self.alt = alt
      self.digest = digest
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
  public internal(set) var numbers: [String: Number] = [:]
  /// Tables by key.
  public internal(set) var tables: [String: Table] = [:]
  /// Texts the lesson has printed and the book shows, by key.
  public internal(set) var outputs: [String: String] = [:]
  /// Figures by key.
  public internal(set) var figures: [String: Figure] = [:]
  /// The data sets read.
  public internal(set) var data: [Provenance] = []
  /// Digests, as ``SourceDigest`` forms them, of the sources the run depends on, by path.
  public internal(set) var sources: [String: String] = [:]

  /// A run without findings on this machine; of a lesson, if it has a number.
  public init(lesson: Int?, title: String, options: LessonOptions) {
    self.lesson = lesson
    self.title = title
    size = options.quick ? .quick : .full
    seed = options.seed
    epochs = options.requestedEpochs
    platform = .current
  }

  /// Whether this is the run the book is woven from: full size, the default seed and epochs.
  public var isForTheBook: Bool {
    size == .full && seed == LessonOptions.defaultSeed && epochs == nil
  }
}
