// Reading a file, inflated where it is compressed, or saying why it cannot be read, in words for a reader
// of the book.

import Foundation

/// The system's reason in a few plain words.
func reasonUnreadable(_ error: any Error, at url: URL) -> String {
  let isFolder = try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory
  if isFolder == true { return "it is a folder" }
  switch (error as? CocoaError)?.code {
  case .fileReadNoSuchFile?, .fileNoSuchFile?: return "there is no such file"
  case .fileReadNoPermission?: return "permission was denied"
  default: break
  }
  let cause = (error as? CocoaError)?.underlying as? POSIXError
  return cause.map { String(cString: strerror($0.code.rawValue)).lowercased() }
    ?? error.localizedDescription.trimmingCharacters(in: ["."])
}

/// The bytes of a file, inflated if they begin as gzip's do.
///
/// - Throws: `DatasetError` if the file cannot be read or inflated.
func bytes(of url: URL) throws(DatasetError) -> [UInt8] {
  let data: Data
  do {
    data = try Data(contentsOf: url)
  } catch {
    throw DatasetError(
      file: url.path, problem: .unreadable(reason: reasonUnreadable(error, at: url)))
  }
  let bytes = [UInt8](data)
  return Gzip.isBegun(by: bytes) ? try Gzip.inflate(bytes, file: url.path) : bytes
}
