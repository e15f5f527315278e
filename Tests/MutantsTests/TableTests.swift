// The table of mutants against the engine: it must not fall out of step.

import Foundation
import Mutants
import Testing

/// The root of the repository.
let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

@Suite struct TableTests {
  private func engine() throws -> Engine {
    try Engine(root.appendingPathComponent("Sources/Gradus", isDirectory: true))
  }

  /// Every original stands where the table says, once.
  @Test func fitsTheEngine() throws {
    let files = try engine().mutated(by: Mutant.all)
    for number in 1...Mutant.all.count {
      #expect(files.values.count { $0.contains("activeMutant == \(number) {") } == 1)
    }
  }

  /// Single precision has no code of its own in it, double precision and dual numbers have.
  @Test func isMadeForDoublePrecision() throws {
    let text = try engine().mutated(by: Mutant.all).values.joined()
    #expect(!text.contains("== Float)"))
    #expect(text.contains("@specialized(where Scalar == Double)"))
    #expect(text.contains("@specialized(where Scalar == Dual<Double>)"))
  }

  @Test func everyPullbackHasAMutant() throws {
    #expect(try engine().bare(Mutant.all) == [])
    #expect(try engine().bare([]).count > 40)
  }

  @Test func aPullbackWithoutOneIsNamedWithItsLine() throws {
    let mutants = Mutant.all.filter { $0.operation != .sigmoid }
    let bare = try engine().bare(mutants)
    #expect(bare.count == 1)
    let found = bare.first?.wholeMatch(
      of: /Operations\/Activations\.swift:\d+: this pullback has no mutant\./)
    #expect(found != nil, "\(bare)")
    #expect(throws: MutantError(bare.first ?? "")) { try engine().mutated(by: mutants) }
  }

  @Test func isAsLargeAsPromised() {
    #expect(Mutant.all.count >= 150)
    #expect(Set(Mutant.all.map(\.mistake)).count == Mistake.allCases.count)
    #expect(Set(Mutant.all.map(\.operation)).count == Operation.allCases.count)
  }

  @Test func namesAreUnique() {
    let names = Dictionary(grouping: Mutant.all, by: \.name).filter { $1.count > 1 }.keys
    #expect(names.isEmpty, "\(names)")
  }
}
