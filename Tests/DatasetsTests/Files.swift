// Files of a data set for tests.

import Foundation
import TestSupport

/// Writes files into a fresh folder, hands the folder to `body`, and removes it.
func withFiles<Result>(
  _ files: [String: Data], _ body: (URL) throws -> Result
) throws -> Result {
  try withTemporaryFolder { folder in
    for (name, data) in files { try data.write(to: folder.appending(path: name)) }
    return try body(folder)
  }
}
