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
  /// the file has exactly the model's names and shapes. Tensors of whole numbers which the model has
  /// not are passed over, as the count of batches that PyTorch keeps in every BatchNorm.
  ///
  /// - Returns: the types of the tensors passed over, by name.
  /// - Throws: `CheckpointError` where the file cannot be read, is no such file or does not fit.
  @discardableResult
  public func load(from file: URL) throws(CheckpointError) -> ByName<String> {
    let checkpoint = try Checkpoint<Scalar>(from: file)
    do { try restore(checkpoint.tensors, skipped: checkpoint.skipped) } catch {
      throw CheckpointError(file: file.path, problem: error)
    }
    return checkpoint.skipped
  }

  /// Gives every parameter and running statistic its stored value, provided that there are exactly
  /// the model's names and shapes.
  ///
  /// - Parameter skipped: the types of stored tensors that were passed over.
  func restore(
    _ stored: ByName<Tensor<Scalar>>, skipped: ByName<String>
  ) throws(CheckpointError.Problem) {
    let expected = tensors
    for (name, tensor) in expected {
      guard let found = stored[name] else {
        if let type = skipped[name] { throw .unsupportedType(tensor: name, type: type) }
        throw .missingTensor(name, present: stored.names)
      }
      guard found.shape == tensor.shape else {
        throw .wrongShape(tensor: name, expected: tensor.shape, found: found.shape)
      }
    }
    if let name = stored.names.first(where: { expected[$0] == nil }) {
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
  var tensors: ByName<Tensor<Scalar>> {
    var tensors = ByName<Tensor<Scalar>>()
    for state in namedState { tensors[state.name] = state.content.value }
    for parameter in namedParameters { tensors[parameter.name] = parameter.content.value }
    return tensors
  }
}

/// Named tensors and notes on the disk, as a safetensors file.
public struct Checkpoint<Scalar: TensorScalar>: Equatable, Sendable {
  /// The tensors by name.
  public var tensors: ByName<Tensor<Scalar>> = [:]

  /// Texts by name, the file's metadata, which readers of the tensors pass over.
  public var notes: ByName<String> = [:]

  /// The types of tensors that were in the file it was read from and are no floating point, by name.
  public private(set) var skipped: ByName<String> = [:]

  /// A checkpoint with nothing in it.
  public init() {}

  /// Reads a safetensors file. Numbers of 16 bits are widened; tensors of whole numbers are passed
  /// over, which ``skipped`` tells.
  ///
  /// - Throws: `CheckpointError` where the file cannot be read or is no such file.
  public init(from file: URL) throws(CheckpointError) {
    do {
      let contents = try Safetensors.contents(of: bytes(of: file), as: Scalar.self)
      (tensors, notes, skipped) = (contents.tensors, contents.metadata, contents.skipped)
    } catch {
      throw CheckpointError(file: file.path, problem: error)
    }
  }

  /// Writes a safetensors file, whole or not at all.
  ///
  /// - Throws: `CheckpointError` where it cannot be written, or a tensor has a name that the format
  ///   keeps for itself.
  public func write(to file: URL) throws(CheckpointError) {
    do {
      try write(Safetensors.encoded(tensors, metadata: notes), to: file)
    } catch {
      throw CheckpointError(file: file.path, problem: error)
    }
  }

  private func write(_ bytes: Data, to file: URL) throws(CheckpointError.Problem) {
    do { try bytes.write(to: file, options: .atomic) } catch {
      throw .unwritable(reason: reason(for: error))
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
