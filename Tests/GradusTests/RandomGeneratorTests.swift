// The generator against values computed in Python from the published algorithms: SplitMix64 gives
// the four words of the state, xoshiro256++ the sequence. Whole numbers and uniform ones are exact
// on every machine; the normal ones pass through the machine's logarithm.

import Gradus
import Testing

@Suite struct RandomGeneratorTests {
  @Test(
    "The first words of xoshiro256++ seeded through SplitMix64",
    arguments: [
      (0, [0x5317_5d61_490b_23df, 0x61da_6f3d_c380_d507, 0x5c0f_df91_ec9a_7bfc]),
      (1, [0xcfc5_d07f_6f03_c29b, 0xbf42_4132_963f_e08d, 0x19a3_7d57_57aa_f520]),
      (42, [0xd076_4d4f_4476_689f, 0x519e_4174_576f_3791, 0xfbe0_7cfb_0c24_ed8c]),
      (.max, [0x56cc_f8ce_948e_27b2, 0xe685_8843_2e5a_5b90, 0xe3e9_b5a4_8119_ca8b]),
    ] as [(UInt64, [UInt64])])
  func words(seed: UInt64, words: [UInt64]) {
    var generator = RandomGenerator(seed: seed)
    #expect(words.map { _ in generator.next() } == words)
  }

  @Test("Uniform numbers and integers of seed 7")
  func derivedDraws() {
    var generator = RandomGenerator(seed: 7)
    #expect(
      (0..<3).map { _ in generator.uniform() }
        == [0.05536043647833311, 0.17211585444811772, 0.7175761283586594])
    generator = RandomGenerator(seed: 7)
    #expect(
      (0..<12).map { _ in generator.integer(below: 10) } == [0, 1, 7, 4, 9, 4, 7, 3, 9, 0, 1, 1])
    generator = RandomGenerator(seed: 7)
    #expect(generator.permutation(of: 10) == [3, 8, 9, 4, 6, 7, 2, 5, 1, 0])
  }

  @Test("Normal numbers of seed 7, by the polar method")
  func normalDraws() {
    var generator = RandomGenerator(seed: 7)
    for expected in [
      1.674036445441065, 0.5378981681989655, 1.2079282540944534, 0.32834061497569145,
    ] {
      #expect(generator.normal().isClose(to: expected, within: 1e-15))
    }
  }

  @Test("A split generator is seeded by the next word, and both go on")
  func split() {
    var generator = RandomGenerator(seed: 7)
    var child = generator.split()
    #expect(child.next() == 0xdf21_12aa_1190_4c98)
    #expect(generator.next() == 0x2c0f_c8dd_fa4e_9e14)
  }

  @Test("Equal seeds give equal generators, other seeds others")
  func seeds() {
    #expect(RandomGenerator(seed: 3) == RandomGenerator(seed: 3))
    #expect(RandomGenerator(seed: 3) != RandomGenerator(seed: 4))
  }

  @Test("Uniform and normal numbers have the moments of their distributions")
  func moments() {
    let n = 100_000
    var generator = RandomGenerator(seed: 1)
    let uniform = Tensor<Double>.uniform([n], in: -1..<3, using: &generator)
    // Within four standard errors: σ/√n, and σ²·√(κ − 1)/√n with kurtosis κ = 9/5 and 3.
    #expect(uniform.mean().scalar.isClose(to: 1, within: 4 * 1.155 / 316))
    let width2: Double = 16
    #expect(uniform.variance().scalar.isClose(to: width2 / 12, within: 4 * 0.894 / 316))
    #expect(uniform.scalars.allSatisfy { $0 >= -1 && $0 < 3 })
    let normal = Tensor<Double>.normal([n], mean: 2, standardDeviation: 0.5, using: &generator)
    let z = (normal - 2) / 0.5
    // Of z the k-th power has variance (2k − 1)!! − μ², with μ = 0, 1, 0, 3.
    for (power, mean, variance) in [(1, 0, 1), (2, 1, 2), (3, 0, 15), (4, 3, 96)] {
      let error = 4 * Double(variance).squareRoot() / 316
      #expect(abs(pow(z, power).mean().scalar - Double(mean)) < error)
    }
  }

  @Test("Integers below a bound are equally frequent")
  func integers() {
    var generator = RandomGenerator(seed: 5)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[generator.integer(below: 7)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 4 * 93 })
    #expect((0..<5).map { _ in generator.integer(below: 1) } == [0, 0, 0, 0, 0])
  }

  @Test("Every order of three is equally frequent", arguments: [0, 1, 12])
  func permutations(count: Int) {
    var generator = RandomGenerator(seed: 9)
    #expect(generator.permutation(of: count).sorted() == Array(0..<count))
    var counts: [[Int]: Int] = [:]
    for _ in 0..<6000 { counts[generator.permutation(of: 3), default: 0] += 1 }
    #expect(counts.count == 6)
    #expect(counts.values.allSatisfy { abs($0 - 1000) < 4 * 29 })
  }

  @Test("The same seed fills tensors with the same numbers, each rounded to the scalar's type")
  func tensors() {
    var a = RandomGenerator(seed: 11)
    var b = RandomGenerator(seed: 11)
    let double = Tensor<Double>.uniform([2, 3], using: &a)
    let single = Tensor<Float>.uniform([2, 3], using: &b)
    #expect(double.shape == [2, 3])
    #expect(single == Tensor<Float>(double))
    #expect(a == b)
  }

  @Test("A generator made of another's description goes on where that one stands")
  func description() throws {
    var generator = RandomGenerator(seed: 13)
    _ = generator.normal()
    var copy = try #require(RandomGenerator("\(generator)"))
    #expect(copy == generator)
    #expect(copy.next() == generator.next())
  }

  @Test(
    "Other texts are no generators",
    arguments: [
      "", "1 2 3", "1 2 3 4 5", "1 2 3 g", "0 0 0 0", "1  2 3", "1 2 3 11112222333344445",
    ])
  func otherTexts(text: String) {
    #expect(RandomGenerator(text) == nil)
  }
}
