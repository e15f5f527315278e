// The safetensors format: bytes as the reference implementation writes them, round trips, and files
// that are damaged or lie, which must end in a typed error or a valid result, never in a crash.

import Foundation
import Testing

@testable import Gradus

@Suite struct SafetensorsTests {
  let tensors: ByName<Tensor<Float>> = [
    "weight": [[1, -2.5], [0.1, 3e38]], "bias": [0.5], "step": Tensor(7), "none": .zeros([2, 0]),
  ]

  /// A file with the given header and as many zero bytes after it.
  func file(_ header: String, body: Int = 0) -> Data {
    let json = Data(header.utf8)
    return withUnsafeBytes(of: UInt64(json.count).littleEndian) { Data($0) } + json
      + Data(repeating: 0, count: body)
  }

  @Test("The bytes of a small file are those of the format's description")
  func bytes() throws {
    let header = #"{"x":{"data_offsets":[0,8],"dtype":"F32","shape":[2]}}  "#
    let expected =
      Data([56, 0, 0, 0, 0, 0, 0, 0]) + Data(header.utf8) + Data([0, 0, 128, 63, 0, 0, 0, 192])
    #expect(try Safetensors.encoded(["x": Tensor<Float>([1, -2])]) == expected)
    #expect(try Safetensors.decoded(expected) == ["x": Tensor<Float>([1, -2])])
  }

  @Test("Tensors of every rank come back bit by bit, in either precision")
  func roundTrip() throws {
    #expect(try Safetensors.decoded(Safetensors.encoded(tensors)) == tensors)
    let scalars = [
      0.1, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, .nan, 1.0 / 3,
    ]
    let stored = try Safetensors.encoded(["x": Tensor<Double>(scalars)])
    let restored = try #require(try Safetensors.decoded(stored, as: Double.self)["x"])
    #expect(restored.scalars.map(\.bitPattern) == scalars.map(\.bitPattern))
    let none: ByName<Tensor<Double>> = [:]
    #expect(try Safetensors.decoded(Safetensors.encoded(none)) == none)
  }

  @Test("Numbers are converted to the precision asked for")
  func conversion() throws {
    let double = try Safetensors.decoded(Safetensors.encoded(tensors), as: Double.self)
    #expect(double["weight"] == tensors["weight"].map { Tensor<Double>($0) })
    let single = try Safetensors.decoded(
      Safetensors.encoded(["x": Tensor<Double>([0.1])]), as: Float.self)
    #expect(single == ["x": [0.1]])
  }

  @Test("A description of the file is written and passed over, and any name is kept")
  func metadataAndNames() throws {
    // The last two are one text to Swift, "é" composed or not, and two names to everybody else.
    let names = [
      "layers.0.weight", "größe", "a \"quoted\" \\ name", "", "a\tline\nand\u{1}another", "🎓",
      "caf\u{E9}", "cafe\u{301}",
    ]
    var tensors = ByName<Tensor<Float>>()
    for (index, name) in names.enumerated() { tensors[name] = Tensor([Float(index)]) }
    #expect(tensors.count == names.count)
    let notes: ByName<String> = ["epoch": "3", "caf\u{E9}": "a", "cafe\u{301}": "b\r\n"]
    let file = try Safetensors.encoded(tensors, metadata: notes)
    #expect(String(decoding: file, as: UTF8.self).contains(#""epoch":"3""#))
    let contents = try Safetensors.contents(of: file, as: Float.self)
    #expect(contents.tensors == tensors && contents.metadata == notes)
    #expect(contents.tensors["cafe\u{301}"] == [7])
    #expect(contents.metadata.names.map { Array($0.utf8) } == notes.names.map { Array($0.utf8) })
    let plain = try Safetensors.contents(of: Safetensors.encoded(tensors), as: Float.self)
    #expect(plain.metadata.isEmpty)
  }

