// What can be wrong with a checkpoint: the file, and a sentence on what is the matter with it.

/// Why a checkpoint could not be read or written, or does not fit a model.
public struct CheckpointError: Error, Equatable, CustomStringConvertible {
  /// The path of the file.
  public let file: String

  /// What is wrong with it.
  public let problem: Problem

  /// An error about the file at a path.
  public init(file: String, problem: Problem) {
    self.file = file
    self.problem = problem
  }

  /// The file and the sentence.
  public var description: String { "'\(file)': \(problem)" }

  /// What can be wrong. `Safetensors`, which sees bytes and no file, throws it as it is.
  public enum Problem: Error, Equatable, CustomStringConvertible {
    /// The file could not be read.
    case unreadable(reason: String)

    /// The file could not be written.
    case unwritable(reason: String)

    /// The file ends before its header or its numbers do.
    case truncated(expected: Int, found: Int)

    /// The header claims to be longer than any honest one.
    case oversizedHeader(length: UInt64, limit: Int)

    /// The header is no JSON of the expected form, or its places contradict each other.
    case malformedHeader(String)

    /// The numbers of a tensor that the model has are of a type that is not read.
    case unsupportedType(tensor: String, type: String)

    /// A tensor to be written has the format's own name.
    case reservedName(String)

    /// A model's tensor is not in the file.
    case missingTensor(String, present: [String])

    /// The file holds a tensor that the model does not have.
    case unexpectedTensor(String)

    /// A tensor's shape is not the model's.
    case wrongShape(tensor: String, expected: [Int], found: [Int])

    /// A note is not in the file, or is not of the expected form.
    case missingNote(String)

    /// The sentence.
    public var description: String {
      switch self {
      case .unreadable(let reason):
        "the checkpoint cannot be read (\(reason))"
      case .unwritable(let reason):
        "the checkpoint cannot be written (\(reason))"
      case .truncated(let expected, let found):
        "the checkpoint is truncated: \(expected) bytes were expected, \(found) are there"
      case .oversizedHeader(let length, let limit):
        "this is no safetensors file: its header would be \(length) bytes long, more than \(limit)"
      case .malformedHeader(let reason):
        "the checkpoint's header is malformed: \(reason)"
      case .unsupportedType(let tensor, let type):
        "tensor '\(tensor)' has type \(type); \(NumberType.readable.joined(separator: ", ")) can be "
          + "read"
      case .reservedName(let name):
        "no tensor can be called '\(name)', which is the format's name for its notes"
      case .missingTensor(let tensor, let present):
        "the checkpoint has no tensor '\(tensor)'; it has \(Self.listed(present))"
      case .unexpectedTensor(let tensor):
        "the checkpoint has a tensor '\(tensor)' that the model has not"
      case .wrongShape(let tensor, let expected, let found):
        "tensor '\(tensor)' has shape \(found) in the checkpoint, \(expected) in the model"
      case .missingNote(let name):
        "the checkpoint does not say what '\(name)' was"
      }
    }

    /// Some names, and how many others there are.
    private static func listed(_ names: [String]) -> String {
      let most = 12
      let others = names.count > most ? " and \(names.count - most) more" : ""
      return names.isEmpty ? "none" : names.prefix(most).joined(separator: ", ") + others
    }
  }
}
