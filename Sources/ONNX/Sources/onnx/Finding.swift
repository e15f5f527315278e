// Which models a checkpoint holds. A file of `save` is one; what an interrupted lesson has kept is
// many, each with a text before its tensors' names, and optimizers beside them.

import Gradus

/// The tensors of a checkpoint that may be one model's.
struct Part {
  /// What stands before the model's own names: nothing, or such as `lenet.model.`.
  let prefix: String
  /// By the model's own names.
  let tensors: [String: Tensor<Float>]

  /// The parts of a checkpoint, by prefix.
  static func all(of checkpoint: Checkpoint<Float>) -> [Part] {
    var parts: [String: [String: Tensor<Float>]] = [:]
    for (name, tensor) in checkpoint.tensors {
      let steps = name.split(separator: ".", omittingEmptySubsequences: false)
      guard let first = steps.firstIndex(of: "layers") else { continue }
      let prefix = steps[..<first].map { $0 + "." }.joined()
      parts[prefix, default: [:]][steps[first...].joined(separator: ".")] = tensor
    }
    return parts.sorted { $0.key < $1.key }.map { Part(prefix: $0.key, tensors: $0.value) }
  }

  /// The prefix without its last point, for a message.
  var name: String { prefix.isEmpty ? "the whole file" : "'\(prefix.dropLast())'" }

  /// The shapes of the tensors.
  var shapes: [String: [Int]] { tensors.mapValues(\.shape) }

  /// A known model with these tensors as its parameters and running statistics.
  ///
  /// - Throws: ``Misfit`` where they are not all of the model's, or more.
  func filled(_ known: KnownModel) throws(Misfit) -> Sequential<Float> {
    var random = RandomGenerator(seed: 1)
    guard let model = known.model(shapes, &random) else {
      throw Misfit("has not \(known.name)'s layers")
    }
    var rest = tensors
    func take(_ name: String, _ shape: [Int]) throws(Misfit) -> Tensor<Float> {
      guard let tensor = rest.removeValue(forKey: name) else {
        throw Misfit("has no \(name), and \(known.name) has")
      }
      guard tensor.shape == shape else {
        throw Misfit("has a \(name) of shape \(tensor.shape), \(known.name) one of \(shape)")
      }
      return tensor
    }
    for parameter in model.namedParameters {
      parameter.content.value = try take(parameter.name, parameter.content.shape)
    }
    for state in model.namedState {
      state.content.value = try take(state.name, state.content.value.shape)
    }
    if let name = rest.keys.min() { throw Misfit("has a \(name), and \(known.name) has none") }
    return model
  }
}

/// Why tensors are not a model's, as the end of a sentence.
struct Misfit: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// A sentence on what is wrong with what was asked.
struct Refusal: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// The one model in a checkpoint, or the one that is asked for.
///
/// - Parameters:
///   - name: a known model's; nil for any.
///   - prefix: a part's, without its last point; nil for any.
/// - Throws: ``Refusal`` where there is none, or more than one.
func found(
  in checkpoint: Checkpoint<Float>, name: String?, part prefix: String?
) throws(Refusal) -> (known: KnownModel, part: Part, model: Sequential<Float>) {
  let parts = Part.all(of: checkpoint)
  let asked = parts.filter { prefix == nil || $0.prefix.dropLast() == prefix ?? "" }
  guard !asked.isEmpty else {
    let names = parts.map(\.name).joined(separator: ", ")
    throw Refusal(
      parts.isEmpty
        ? "The checkpoint has no tensor with 'layers' in its name, so no model of this engine's."
        : "The checkpoint has no part '\(prefix ?? "")'; it has \(names).")
  }
  var fits: [(known: KnownModel, part: Part, model: Sequential<Float>)] = []
  var misfits: [String] = []
  for part in asked {
    for known in KnownModel.all where name == nil || known.name == name {
      do { fits.append((known, part, try part.filled(known))) } catch {
        misfits.append("\(part.name) \(error)")
      }
    }
  }
  if fits.count == 1 { return fits[0] }
  if fits.isEmpty {
    throw Refusal(
      "No model fits: " + misfits.prefix(8).joined(separator: "; ")
        + (misfits.count > 8 ? "; …" : "."))
  }
  let choices = fits.map { "\($0.known.name) in \($0.part.name)" }.joined(separator: ", ")
  throw Refusal("Several models fit; name one by MODEL, PART or both: \(choices).")
}