  @Test("No tensor can have the name that the format keeps for itself")
  func reservedName() {
    #expect(throws: CheckpointError.Problem.reservedName("__metadata__")) {
      try Safetensors.encoded(["x": Tensor<Float>([1]), "__metadata__": [2]])
    }
  }

  @Test("The numbers begin at a multiple of eight bytes", arguments: ["x", "xx", "xxxxxxx"])
  func alignment(name: String) throws {
    let file = try Safetensors.encoded([name: Tensor<Double>([1])])
    #expect((file.count - 8) % 8 == 0)
  }

  @Test(
    "A header that contradicts itself or the file is an error, with its reason",
    arguments: [
      ("", 0, "it is no JSON: a value was expected at its end, byte 1"),
      ("[]", 0, "it is no JSON object"),
      ("7", 0, "it is no JSON object"),
      ("{", 0, "a name in quotation marks was expected at its end, byte 2"),
      (#"{"x":}"#, 0, "a value was expected at byte 6"),
      (#"{"x" 3}"#, 0, "a colon was expected at byte 6"),
      (#"{"x":3 "y":4}"#, 0, "a comma or } was expected at byte 8"),
      (#"{"x":[1 2]}"#, 0, "a comma or ] was expected at byte 9"),
      (#"{"x":"y"#, 0, "a quotation mark was expected at its end"),
      (#"{"x":"\ud83d"}"#, 0, "a whole character was expected"),
      (#"{"x":"\u+123"}"#, 0, "four hexadecimal digits was"),
      (#"{"x":"\u-000"}"#, 0, "four hexadecimal digits was"),
      (#"{"x":"\q"}"#, 0, "an escape that JSON has was"),
      ("{\"x\":\"\n\"}", 0, "no control character was expected"),
      ("{} {}", 0, "the end was expected at byte 4"),
      (#"{"x":01}"#, 0, "a value was expected"),
      (String(repeating: "[", count: 10_000), 0, "lie in each other more than 128 deep"),
      (#"{"x":{"shape":[1],"data_offsets":[0,4]}}"#, 4, "tensor 'x' has no type"),
      (#"{"x":3}"#, 0, "tensor 'x' is described by something other than"),
      (#"{"x":{"dtype":"F32","shape":[1]}}"#, 4, "'x' does not say from where to where"),
      (#"{"x":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#, 4, "no shape of whole"),
      (#"{"x":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}"#, 4, "no shape of whole"),
      (#"{"x":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}"#, 4, "no sh"),
      (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[]}}"#, 4, "from where to where"),
      (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}"#, 8, "from where to"),
      (#"{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4, "shape [-1]"),
      (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#, 4, "from where to where"),
      (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4, "from where to where"),
      (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8, "needs 4 bytes from 0"),
      (#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4, "needs 8 bytes"),
      (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 9, "5 bytes follow"),
      (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 3, "truncated: 4 bytes"),
      (
        #"{"x":{"dtype":"F32","shape":[2305843009213693952],"data_offsets":[0,4]}}"#, 4,
        "impossible shape"
      ),
      (
        #"{"x":{"dtype":"F64","shape":[4294967296,4294967296],"data_offsets":[0,4]}}"#, 4,
        "impossible shape"
      ),
      (
        #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,9223372036854775807]}}"#, 4,
        "needs 4 bytes"
      ),
      (
        #"{"x":{"dtype":"F32","shape":[9223372036854775807,0],"data_offsets":[0,0]}}"#, 0,
        "impossible shape"
      ),
      (#"{"x":{"dtype":"BF16","shape":[1],"data_offsets":[0,4]}}"#, 4, "needs 2 bytes"),
      (#"{"x":{"dtype":"I64","shape":[1],"data_offsets":[0,4]}}"#, 4, "needs 8 bytes"),
      (#"{"__metadata__":{"epoch":3}}"#, 0, #""epoch" of __metadata__ is no text"#),
      (#"{"__metadata__":[]}"#, 0, "__metadata__ is no object of texts"),
      (
        #"{"x":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"#
          + #""x":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}"#, 4,
        #"the name "x" stands twice"#
      ),
      (
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
          + #""b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 4, "from 4 on"
      ),
    ])
  func dishonestHeaders(header: String, body: Int, reason: String) {
    let error = #expect(throws: CheckpointError.Problem.self) {
      try Safetensors.decoded(file(header, body: body), as: Float.self)
    }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "no error")")
    #expect(!Self.jargon.contains { error?.description.contains($0) == true })
  }

  /// Not said: what a decoder calls the things it decodes.
  private static let jargon = ["container", "CodingKey", "Decod", "codingPath", "Swift.", "Index "]

  @Test("A file too short for its header, or with a header too long, is an error")
  func lengths() {
    #expect(throws: CheckpointError.Problem.truncated(expected: 8, found: 3)) {
      try Safetensors.decoded(Data([1, 2, 3]), as: Float.self)
    }
    #expect(throws: CheckpointError.Problem.truncated(expected: 108, found: 10)) {
      try Safetensors.decoded(Data([100, 0, 0, 0, 0, 0, 0, 0, 1, 2]), as: Float.self)
    }
    #expect(throws: CheckpointError.Problem.oversizedHeader(length: .max, limit: 100_000_000)) {
      try Safetensors.decoded(Data(repeating: 255, count: 16), as: Float.self)
    }
    #expect(throws: CheckpointError.Problem.self) {
      try Safetensors.decoded(Data("PK\u{3}\u{4} a zip archive".utf8), as: Float.self)
    }
  }

  @Test("A slice of a larger buffer is read from its own beginning")
  func slices() throws {
    let file = try Data([9, 9, 9]) + Safetensors.encoded(tensors)
    #expect(try Safetensors.decoded(file.dropFirst(3)) == tensors)
  }

  @Test("Thousands of damaged files end in a typed error or a valid result", arguments: 0..<4)
  func fuzzing(seed: UInt64) throws {
    var generator = RandomGenerator(seed: seed)
    let valid = [UInt8](try Safetensors.encoded(tensors, metadata: ["epoch": "3"]))
    let digits = Array("0123456789-eE.[]{},:\"".utf8)
    let headerEnd = 8 + Int(valid[0]) + 256 * Int(valid[1])
    var errors = 0
    for _ in 0..<1500 {
      var bytes = valid
      for _ in 0...generator.integer(below: 4) {
        let place = generator.integer(below: Swift.min(headerEnd, bytes.count))
        switch generator.integer(below: 5) {
        case 0: bytes[place] ^= 1 << UInt8(generator.integer(below: 8))
        case 1: bytes[place] = UInt8(generator.integer(below: 256))
        case 2: bytes[place] = digits[generator.integer(below: digits.count)]
        case 3: bytes.insert(digits[generator.integer(below: digits.count)], at: place)
        default: bytes.removeLast(generator.integer(below: bytes.count))
        }
        if bytes.isEmpty { bytes = valid }
      }
      do {
        let tensors = try Safetensors.decoded(Data(bytes), as: Double.self)
        for (_, tensor) in tensors { #expect(tensor.shape.elementCount == tensor.count) }
      } catch {
        errors += 1
        #expect(!error.description.isEmpty)
      }
    }
    #expect(errors > 500)
  }
}
