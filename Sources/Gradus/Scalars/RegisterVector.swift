// What one register of the processor holds, and how many registers there are: what the tiles of the
// matrix product and of the convolution are made for. `Lanes` are sixteen numbers everywhere, so
// that sums over examples are added in the same order everywhere; a tile takes them a register at a
// time, and has so many sums that all of them stay in registers, beside what they are made of
// (Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication"). Package.swift
// says for which machine the package is built.

/// As many numbers as a register holds, on which arithmetic acts at once.
public protocol RegisterVector<Scalar>: Sendable {
  /// The type of number in each lane.
  associatedtype Scalar

  /// How many numbers there are.
  static var laneCount: Int { get }

  /// The same number in every lane.
  init(repeating value: Scalar)

  /// The sums, lane by lane.
  static func + (a: Self, b: Self) -> Self

  /// The differences, lane by lane.
  static func - (a: Self, b: Self) -> Self

  /// The products, lane by lane.
  static func * (a: Self, b: Self) -> Self

  /// Adds a·b to every lane, rounding once where the program was built for a processor that does so
  /// in one instruction, else twice.
  mutating func addProduct(_ a: Self, _ b: Self)

  /// The numbers of this vector and of another in turn, as many in `low` as in `high`: a perfect
  /// shuffle, as of cards.
  func shuffled(with other: Self) -> (low: Self, high: Self)
}

/// The sizes of the tiles whose sums stay in registers.
enum RegisterTile {
  #if GRADUS_AVX512 || GRADUS_NEON
    /// How many sums of a convolution a tile has: of 32 registers.
    static let sums = 24

    /// For how many outputs at most.
    static let outputs = 4
  #elseif GRADUS_AVX2
    /// How many sums of a convolution a tile has: of 16 registers.
    static let sums = 12

    /// For how many outputs at most.
    static let outputs = 3
  #else
    /// How many sums of a convolution a tile has: of 16 registers, two of which hold a product before
    /// it is added.
    static let sums = 8

    /// For how many outputs at most.
    static let outputs = 2
  #endif

  /// How many pixels or taps a tile for so many outputs has at most.
  @inline(__always)
  static func width(outputs: Int) -> Int { min(6, sums / outputs) }

  /// How many outputs a tile has, so that the fewest tiles cover all outputs and pixels or taps.
  static func outputs(covering outputs: Int, by width: Int) -> Int {
    func tiles(_ tile: Int) -> Int {
      let across = Self.width(outputs: tile)
      return (outputs + tile - 1) / tile * ((width + across - 1) / across)
    }
    return (1...Self.outputs).reversed().min { tiles($0) < tiles($1) } ?? 1
  }
}

#if GRADUS_AVX512 || GRADUS_NEON
  /// The tile of the matrix product.
  typealias FullTile<Scalar: TensorScalar> = MatrixTile<Scalar, 8, 2>
  /// The tile for a few rows.
  typealias FlatTile<Scalar: TensorScalar> = MatrixTile<Scalar, 4, 2>
  /// The tile for a few columns.
  typealias NarrowTile<Scalar: TensorScalar> = MatrixTile<Scalar, 8, 1>
#elseif GRADUS_AVX2
  /// The tile of the matrix product.
  typealias FullTile<Scalar: TensorScalar> = MatrixTile<Scalar, 6, 2>
  /// The tile for a few rows.
  typealias FlatTile<Scalar: TensorScalar> = MatrixTile<Scalar, 3, 2>
  /// The tile for a few columns.
  typealias NarrowTile<Scalar: TensorScalar> = MatrixTile<Scalar, 6, 1>
#else
  /// The tile of the matrix product.
  typealias FullTile<Scalar: TensorScalar> = MatrixTile<Scalar, 4, 2>
  /// The tile for a few rows.
  typealias FlatTile<Scalar: TensorScalar> = MatrixTile<Scalar, 2, 2>
  /// The tile for a few columns.
  typealias NarrowTile<Scalar: TensorScalar> = MatrixTile<Scalar, 4, 1>
#endif

extension TensorScalar {
  /// How many registers the lanes fill.
  @inline(__always)
  static var registersOfLanes: Int { Lanes.laneCount / Register.laneCount }
}
