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
    do {
      try Safetensors.encoded(tensors).write(to: file, options: .atomic)
    } catch {
      throw CheckpointError(file: file.path, problem: .unwritable(reason: reason(for: error)))
    }
  }

  /// Restores the parameters and running statistics from a safetensors file. Nothing changes unless
  /// the file has exactly the model's names and shapes.
  ///
  /// - Throws: `CheckpointError` where the file cannot be read, is no such file or does not fit.
  public func load(from file: URL) throws(CheckpointError) {
    do {
      restore(try fitting(Safetensors.decoded(try bytes(of: file))))
    } catch {
      throw CheckpointError(file: file.path, problem: error)
    }
  }

  /// The contents of a file.
  private func bytes(of file: URL) throws(CheckpointError.Problem) -> Data {
    do { return try Data(contentsOf: file) } catch {
      throw .unreadable(reason: reason(for: error))
    }
  }

  /// The stored tensors, provided that they have exactly the model's names and shapes.
  private func fitting(
    _ stored: [String: Tensor<Scalar>]
  ) throws(CheckpointError.Problem) -> [String: Tensor<Scalar>] {
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
    return stored
  }

  /// Gives every parameter and running statistic its stored value.
  private func restore(_ stored: [String: Tensor<Scalar>]) {
    for parameter in namedParameters {
      parameter.content.value = stored[parameter.name] ?? parameter.content.value
    }
    for state in namedState {
      state.content.value = stored[state.name] ?? state.content.value
    }
  }

  /// Everything a checkpoint holds.
  private var tensors: [String: Tensor<Scalar>] {
    let trained = namedParameters.map { ($0.name, $0.content.value) }
    let remembered = namedState.map { ($0.name, $0.content.value) }
    return Dictionary(trained + remembered) { first, _ in first }
  }
}

/// Why the system refused, in its own words where it has some: "permission denied".
private func reason(for error: any Error) -> String {
  let cause = error as? POSIXError ?? (error as? CocoaError)?.underlying as? POSIXError
  return cause.map { String(cString: strerror($0.code.rawValue)).lowercased() }
    ?? error.localizedDescription
}
