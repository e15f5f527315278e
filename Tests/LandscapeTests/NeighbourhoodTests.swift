// What is measured around a network is what the network itself would say.

import Gradus
import Landscape
import Testing

@Suite struct NeighbourhoodTests {
  @Test(arguments: [Mode.training, .evaluation])
  func `the center is the network`(mode: Mode) {
    let model = smallNetwork(Double.self)
    let sample = smallSample(Double.self)
    _ = model(sample[0].images, .training)  // so that there is something to remember
    let around = Neighbourhood(of: model, on: sample, mode: mode) { smallNetwork(seed: 9) }
    var (loss, wrong) = (Variable(Tensor<Double>(0)), 0.0)
    for batch in sample {
      let z = model(batch.images, mode)
      let share = Double(batch.labels.count) / 7
      loss = loss + Variable(Tensor(share)) * crossEntropy(logits: z, targets: batch.labels)
      wrong += Double(
        zip(z.value.argmax(along: 0).scalars, batch.labels.scalars).count { $0 != $1 })
    }
    let found = around.measure(at: around.center)
    #expect(abs(found.loss - loss.value.scalar) < 1e-12)
    #expect(abs(found.error - wrong / 7) < 1e-12)
    let gradients = loss.gradients(of: model.parameters)
    for (a, b) in zip(around.gradient(at: around.center), gradients) {
      #expect(abs(a - b).max().scalar < 1e-12)
    }
  }

  @Test func `looking changes nothing`() {
    let model = smallNetwork(Double.self)
    let around = Neighbourhood(of: model, on: smallSample(Double.self), mode: .training) {
      smallNetwork(seed: 9)
    }
    let before = around.measure(at: around.center)
    _ = around.measure(at: around.center.map { 2 * $0 })
    #expect(around.measure(at: around.center) == before)
    #expect(model.namedState.map(\.content.value)[0] == .zeros([3]))
  }
}
