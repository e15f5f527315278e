// Does a piece of work twice for each way of compiling it, and calls `mark` before and after the second
// time, where `count.py` has the instructions counted.

import Gradus

/// Nothing; where it is called the count begins anew.
@inline(never)
func mark() { print("", terminator: "") }

/// `specialization`: prints the work's names, then does all of it.
@main
struct Specialization {
  static func main() {
    let concrete = works(for: Float.self) + works(for: Double.self)
    let generic = unspecializedWorks(for: Float.self) + unspecializedWorks(for: Double.self)
    print(concrete.map(\.name).joined(separator: "\n"))
    for work in concrete + generic {
      work.run()
      mark()
      work.run()
      mark()
    }
  }
}
