// A checkpoint as an ONNX file, from the command line: `make onnx`.

import ArgumentParser
import Foundation
import Gradus
import GradusONNX

/// The command `onnx`.
@main
struct ONNXCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "onnx", abstract: "Writes a lesson's model as an ONNX file.",
    subcommands: [Convert.self, Samples.self], defaultSubcommand: Convert.self)
}

/// Writes one model.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a model, with the parameters of a checkpoint.")

  @Option(help: "The checkpoint, a safetensors file; without it parameters are fresh.")
  var checkpoint: String?

  @Option(help: "One of \(KnownModel.names); found by the tensors' names and shapes if left out.")
  var model: String?

  @Option(help: "What stands before the model's names in a checkpoint that holds several.")
  var part: String?

  @Option(help: "The file to write.")
  var out = "model.onnx"

  func validate() throws {
    if let model, !KnownModel.all.contains(where: { $0.name == model }) {
      throw ValidationError("There is no model '\(model)'; there are \(KnownModel.names).")
    }
    if checkpoint == nil, model == nil {
      throw ValidationError("Name a checkpoint, or a model, one of \(KnownModel.names).")
    }
  }

  func run() throws {
    let (known, chain, origin) = try chosen()
    let data = try onnxModel(of: chain, inputShape: known.inputShape)
    try data.write(to: URL(fileURLWithPath: out), options: .atomic)
    let shape = (["N"] + known.inputShape.map(String.init)).joined(separator: ", ")
    print("\(out): \(known.name) with \(origin), \(data.count) bytes; input [\(shape)]")
  }

  private func chosen() throws -> (KnownModel, Sequential<Float>, origin: String) {
    if let checkpoint {
      let tensors = try Checkpoint<Float>(from: URL(fileURLWithPath: checkpoint))
      let (known, part, chain) = try found(in: tensors, name: model, part: part)
      return (known, chain, "the parameters of \(part.name) in \(checkpoint)")
    }
    var random = RandomGenerator(seed: 1)
    guard let known = KnownModel.all.first(where: { $0.name == model }),
      let chain = known.fresh(using: &random)
    else { throw ValidationError("There is no model '\(model ?? "")'.") }
    return (known, chain, "fresh parameters, since no checkpoint was named")
  }
}
