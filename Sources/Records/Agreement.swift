// Which runs of a lesson must find the same number, and how closely. `book compare` holds a new run
// to this; a number that no other run could reproduce says so where it is recorded.

/// What another run of the same lesson owes a recorded number.
public struct Agreement: Sendable, Equatable {
  /// Which runs must find the same number, if they read the same data.
  public enum Scope: String, Codable, Sendable {
    /// Every run, on other data too: what is computed from none.
    case anyData
    /// Every run, quick or full: a closed-form solution, a count, a derivative.
    case always
    /// Runs of the same size, seed and epochs: the result of a training.
    case sameSize
    /// None: times and speeds.
    case never
  }

  /// Which runs must find the same.
  public let scope: Scope
  /// How far apart the numbers may be, relative to the larger magnitude.
  public let relative: Double

  /// Every run must find this number, whatever data it reads.
  ///
  /// - Parameter relative: the relative tolerance, which covers another machine's rounding.
  public static func everywhere(relative: Double = 1e-6) -> Agreement {
    Agreement(scope: .anyData, relative: relative)
  }

  /// A quick run must find this number too.
  ///
  /// - Parameter relative: the relative tolerance, which covers another machine's rounding.
  public static func quick(relative: Double = 1e-6) -> Agreement {
    Agreement(scope: .always, relative: relative)
  }

  /// Only a run of the same size, seed and epochs must find this number.
  ///
  /// - Parameter relative: the relative tolerance; training magnifies another machine's rounding.
  public static func full(relative: Double = 0.02) -> Agreement {
    Agreement(scope: .sameSize, relative: relative)
  }

  /// No other run will find this number.
  package static let volatile = Agreement(scope: .never, relative: 0)
}
