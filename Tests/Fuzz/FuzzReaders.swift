// What libFuzzer calls, a million times for each reader of image files: whatever the bytes, a reader
// must return or throw, and what it returns must be whole. `make fuzz` builds this with the readers'
// sources and nothing else; GRADUS_READER says which of them is tried.

import Foundation

/// The readers of image files.
enum Reader: String {
  case idx
  case gzip
  case cifar

  /// The one to try.
  static let chosen: Reader = {
    let name = ProcessInfo.processInfo.environment["GRADUS_READER"] ?? ""
    guard let reader = Reader(rawValue: name) else {
      fatalError("GRADUS_READER is \"\(name)\"; expected idx, gzip or cifar")
    }
    return reader
  }()

  /// Reads bytes, and stops the program where the result is not whole.
  func read(_ bytes: [UInt8]) throws(DatasetError) {
    switch self {
    case .idx, .gzip:
      let bytes = self == .gzip ? try Gzip.inflate(bytes, file: "fuzz") : bytes
      // Labels have one axis, images three.
      let rank = bytes.count > 3 && bytes[3] == 1 ? 1 : 3
      let file = try IDXFile(parsing: bytes, rank: rank, file: "fuzz")
      guard file.lengths.count == rank, file.lengths.reduce(1, *) == file.elements.count else {
        fatalError("IDX: \(file.elements.count) elements for \(file.lengths)")
      }
    case .cifar:
      let file = try CIFARFile(parsing: bytes, count: nil, file: "fuzz")
      guard file.labels.count * CIFARFile.imageSize == file.pixels.count,
        file.labels.allSatisfy({ $0 < 10 }), !file.labels.isEmpty
      else { fatalError("CIFAR-10: labels \(file.labels) for \(file.pixels.count) bytes") }
    }
  }
}

/// Tries one input.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do {
    try Reader.chosen.read(Array(UnsafeBufferPointer(start: start, count: count)))
  } catch {
    // The sentence, too, must be sayable whatever was found.
    guard error.description.hasPrefix("fuzz") else { fatalError("a sentence without the file") }
  }
  return 0
}
