// What a student writes and how it is asked: the frame into which the body of a slot is put, the
// call that turns a question's tensors into an answer's, and the cases.
//
// A frame is a file of its own that imports the engine, with the names that stand around the slot in
// the sources; so a body that is right here is right there. Where a slot's file is such a file
// already, as those of Sources/Exercises are, it is its own frame.

import Gradus
import Serving
import Slots

/// A solution that can be asked: tensors in, tensors out.
struct Student: Sendable {
  let ask: @Sendable ([Tensor<Double>]) -> [Tensor<Double>]
  /// Told which part of the answer to which question is about to be used.
  var note: @Sendable (_ part: Int, _ question: [Tensor<Double>]) -> Void = { _, _ in }

  /// One part of the answer; not a number where there is none.
  func callAsFunction(_ question: Tensor<Double>..., part: Int = 0) -> Tensor<Double> {
    self.part(part, of: question)
  }

  /// One part of the answer to a list.
  func part(_ part: Int, of question: [Tensor<Double>]) -> Tensor<Double> {
    note(part, question)
    let answer = ask(question)
    return part < answer.count ? answer[part] : Tensor(.nan)
  }
}

/// Something that the reader writes.
struct Exercise: Sendable {
  /// Chapter and number, as its slot has them.
  let number: String
  let title: String
  /// What stands around the slot, with a line `// SLOT`; nil where the slot's file says it.
  let frame: String?
  /// From the tensors of a question, `a`, to those of the answer: an expression.
  let call: String
  /// The page of the book and its section.
  let section: String
  /// What stands in a starter's slot until it is written, where others need it to do its work in some
  /// way; nil where the stub ends the program.
  let supplied: String?
  /// What comments of the sources say of the solution, which a starter leaves out.
  let formulas: [String]
  /// What the body may not name, besides what no body may, and what it may nevertheless.
  let gate: Gate
  /// Three hints, from a question to the tools; none is the solution.
  let hints: [String]
  let cases: @Sendable (Student, Variation) -> [Case]

  init(
    _ number: String, _ title: String, frame: String? = nil, call: String, section: String,
    forbidden: Set<String> = [], allowed: Set<String> = [], supplied: String? = nil,
    formulas: [String] = [], hints: [String],
    cases: @escaping @Sendable (Student, Variation) -> [Case]
  ) {
    (self.number, self.title, self.frame, self.call) = (number, title, frame, call)
    (self.section, self.hints, self.cases) = (section, hints, cases)
    (self.supplied, self.formulas) = (supplied, formulas)
    gate = Gate(forbidden: forbidden, allowed: allowed)
  }

  /// The exercise of a number; a zero before it can be left out.
  static func numbered(_ text: String) -> Exercise? {
    all.first { $0.number == text || $0.number == "0" + text }
  }

  /// A sentence for whoever has named none of the exercises.
  static func unknown(_ text: String) -> String {
    "no exercise \(text) is judged by this program (those that are not have answers in the book's "
      + "appendix). It knows \(all.map(\.number).joined(separator: ", "))."
  }

  /// The file to compile, with a body in the slot.
  ///
  /// - Parameters:
  ///   - file: the text of the slot's file.
  ///   - place: the body's file, for the compiler's messages, and its first line there.
  /// - Throws: ``SlotError`` where the file's comments do not fit.
  func source(
    with body: String, in file: String, of slot: Slot, place: (path: String, line: Int)
  ) throws -> String {
    let marked =
      "#sourceLocation(file: \"\(place.path)\", line: \(place.line))\n\(body)\n#sourceLocation()"
    guard let frame else {
      return try Slot.replacing(in: file, path: slot.path) {
        $0.number == number ? marked : nil
      }
    }
    return "import Gradus\n\ntypealias Scalar = Double\n\n"
      + frame.replacing("// SLOT", with: "\n" + marked) + "\n"
  }

  /// The program around it.
  var program: String { "import Given\nimport Gradus\nimport Serving\n\nserve { a in \(call) }\n" }
}
