// What the chapter says of the table of success, in numbers and in words; and what Adam makes of ten
// times the steps.

import Gradus
import LessonKit

extension LogicGates {
  /// Records what follows from the percentages of success, by width and, in rows, by method and start.
  func conclude(_ table: [[Double]], into record: inout RunRecord) {
    let starts = Start.all.count
    let (narrow, wide) = (table[0], table[1])
    let columns = ["pytorch", "xavier", "he"].enumerated().map { k, name in
      let column = stride(from: k, to: narrow.count, by: starts).map { narrow[$0] }
      let mean = column.reduce(0, +) / Double(column.count)
      record.number("success.2.\(name)", mean)
      return mean
    }
    for (m, method) in Method.all.enumerated() {
      let name = method.name.lowercased()
      record.number("success.2.\(name)", narrow[m * starts])
      if name == "sgd" || name == "adam" {
        record.number("success.2.\(name).small", narrow[m * starts + starts - 1])
      }
    }
    record.claim(
      "success.width", "with each optimizer and start four units succeed more often than two",
      zip(narrow, wide).allSatisfy { $0 < $1 })
    record.claim(
      "success.starts",
      "averaged over the optimizers, fewer succeed from Xavier's weights than from "
        + "PyTorch's, and fewer still from He's",
      columns[0] > columns[1] && columns[1] > columns[2])
    let small = Method.all.indices.map { narrow[$0 * starts + starts - 1] }
    record.claim(
      "success.small",
      "with two units gradient descent from very small weights succeeds most often of "
        + "all, and four units succeed nine times in ten from anywhere",
      narrow.max() == small[0] && wide.min() ?? 0 >= 90)
    let first = Method.all.indices.map { narrow[$0 * starts] }
    record.claim(
      "success.families",
      "from PyTorch's start SGD, with and without momentum, succeeds more often "
        + "than each of the other four",
      first.prefix(3).min() ?? 0 > first.suffix(4).max() ?? 0)
  }

  /// Records how many of the hundred starts Adam brings to XOR in ten times the steps.
  ///
  /// - Parameter shorter: how many it brings there in the usual time, from PyTorch's and He's weights.
  func patience(
    _ rate: Double, starts: Int, shorter: [Int], into record: inout RunRecord
  ) throws {
    let limit = options.sized(full: 5000, quick: 500)
    let adam = Method.all[5]
    let solved = try record.result("patience", within: 0.02) {
      [Start.all[0], Start.all[2]].map { start in
        (0..<starts).count {
          Trial(hidden: 2, start, adam, rate: rate, limit: limit, from: generator(start: $0)).steps
            != nil
        }
      }
    }
    record.number("patience.limit", limit)
    record.number("patience.pytorch", solved[0])
    record.number("patience.he", solved[1])
    record.claim(
      "patience.he",
      "from He's weights Adam succeeds more often in the longer time, and from PyTorch's "
        + "by five of a hundred more at most", solved[1] > shorter[1] && solved[0] <= shorter[0] + 5
    )
  }
}
