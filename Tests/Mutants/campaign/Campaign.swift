// scratch first version
import ArgumentParser
import Foundation
import GradientCheck
import Gradus
import LessonKit
import Mutants

@main
struct Campaign: ParsableCommand {
  @Option var only: String?
  func run() throws {
    let seeds: [UInt64] = [1, 2, 3]
    let start = Date()
    var counts: [Outcome: Int] = [:]
    for (i, mutant) in Mutant.all.enumerated() where only.map({ mutant.name.contains($0) }) ?? true {
      let a = Attempt(mutant, number: i + 1, seeds: seeds)
      counts[a.outcome, default: 0] += 1
      if a.outcome != .named || only != nil {
        print("\(a.outcome): \(mutant.name)  change \(a.change) want \(mutant.names) got \(a.names)")
        if let r = a.report { print(r) }
      }
    }
    print(counts, Date().timeIntervalSince(start))
    if only != nil { return }
    for (name, make) in [("op", { (n: UInt64) in Operation.allCases[Int(n) % Operation.allCases.count].trial(seed: n) }), ("comp", { Trial.composition(seed: $0) }), ("net", { Trial.network(seed: $0) })] {
      let t = Date()
      var v: [String: Int] = [:]
      for n in 0..<UInt64(100) { let r = make(n).report(seed: n); v[r.verdict.description, default: 0] += 1; if r.verdict == .fail { print(name, n, r) } }
      print(name, v, Date().timeIntervalSince(t))
    }
  }
}
