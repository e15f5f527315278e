// A bug hunt is judged. The student's test is compiled with the engine as it is, with the file that has
// the mistake planted, and with relatives of it; the functions of such a file stand before the engine's
// own. It should be true of the first and false of all others. The repaired file should answer as the
// engine does, whatever the test says of it.

import Foundation
import Gradus
import Slots

/// The hunt of a number, in the folders where its files lie.
struct HuntTrial {
  let number: String
  /// The slot of the test, as it was given.
  let slot: Slot
  /// The file with the mistake, as it was given.
  let planted: String
  /// Files that the test should find wrong too; none in a starter.
  let relatives: [(name: String, text: String)]
  /// What the engine is asked, from `seed`: an expression.
  let probe: String

  /// The file of the engine that is to be repaired.
  static let engine = "Engine.swift"

  /// The files that students get.
  static let handedOut = [engine, "Planted.swift", "Test.swift", "probe.txt"]

  /// The most lines that a repair takes away or adds.
  static let repairLimit = 8

  /// The folder of hunts in a package: `.build/hunts` where `make hunt` has planted them, with the
  /// relatives, and `Hunts` in a starter.
  static func folder(in root: URL) -> URL {
    let starter = root.appending(path: "Hunts")
    return FileManager.default.fileExists(atPath: starter.path)
      ? starter : root.appending(path: ".build/hunts")
  }

  /// The numbers of the hunts in a folder.
  static func numbers(in folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
      .filter { $0.hasPrefix("h") }
  }

  /// - Throws: ``SlotError`` where the hunt is not there.
  init(_ number: String, in folder: URL) throws {
    let home = folder.appending(path: number)
    let path = "Hunts/\(number)/Test.swift"
    guard
      let slot = try Slot.slots(in: SlotFolder.text(of: "Test.swift", in: home), path: path).first
    else { throw SlotError("\(path): no slot is there.") }
    (self.number, self.slot) = (number, slot)
    planted = try SlotFolder.text(of: "Planted.swift", in: home)
    probe = try SlotFolder.text(of: "probe.txt", in: home)
    relatives = [("relative1.swift", "a relative"), ("relative2.swift", "another relative")]
      .compactMap { file, name in (try? SlotFolder.text(of: file, in: home)).map { (name, $0) } }
  }

  /// The test as an exercise.
  private var exercise: Exercise {
    Exercise(
      number, "bug hunt",
      frame: """
        import GradientCheck

        func engineIsRight() -> Bool {
          // SLOT
        }
        """,
      call: "[Tensor(engineIsRight() ? 1.0 : 0)]", section: "book/reports.md",
      allowed: Self.names, hints: [], cases: { _, _ in [] })
  }

  /// What a test and a repair may name and a solution may not.
  private static let names: Set<String> = ["Variable", "gradients", "Dual", "Edge", "storage"]

  /// What a test and a repair are worth.
  ///
  /// - Parameters:
  ///   - body: the test; nil where it is not to be found.
  ///   - line: its first line, for the compiler's messages.
  ///   - engine: the file of the engine as it was repaired; nil where it is not to be found.
  func result(body: String?, line: Int, engine: String?, _ judge: Judge) -> ExerciseResult {
    var result = ExerciseResult(exercise, slot)
    guard let body else { return result }
    if let refusal = exercise.gate.refusal(of: body) {
      (result.outcome, result.message) = (.refused, "it \(refusal)")
      return result
    }
    do {
      var findings = Findings([])
      findings.lines = try testLines(body, line, judge)
      findings.lines.append(.init(name: "the repair", fault: try repairFault(engine, judge)))
      (result.outcome, result.findings) = (.judged, findings)
    } catch let failure as Workshop.Failure {
      (result.outcome, result.message) = (.broken, "it does not compile:\n\(failure.messages)")
    } catch {
      (result.outcome, result.message) = (.broken, "it could not be run: \(error)")
    }
    return result
  }

