import Gradus

// A valley a hundred times steeper across than along: L = (x² + 100·y²)/2.
let curvatures = Tensor<Double>([1, 100])

/// How many steps an optimizer takes from (1, 1) to stay within a hundredth.
func steps<O: Optimizer<Double>>(_ make: ([Variable<Double>]) -> O) -> Int {
  let theta = Variable(Tensor<Double>([1, 1]))
  var optimizer = make([theta])
  var last = 0
  for step in 1...2000 {
    let loss = (Variable(curvatures) * theta * theta).summed() / 2
    optimizer.step(loss.gradients(of: [theta]))
    if abs(theta.value).max().scalar > 0.01 { last = step }
  }
  return last + 1
}

let kappa = 100.0
let root = kappa.squareRoot()
let mu = (root - 1) / (root + 1)
print("gradient descent", steps { SGD($0, learningRate: 2 / (kappa + 1)) })
print(
  "Nesterov",
  steps { SGD($0, learningRate: 1 / kappa, momentum: mu, nesterov: true) })
print(
  "heavy ball",
  steps { theta in
    let rate = 4 / ((root + 1) * (root + 1))
    return SGD(theta, learningRate: rate, momentum: mu * mu)
  })
print("Adam", steps { Adam($0, learningRate: 0.1) })
