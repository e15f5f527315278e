import Gradus
import Testing

@Suite struct ComparisonAgainstPyTorch {
  static let operations: [(String, @Sendable (Tensor<Double>, Tensor<Double>) -> Tensor<Bool>)] = [
    ("equal", { $0 .== $1 }),
    ("unequal", { $0 .!= $1 }),
    ("less", { $0 .< $1 }),
    ("less-or-equal", { $0 .<= $1 }),
    ("greater", { $0 .> $1 }),
    ("greater-or-equal", { $0 .>= $1 }),
  ]

  /// NaN included: it is unequal to everything, and neither less nor greater.
  @Test(arguments: operations.indices) func agreesWithPyTorch(_ index: Int) throws {
    let (name, compare) = Self.operations[index]
    let fixture = try Fixture("Comparison").tensors(of: "\(name)/row")
    let (a, b) = (try #require(fixture["a"]), try #require(fixture["b"]))
    #expect(Tensor<Double>(compare(a, b)) == fixture["y"], "\(name)")
  }

  static let withOne: [(String, @Sendable (Tensor<Double>) -> Tensor<Bool>)] = [
    ("equal", { $0 .== 1 }),
    ("unequal", { $0 .!= 1 }),
    ("less", { $0 .< 1 }),
    ("less-or-equal", { $0 .<= 1 }),
    ("greater", { $0 .> 1 }),
    ("greater-or-equal", { $0 .>= 1 }),
  ]

  @Test(arguments: withOne.indices) func agreesWithPyTorchBesideANumber(_ index: Int) throws {
    let (name, compare) = Self.withOne[index]
    let fixture = try Fixture("Comparison").tensors(of: "\(name)/number")
    #expect(Tensor<Double>(compare(try #require(fixture["a"]))) == fixture["y"], "\(name)")
  }

  @Test func replacesWhereTheMaskIsTrue() {
    let x: Tensor<Double> = [[1, 2, 3], [4, 5, 6]]
    let mask: Tensor<Bool> = [true, false, true]
    #expect(x.replacing(with: .zeros([2, 3]), where: mask) == [[0, 2, 0], [0, 5, 0]])
  }
}
