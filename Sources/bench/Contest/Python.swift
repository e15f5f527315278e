// Where PyTorch is: the Python that an option names, else the environment's GRADUS_PYTHON, else the
// virtual environment that `make bench-setup` makes.

import Foundation
import LessonKit

/// The Python that has PyTorch.
enum Python {
  /// The variable that names an interpreter.
  static let variable = "GRADUS_PYTHON"
  /// What `make bench-setup` makes, from the root of the repository.
  static let ownPath = ".build/pytorch/bin/python"

  /// Starts PyTorch.
  ///
  /// - Parameters:
  ///   - option: the interpreter that `--pytorch` names, if it does.
  ///   - environment: where to look for ``variable``.
  ///   - root: the root of the repository.
  /// - Returns: nil where nobody named an interpreter and the repository has none.
  /// - Throws: ``BenchError`` if there is one, and it does not run pytorch.py.
  static func start(
    _ option: String?, environment: [String: String], root: URL
  ) throws -> Contender? {
    let named = option ?? environment[variable]
    let path = named ?? root.appendingPathComponent(ownPath).path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      guard let named else { return nil }
      let origin = option == nil ? variable : "--pytorch"
      throw BenchError("there is no Python at \(named), which \(origin) names.")
    }
    let script = root.appendingPathComponent("Sources/bench/pytorch.py").path
    return try Contender("PyTorch", URL(fileURLWithPath: path), [script])
  }
}
