// What `make onnx-check` compares: every known model, and chains in which every layer of the engine
// occurs with every setting it has. Each is trained for some steps on noise, so that no parameter and
// no running statistic is what it began as, and run on other noise. Beside the ONNX file, or the
// checkpoint of which the command has to make one, stand its input and the engine's output, examples
// first.

import ArgumentParser
import Foundation
import Gradus
import GradusONNX

/// Writes models with inputs and outputs, for a comparison.
struct Samples: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes models with inputs and the engine's outputs.", shouldDisplay: false)

  @Argument(help: "The folder to write to, which exists.")
  var folder: String

  func run() throws {
    var random = RandomGenerator(seed: 1)
    // As a lesson keeps what it has not finished: models beside each other, with their optimizers.
    var several = Checkpoint<Float>()
    for known in KnownModel.all {
      guard let model = known.fresh(using: &random) else { continue }
      let optimizer = try keep(model, known.inputShape, as: known.name, using: &random)
      try model.save(to: file(known.name, "checkpoint"))
      several.keep(model, as: "\(known.name).model")
      several.keep(optimizer, as: "\(known.name).optimizer")
    }
    try several.write(to: file("several", "checkpoint"))
    for (name, inputShape, model) in chains(using: &random) {
      _ = try keep(model, inputShape, as: name, using: &random)
      try onnxModel(of: model, inputShape: inputShape).write(to: file(name, "onnx"))
    }
  }

  private func file(_ name: String, _ kind: String) -> URL {
    URL(fileURLWithPath: folder, isDirectory: true).appendingPathComponent("\(name).\(kind)")
  }

  /// Trains a model on noise and writes what it makes of other noise; returns what trained it.
  private func keep(
    _ model: Sequential<Float>, _ inputShape: [Int], as name: String,
    using random: inout RandomGenerator
  ) throws -> Adam<Float> {
    var optimizer = Adam(model.parameters, learningRate: 0.003)
    for _ in 1...4 {
      let x = Tensor<Float>.normal(inputShape + [8], using: &random)
      let z = model(x, .training)
      let loss = mse(z, Tensor.normal(z.shape, using: &random))
      optimizer.step(loss.gradients(of: optimizer.parameters))
    }
    let x = Tensor<Float>.normal(inputShape + [5], using: &random)
    var checkpoint = Checkpoint<Float>()
    checkpoint.tensors["input"] = examplesFirst(x)
    checkpoint.tensors["output"] = examplesFirst(model(x, .evaluation).value)
    try checkpoint.write(to: file(name, "safetensors"))
    return optimizer
  }

  private func examplesFirst(_ x: Tensor<Float>) -> Tensor<Float> {
    x.permuted([x.rank - 1] + Array(0..<x.rank - 1))
  }
}

/// A model, with the shape of one example.
private typealias Chain = (name: String, inputShape: [Int], model: Sequential<Float>)

/// Chains with every layer of the engine and all its settings.
private func chains(using random: inout RandomGenerator) -> [Chain] {
  features(using: &random) + windows(using: &random) + overTheEdge + channels(using: &random)
}

private func features(using random: inout RandomGenerator) -> [Chain] {
  [
    (
      "features", [7],
      Sequential {
        Linear(7, 12, using: &random)
        BatchNorm1d(12, epsilon: 0.01)
        Sigmoid()
        Dropout(0.3, using: &random)
        Linear(12, 8, bias: false, using: &random)
        LeakyReLU(slope: 0.2)
        Unflatten([2, 2, 2])
        Upsample(by: [2, 3])
        Flatten()
      }
    ),
    (
      "probabilities", [6],
      Sequential {
        Linear(6, 4, using: &random)
        Softmax()
      }
    ),
  ]
}

private func windows(using random: inout RandomGenerator) -> [Chain] {
  [
    (
      "windows", [2, 17, 14],
      Sequential {
        Conv2d(
          2, 6, kernel: [3, 2], stride: [2, 1], padding: [2, 1], dilation: [1, 2], using: &random)
        BatchNorm2d(6)
        Tanh()
        MaxPool2d([3, 2], stride: [1, 2], padding: [1, 0], dilation: [1, 2])
        ConvTranspose2d(
          6, 4, kernel: [3, 4], stride: [2, 3], padding: [1, 2], outputPadding: [1, 2],
          dilation: [2, 1], using: &random)
        AvgPool2d(3, stride: 2, padding: 1)
        AvgPool2d([2, 3], padding: 1, countsPadding: false)
      }
    )
  ]
}

/// Poolings whose last windows reach beyond the image.
private var overTheEdge: [Chain] {
  [
    (
      "largest-over-the-edge", [2, 10, 9],
      Sequential { MaxPool2d(3, stride: 2, padding: 1, dilation: 2, roundingUp: true) }
    ),
    (
      "largest-of-large-steps", [2, 10, 9],
      Sequential { MaxPool2d([2, 3], stride: 4, roundingUp: true) }
    ),
    (
      "mean-over-the-edge", [2, 10, 8],
      Sequential { AvgPool2d(3, stride: 2, padding: 1, roundingUp: true) }
    ),
    (
      "mean-without-padding", [2, 10, 8],
      Sequential {
        AvgPool2d(3, stride: [2, 3], padding: 1, roundingUp: true, countsPadding: false)
      }
    ),
  ]
}

/// What takes all channels of a place together, or adds some.
private func channels(using random: inout RandomGenerator) -> [Chain] {
  [
    (
      "channels", [3, 4, 5],
      Sequential {
        Softmax()
        GlobalAvgPool2d()
      }
    ),
    ("nothing", [3, 4], Sequential { Dropout(0.5, using: &random) }),
    (
      "blocks", [3, 9, 8],
      Sequential {
        Residual(shortcut: Conv2d(3, 5, kernel: 1, stride: 2, using: &random)) {
          Conv2d(3, 5, kernel: 3, stride: 2, padding: 1, using: &random)
          ReLU()
          Residual { Conv2d(5, 5, kernel: 3, padding: 1, using: &random) }
        }
        Residual(shortcut: PadChannels(to: 7)) { Conv2d(5, 7, kernel: 1, using: &random) }
        Residual(shortcut: PadChannels(to: 7, stride: [3, 2])) {
          Conv2d(7, 7, kernel: 1, stride: [3, 2], using: &random)
        }
        PadChannels(to: 9, stride: 2)
        Residual { Dropout(0.5, using: &random) }
      }
    ),
  ]
}
