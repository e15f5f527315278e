import Gradus

// Real numbers are normal with mean 4; the generator has to find that out.
var random = RandomGenerator(seed: 1)
let noise = { (mean: Double) -> Tensor<Float> in
  .normal([1, 64], mean: mean, standardDeviation: 0.5, using: &random)
}

let G = Sequential<Float> {
  Linear(1, 8, using: &random)
  Tanh()
  Linear(8, 1, using: &random)
}
let D = Sequential<Float> {
  Linear(1, 16, using: &random)
  LeakyReLU(slope: 0.2)
  Linear(16, 1, using: &random)
}
var descentD = Adam(D.parameters, learningRate: 0.01, betas: (0.5, 0.99))
var descentG = Adam(G.parameters, learningRate: 0.002, betas: (0.5, 0.99))

for round in 0...3000 {
  let fakes = G(noise(0), .training)
  if round % 1000 == 0 {
    let mean = fakes.value.mean().scalar
    print("round \(round): the fakes' mean is \(Int(mean.rounded()))")
  }
  // The discriminator: real ones are of class 1, fakes of class 0.
  let real = D(noise(4), .training)
  let fake = D(fakes.detached, .training)
  let lossD =
    binaryCrossEntropy(logits: real, targets: .ones([1, 64]))
    + binaryCrossEntropy(logits: fake, targets: .zeros([1, 64]))
  descentD.step(lossD.gradients(of: D.parameters))
  // The generator: let the fakes be taken for real.
  let fooled = D(fakes, .training)
  let lossG = binaryCrossEntropy(logits: fooled, targets: .ones([1, 64]))
  descentG.step(lossG.gradients(of: G.parameters))
}
