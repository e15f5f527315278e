// A value is made once, when it is asked for, and not before.

import LessonKit
import Testing

struct OnDemandTests {
  @Test func aValueIsMadeOnceAndOnlyIfAskedFor() throws {
    var count = 0
    let value = OnDemand {
      count += 1
      return count
    }
    #expect(count == 0)
    #expect(try (value.value, value.value) == (1, 1))
    #expect(count == 1)
  }

  @Test func aFailureIsNotKept() throws {
    struct Failure: Error {}
    var fails = true
    let value = OnDemand {
      if fails { throw Failure() }
      return 7
    }
    #expect(throws: Failure.self) { try value.value }
    fails = false
    #expect(try value.value == 7)
  }
}
