// A model saved and restored: its parameters and running statistics under their names, in a
// safetensors file. The one file of the engine that touches the disk. A file is written beside its
// place and renamed, so that an interruption leaves the old one or the new one, never half of
// either.

import Foundation

extension Layer {
  /// Writes the parameters and running statistics to a safetensors file.
  ///
  /// - Throws: `CheckpointError` where the file cannot be written.
  public func save(to file: URL) throws(CheckpointError) {
    var checkpoint = Checkpoint<Scalar>()
    checkpoint.tensors = tensors
    try checkpoint.write(to: file)
  }

  /// Restores the parameters and running statistics from a safetensors file. Nothing changes unless
  /// the file has exactly the model's names and shapes.
  ///
  /// - Throws: `CheckpointError` where the file cannot be read, is no such file or does not fit.
  public func load(from file: URL) throws(CheckpointError) {
    let checkpoint = try Checkpoint<Scalar>(from: file)
    do { try restore(checkpoint.tensors) } catch {
      throw CheckpointError(file: file.path, problem: error)
    }
  }

  /// Gives every parameter and running statistic its stored value, provided that there are exactly
  /// the model's names and shapes.
  func restore(_ stored: [String: Tensor<Scalar>]) throws(CheckpointError.Problem) {
    let expected = tensors
    for (name, tensor) in expected.sorted(by: { $0.key < $1.key }) {
      guard let found = stored[name] else {
        throw .missingTensor(name, present: stored.keys.sorted())
      }
      guard found.shape == tensor.shape else {
        throw .wrongShape(tensor: name, expected: tensor.shape, found: found.shape)
      }
    }
    if let name = stored.keys.sorted().first(where: { expected[$0] == nil }) {
      throw .unexpectedTensor(name)
    }
    for parameter in namedParameters {
      parameter.content.value = stored[parameter.name] ?? parameter.content.value
    }
    for state in namedState {
      state.content.value = stored[state.name] ?? state.content.value
    }
  }

  /// The parameters and running statistics.
  var tensors: [String: Tensor<Scalar>] {
    let trained = namedParameters.map { ($0.name, $0.content.value) }
    let remembered = namedState.map { ($0.name, $0.content.value) }
    return Dictionary(trained + remembered) { first, _ in first }
  }
}

/// Named tensors and notes on the disk, as a safetensors file.
public struct Checkpoint<Scalar: TensorScalar>: Equatable, Sendable {
  /// The tensors by name.
  public var tensors: [String: Tensor<Scalar>] = [:]

  /// Texts by name, the file's metadata, which readers of the tensors pass over.
  public var notes: [String: String] = [:]

  /// A checkpoint with nothing in it.
  public init() {}

  /// Reads a safetensors file.
  ///
  /// - Throws: `CheckpointError` where the file cannot be read or is no such file.
  public init(from file: URL) throws(CheckpointError) {
    do {
      let bytes = try bytes(of: file)
      tensors = try Safetensors.decoded(bytes)
      notes = try Safetensors.metadata(of: bytes)
    } catch {
      throw CheckpointError(file: file.path, problem: error)
    }
  }

  /// Writes a safetensors file, whole or not at all.
  ///
  /// - Throws: `CheckpointError` where it cannot be written.
  public func write(to file: URL) throws(CheckpointError) {
    do {
      try Safetensors.encoded(tensors, metadata: notes).write(to: file, options: .atomic)
    } catch {
      throw CheckpointError(file: file.path, problem: .unwritable(reason: reason(for: error)))
    }
  }
}

/// The contents of a file.
private func bytes(of file: URL) throws(CheckpointError.Problem) -> Data {
  do { return try Data(contentsOf: file) } catch {
    throw .unreadable(reason: reason(for: error))
  }
}

/// Why the system refused, in its own words where it has some: "permission denied".
private func reason(for error: any Error) -> String {
  let cause = error as? POSIXError ?? (error as? CocoaError)?.underlying as? POSIXError
  return cause.map { String(cString: strerror($0.code.rawValue)).lowercased() }
    ?? error.localizedDescription
}
