// A picture kept in 256 steps: what lies on a step comes back, what lies between is half a step off
// at most, and what lies outside is at the end.

import Foundation
import LessonKit
import Testing

struct ShadesTests {
  @Test func bytesComeBack() {
    let values = (0...255).map { Float($0) / 255 }
    #expect(Shades(values, in: 0...1).values == (0...255).map { Double($0) / 255 })
  }

  @Test func othersAreRoundedAndKeptInside() throws {
    let values = [-9.0, -2, -1.23, 0.017, 2, .infinity]
    let shades = Shades(values, in: -2...2)
    let errors = zip(shades.values, [-2, -2, -1.23, 0.017, 2, 2]).map { abs($0 - $1) }
    #expect(errors.allSatisfy { $0 <= 2.0 / 255 + 1e-12 })
    #expect(errors[0] == 0 && errors[1] == 0 && errors[4] == 0 && errors[5] == 0)
    #expect(Set(errors).count > 2)
    let json = try JSONEncoder().encode(shades)
    #expect(try JSONDecoder().decode(Shades.self, from: json) == shades)
  }
}