  /// What the test says of each engine. Of a test that is not true of the right one, or true of
  /// every one, nothing counts.
  private func testLines(
    _ body: String, _ line: Int, _ judge: Judge
  ) throws -> [Findings.Line] {
    func answer(_ engine: String?) throws -> (scalars: [Double], failure: Worker.Failure?) {
      let program = try judge.workshop.program(
        for: exercise, slot, body: body, place: (slot.path, line), beside: engine)
      let worker = try Worker(program, patience: judge.patience)
      defer { worker.end() }
      return (worker.ask([]).first?.scalars ?? [], worker.failure)
    }
    let right = try answer(nil)
    let wrong = [("the planted mistake", planted, false)] + relatives.map { ($0, $1, true) }
    let found = try wrong.map { right.scalars == [1] ? try answer($0.1).scalars == [0] : false }
    let sentence =
      right.failure.map { "the test \($0)" }
      ?? (right.scalars != [1]
        ? "the test does not find it right"
        : found.contains(true) ? nil : "the test finds every engine right")
    let first = Findings.Line(name: "the right engine", fault: sentence.map { Fault.plain($0) })
    return [first]
      + zip(wrong, found).map { wrong, isFound in
        .init(
          name: wrong.0, isHidden: wrong.2,
          fault: isFound ? nil : Fault.plain("the test does not find it wrong"))
      }
  }

  // MARK: The repair

  /// The engine asked for values and gradients of what the file computes.
  private var questions: Exercise {
    Exercise(
      number, "what the engine answers",
      frame: """
        func probed(
          _ shape: [Int], _ seed: UInt64, _ f: (Variable<Double>) -> Variable<Double>
        ) -> [Tensor<Double>] {
          var random = RandomGenerator(seed: seed)
          let x = Variable(Tensor<Double>.normal(shape, using: &random))
          let y = f(x)
          let dy = Tensor<Double>.normal(y.shape, using: &random)
          return [y.value] + y.gradients(of: [x], upstream: dy)
        }
        func answers(_ seed: UInt64) -> [Tensor<Double>] {
          // SLOT
        }
        """,
      call: "answers(UInt64(a[0].scalar))", section: "", hints: [], cases: { _, _ in [] })
  }

  /// What is wrong with a repaired file; nil if nothing is. A repair changes a few lines of the file,
  /// which pass the gate, so that it cannot hand the work to the engine proper.
  private func repairFault(_ text: String?, _ judge: Judge) throws -> Fault? {
    guard let text else { return Fault.plain("\(Self.engine) is not to be found") }
    let lines = [text, planted].map { $0.replacing("\r\n", with: "\n").split(separator: "\n") }
    let difference = lines[0].difference(from: lines[1])
    if difference.isEmpty { return Fault.plain("\(Self.engine) is as it was") }
    guard max(difference.insertions.count, difference.removals.count) <= Self.repairLimit else {
      return Fault.plain("more than \(Self.repairLimit) lines have been changed: one is wrong")
    }
    let added = difference.insertions.map { change in
      if case .insert(_, let line, _) = change { String(line) } else { "" }
    }
    if let refusal = Gate(allowed: Self.names).refusal(of: added.joined(separator: "\n")) {
      return Fault.plain("a line of it \(refusal)")
    }
    func answers(_ engine: String?) throws -> [[Tensor<Double>]] {
      let program = try judge.workshop.program(
        for: questions, slot, body: probe, place: (Self.engine, 1), beside: engine)
      let worker = try Worker(program, patience: judge.patience)
      defer { worker.end() }
      return (1...3).map { worker.ask([Tensor(Double($0))]) }
    }
    do {
      let agrees = try zip(answers(nil), answers(text)).allSatisfy { right, own in
        !right.isEmpty && right.count == own.count
          && zip(right, own).allSatisfy { disagreement(of: $1, with: $0, "", 1e-9) == nil }
      }
      return agrees ? nil : Fault.plain("the repaired file still answers otherwise than the engine")
    } catch let failure as Workshop.Failure {
      return Fault.plain("\(Self.engine) does not compile: \(failure.messages)")
    }
  }
}
