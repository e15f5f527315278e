// What is wrong with a checkpoint, in one sentence each.

import Gradus
import Testing

@Suite struct CheckpointErrorTests {
  @Test(
    "Each error is a sentence that says what was wrong and what was expected",
    arguments: [
      (
        .truncated(expected: 100, found: 3),
        "the checkpoint is truncated: 100 bytes were expected, 3 are there"
      ),
      (
        .oversizedHeader(length: 9, limit: 5),
        "this is no safetensors file: its header would be 9 bytes long, more than 5"
      ),
      (.malformedHeader("why"), "the checkpoint's header is malformed: why"),
      (
        .unsupportedType(tensor: "w", type: "I8"),
        "tensor 'w' has type I8; F64, F32, F16, BF16 can be read"
      ),
      (
        .reservedName("__metadata__"),
        "no tensor can be called '__metadata__', which is the format's name for its notes"
      ),
      (.missingTensor("w", present: []), "the checkpoint has no tensor 'w'; it has none"),
      (
        .missingTensor("w", present: (1...15).map { "\($0)" }),
        "the checkpoint has no tensor 'w'; it has 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 3 more"
      ),
      (
        .missingTensor("w", present: ["a", "b"]),
        "the checkpoint has no tensor 'w'; it has a, b"
      ),
      (.unexpectedTensor("w"), "the checkpoint has a tensor 'w' that the model has not"),
      (
        .wrongShape(tensor: "w", expected: [2, 3], found: [3, 2]),
        "tensor 'w' has shape [3, 2] in the checkpoint, [2, 3] in the model"
      ),
      (.missingNote("epoch"), "the checkpoint does not say what 'epoch' was"),
      (.unreadable(reason: "why"), "the checkpoint cannot be read (why)"),
      (.unwritable(reason: "why"), "the checkpoint cannot be written (why)"),
    ] as [(CheckpointError.Problem, String)])
  func sentences(problem: CheckpointError.Problem, sentence: String) {
    #expect(problem.description == sentence)
    let error = CheckpointError(file: "/a/b", problem: problem)
    #expect("\(error)" == "'/a/b': \(sentence)")
  }
}
