// The training of the DCGAN, epoch after epoch, and all that is needed to go on with it after an
// interruption as if there had been none.

import Datasets
import Gradus
import LessonKit

/// A pair in training: what it has learnt, how far it is, and what has been seen of it.
struct Training {
  var pair: Adversaries
  /// Decides the order of images, as of the present epoch's beginning.
  var order: RandomGenerator
  /// Where the noise comes from.
  var random: RandomGenerator
  var log = Log()
  /// What the generator made of ``fixed`` before the first epoch and after each,
  /// `[pixels, fakes]`.
  var frames: [Tensor<Float>] = []
  /// Noise that stays the same, `[100, fakes]`.
  let fixed: Tensor<Float>

  /// How far the training is, and what has been measured.
  struct Log: Codable {
    var (epoch, step) = (0, 0)
    /// Losses of D and G, scores of real images and of fakes, added up over the epoch's steps.
    var sums = [0.0, 0, 0, 0]
    /// Their means in the epochs that are over.
    var means: [[Double]] = []
    /// The quality of fakes before the first epoch and after each.
    var qualities: [Quality] = []
    var seconds = 0.0
  }

  /// A pair that has not been trained.
  init(using random: inout RandomGenerator) {
    pair = Adversaries(
      generator(using: &random), discriminator(using: &random), noise: 100,
      rates: Self.rates)
    (order, self.random) = (random.split(), random.split())
    fixed = pair.noise(50, using: &random)
  }

  /// Images to a step, and the rates to begin with.
  static let batchSize = 64
  static let rates = (G: 5e-4, D: 1e-3)

  /// How many steps an epoch of so many images has.
  static func steps(_ images: Int) -> Int {
    (images + batchSize - 1) / batchSize
  }

  /// How many steps are left of so many epochs.
  func stepsLeft(_ images: LabelledImages, epochs: Int) -> Int {
    (epochs - log.epoch) * Self.steps(images.count) - log.step
  }

  /// Trains for as many epochs as are left.
  ///
  /// - Parameters:
  ///   - judge: measures the fakes' quality after every epoch.
  ///   - afterStep: told the training after every step.
  mutating func run(
    on images: LabelledImages, epochs: Int, judge: Judge, afterStep: (Training) throws -> Void
  ) rethrows {
    let clock = ContinuousClock()
    let total = epochs * Self.steps(images.count)
    let (rateG, rateD) = (
      CosineDecay(from: Self.rates.G, over: total), CosineDecay(from: Self.rates.D, over: total)
    )
    if log.qualities.isEmpty { look(judge) }
    while log.epoch < epochs {
      var next = order
      let batches = images.batches(
        of: Self.batchSize, shuffledBy: &next, as: Float.self, standardizedBy: bright)
      for batch in batches.dropFirst(log.step) {
        let done = total - stepsLeft(images, epochs: epochs)
        pair.descentG.learningRate = rateG(done)
        pair.descentD.learningRate = rateD(done)
        let time = clock.measure { step(on: batch.images) }
        log.seconds += time / .seconds(1)
        try afterStep(self)
      }
      log.means.append(log.sums.map { $0 / Double(log.step) })
      (order, log.sums, log.step) = (next, [0, 0, 0, 0], 0)
      log.epoch += 1
      look(judge)
    }
  }

  /// A round of Algorithm 1.
  private mutating func step(on x: Tensor<Float>) {
    // ANCHOR: round
    let d = pair.trainDiscriminator(on: x, using: &random)
    let lossG = pair.trainGenerator(x.shape[3], using: &random)
    // ANCHOR_END: round
    for (k, value) in [d.loss, lossG, d.real, d.fake].enumerated() { log.sums[k] += Double(value) }
    log.step += 1
  }

  /// Keeps what the generator makes of the fixed noise, and how good its fakes are.
  private mutating func look(_ judge: Judge) {
    frames.append(fakes(of: fixed).reshaped([-1, fixed.shape[1]]))
    log.qualities.append(judge.quality(of: fakes(of: judge.noise)))
  }

  /// What the generator makes of noise, `[1, 28, 28, count]`.
  func fakes(of z: Tensor<Float>) -> Tensor<Float> { pair.G(z, .evaluation).value }
}
