// A whole training run has the same bits on any number of threads: LeNet-5 (LeCun et al. 1998) with
// rectifiers, on images of noise, in batches that fill no register.

import Testing

@testable import Gradus

@Suite struct ThreadsTests {
  /// The bits of all parameters and running statistics after three steps of Adam.
  private func trained(examples: Int, threads: Int) -> [Tensor<UInt32>] {
    ThreadTeam.$current.withValue(ThreadTeam(count: threads)) {
      var generator = RandomGenerator(seed: 5)
      let model = Sequential<Float> {
        Conv2d(3, 6, kernel: 5, using: &generator)
        BatchNorm2d(6)
        ReLU()
        MaxPool2d(2)
        Conv2d(6, 16, kernel: 5, using: &generator)
        ReLU()
        AvgPool2d(2)
        Flatten()
        Linear(400, 120, using: &generator)
        Tanh()
        Linear(120, 84, using: &generator)
        Sigmoid()
        Linear(84, 10, using: &generator)
      }
      var optimizer = Adam(model.parameters)
      for _ in 0..<3 {
        let images = Tensor<Float>.normal([3, 32, 32, examples], using: &generator)
        let labels = Tensor((0..<examples).map { _ in generator.integer(below: 10) })
        let loss = crossEntropy(logits: model(images, .training), targets: labels)
        optimizer.step(loss.gradients(of: optimizer.parameters))
      }
      return (model.parameters.map(\.value) + model.namedState.map(\.content.value))
        .map { $0.map(\.bitPattern) }
    }
  }

  @Test("LeNet-5 trains to the same bits on 1, 2, 3 and 7 threads", arguments: [5, 37, 64])
  func sameBits(examples: Int) {
    let alone = trained(examples: examples, threads: 1)
    for threads in [2, 3, 7] {
      #expect(trained(examples: examples, threads: threads) == alone)
    }
  }
}
