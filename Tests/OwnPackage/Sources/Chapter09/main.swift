import Gradus

// Points of the plane, and whether they lie in a ring.
var random = RandomGenerator(seed: 1)
let x = Tensor<Float>.normal([2, 200], using: &random)
let r = (x * x).summed(along: 0, keepingAxes: true)
let t = Tensor<Float>(abs(r - 1.5) .< 1)

func network(layers: Int, skips: Bool) -> Sequential<Float> {
  var random = RandomGenerator(seed: 2)
  return Sequential {
    Linear(2, 8, using: &random)
    for _ in 1...layers {
      if skips {
        Residual {
          Linear(8, 8, using: &random)
          Tanh()
        }
      } else {
        Linear(8, 8, using: &random)
        Tanh()
      }
    }
    Linear(8, 1, using: &random)
  }
}

for layers in [4, 40] {
  for skips in [false, true] {
    let model = network(layers: layers, skips: skips)
    var optimizer = Adam(model.parameters, learningRate: 0.01)
    for _ in 1...800 {
      let loss = binaryCrossEntropy(logits: model(x, .training), targets: t)
      optimizer.step(loss.gradients(of: optimizer.parameters))
    }
    let p = sigmoid(model(x, .evaluation).value)
    let right = Tensor<Double>(Tensor<Float>(p .> 0.5) .== t).mean().scalar
    print("\(layers) layers, \(skips ? "skips" : "plain"):", right > 0.95)
  }
}
