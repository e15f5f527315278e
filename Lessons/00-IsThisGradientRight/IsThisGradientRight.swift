// Lesson 00
import Gradus
@main struct M { static func main() {
  for seed in 1...12 {
    var g = RandomGenerator(seed: UInt64(seed))
    var n = Nest(using: &g); var draws = 1
    while abs(n.run().f - 46) > 1 { n = Nest(using: &g); draws += 1 }
    let a = n.descent(Set(Slip.allCases), rate: 1e-5, steps: 30), b = n.descent([], rate: 1e-5, steps: 30)
    print(seed, draws, n.run().f, n.run().dz, a.losses[0], a.losses[1], a.losses[30], b.losses[1],b.losses[2], b.losses[30])
  }
}}
