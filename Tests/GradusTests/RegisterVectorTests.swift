// Registers and tiles: shuffles of every width, tiles that fit the machine, and a training whose
// bits are the same whatever registers the engine was built for.

import Testing

@testable import Gradus

@Suite struct RegisterVectorTests {
  /// Two vectors of consecutive numbers, dealt in turn.
  private func expectShuffle<Vector: SIMD>(
    _ shuffle: (Vector, Vector) -> (low: Vector, high: Vector)
  ) where Vector.Scalar: BinaryFloatingPoint {
    let count = Vector.scalarCount
    let numbers = (0..<2 * count).map { Vector.Scalar($0) }
    let (low, high) = shuffle(Vector(numbers[..<count]), Vector(numbers[count...]))
    let dealt = (0..<count).flatMap { [numbers[$0], numbers[count + $0]] }
    #expect((0..<count).map { low[$0] } == Array(dealt[..<count]))
    #expect((0..<count).map { high[$0] } == Array(dealt[count...]))
  }

  @Test("A shuffle deals two vectors' numbers in turn, whatever the width")
  func shuffles() {
    expectShuffle(shuffle as (SIMD2<Double>, SIMD2<Double>) -> _)
    expectShuffle(shuffle as (SIMD4<Double>, SIMD4<Double>) -> _)
    expectShuffle(shuffle as (SIMD8<Double>, SIMD8<Double>) -> _)
    expectShuffle(shuffle as (SIMD4<Float>, SIMD4<Float>) -> _)
    expectShuffle(shuffle as (SIMD8<Float>, SIMD8<Float>) -> _)
    expectShuffle(shuffle as (SIMD16<Float>, SIMD16<Float>) -> _)
    expectShuffle { a, b in
      let dealt = FloatLanes(wrapped: a).shuffled(with: FloatLanes(wrapped: b))
      return (dealt.low.wrapped, dealt.high.wrapped)
    }
  }

  @Test("Lanes are whole registers, and no tile has more sums than registers hold")
  func tiles() {
    #expect(Float.registersOfLanes * Float.Register.laneCount == Float.Lanes.laneCount)
    #expect(Double.registersOfLanes * Double.Register.laneCount == Double.Lanes.laneCount)
    for outputs in 1...40 {
      for width in 1...40 {
        let tile = RegisterTile.outputs(covering: outputs, by: width)
        #expect(1...RegisterTile.outputs ~= tile)
        #expect(1...6 ~= RegisterTile.width(outputs: tile))
        #expect(tile * RegisterTile.width(outputs: tile) <= RegisterTile.sums)
      }
    }
  }

  #if GRADUS_FMA
    /// Computed with registers of 256 bits; `SummationOrderTests` says in which order.
    @Test(
      "A training ends at the same bits on every machine that multiplies and adds at once",
      arguments: [
        (5, 0x1ca2_1ab3_f83d_086f), (37, 0xfbb5_553c_0e8c_a340), (64, 0x31a0_6990_7b56_dd2b),
      ] as [(Int, UInt64)])
    func training(examples: Int, digest: UInt64) {
      for threads in [1, 2, 3, 7] {
        let found = ThreadTeam.$current.withValue(ThreadTeam(count: threads)) { trained(examples) }
        #expect(found == digest)
      }
    }
  #endif

  /// A digest of all parameters after three steps of a network with every kind of kernel. Its
  /// functions are the engine's own, so that no system's library has a say.
  private func trained(_ examples: Int) -> UInt64 {
    var generator = RandomGenerator(seed: 7)
    let model = Sequential<Float> {
      Conv2d(3, 6, kernel: 5, using: &generator)
      BatchNorm2d(6)
      ReLU()
      MaxPool2d(2)
      Conv2d(6, 17, kernel: 3, padding: 1, using: &generator)
      ReLU()
      Conv2d(17, 18, kernel: 3, padding: 1, using: &generator)
      ReLU()
      ConvTranspose2d(18, 5, kernel: 4, stride: 2, padding: 1, using: &generator)
      Flatten()
      Linear(5 * 12 * 12, 30, using: &generator)
      ReLU()
      Linear(30, 10, using: &generator)
    }
    var optimizer = SGD(model.parameters, learningRate: 0.05, momentum: 0.9)
    let x = Tensor<Float>.uniform([3, 16, 16, examples], in: -1..<1, using: &generator)
    let labels = Tensor((0..<examples).map { $0 % 10 })
    for _ in 0..<3 {
      let scores = model(Variable(x), .training)
      let loss = crossEntropy(logits: scores, targets: labels)
      optimizer.step(loss.gradients(of: optimizer.parameters))
    }
    return optimizer.parameters.flatMap { $0.value.scalars }
      .reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1.bitPattern)) &* 0x100_0000_01b3 }
  }
}
