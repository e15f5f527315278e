// A training run, pinned to the last bit. It uses only what IEEE 754 rounds exactly (+ − × ÷ √ and
// comparisons), so these bits hold on every machine, in debug builds and in release; they were
// computed by a program of its own, in NumPy's single precision, with sums in the order of their
// axes.

import Gradus
import Testing

@Suite struct DeterminismTests {
  /// The bits of all parameters after twenty steps of a 2-4-1 network on the product of two
  /// numbers.
  func trained<O: Optimizer<Float>>(_ make: ([Variable<Float>]) -> O) -> [UInt32] {
    var generator = RandomGenerator(seed: 2026)
    let model = Sequential<Float> {
      Linear(2, 4, using: &generator)
      ReLU()
      Linear(4, 1, using: &generator)
    }
    let x = Tensor<Float>.uniform([2, 8], in: -1..<1, using: &generator)
    let targets = x.sliced(0..<1) * x.sliced(1..<2)
    var optimizer = make(model.parameters)
    for _ in 0..<20 {
      let loss = mse(model(x, .training), targets)
      optimizer.step(loss.gradients(of: model.parameters))
    }
    return model.parameters.flatMap { $0.value.scalars.map(\.bitPattern) }
  }

  @Test("Gradient descent with momentum ends at the same bits everywhere")
  func sgd() {
    #expect(
      trained { SGD($0, learningRate: 0.05, momentum: 0.9) } == [
        0x3e16_357b, 0xbd8e_0071, 0x3f0e_8c2b, 0x3eb1_04bd, 0xbf3a_936c, 0x3f08_586e,
        0x3e92_f87d, 0x3f1d_0cc4, 0x3e72_6978, 0xbe87_4c83, 0x3e28_1d63, 0x3db4_4854,
        0x3e2f_538e, 0x3ede_953d, 0xbf1b_db08, 0xbe3b_88a9, 0x3d0c_ee7a,
      ])
  }

  @Test("So does Adam")
  func adam() {
    #expect(
      trained { Adam($0, learningRate: 0.01) } == [
        0x3d85_b1ef, 0x3c09_4dc7, 0x3eec_affc, 0x3ec7_4487, 0xbf5c_8d64, 0x3f43_9821,
        0x3e80_d29d, 0x3f3a_7af0, 0x3ea1_e5d5, 0xbe1c_7a80, 0x3f3c_4f6a, 0x3e8b_6619,
        0x3ea9_8e04, 0x3ec1_eb2a, 0xbe53_78ac, 0xbed2_4d0d, 0x3cfa_c2e1,
      ])
  }

  @Test("The same seed gives the same run, another seed another")
  func seeds() {
    func loss(seed: UInt64) -> UInt64 {
      var generator = RandomGenerator(seed: seed)
      let model = Sequential<Double> {
        Linear(3, 5, initializer: .kaimingNormal(), using: &generator)
        Dropout(using: &generator)
        Tanh()
        Linear(5, 2, using: &generator)
      }
      let x = Tensor<Double>.normal([3, 6], using: &generator)
      return mse(model(x, .training), .zeros([2, 6])).value.scalar.bitPattern
    }
    #expect(loss(seed: 1) == loss(seed: 1))
    #expect(loss(seed: 1) != loss(seed: 2))
  }
}
