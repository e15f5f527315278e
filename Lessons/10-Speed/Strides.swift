// What a cache line is, and what its distance costs: numbers read in strides, and the blackboard's
// order of loops for batches of several sizes.

import Gradus
import LessonKit
import Plot

extension Speed {
  /// Reads every number, every second, every fourth …, from near and from far.
  func readInStrides(into record: inout RunRecord) throws {
    let strides = [1, 2, 4, 8, 16, 32, 64]
    let memories = [Ladder.memories[0], Ladder.memories[2]]
    // Nanoseconds per number, near and far.
    let times = try record.result("strides", within: nil) {
      let blocks = memories.map { Block(bytes: $0.bytes) }
      let timings = stopwatch.time(
        blocks.flatMap { block in strides.map { stride in { block.walk(stride: stride) } } })
      return blocks.indices.map { b in
        strides.indices.map { s in
          let reads = Double(blocks[b].count / strides[s])
          return 1e9 * timings[b * strides.count + s].seconds / reads
        }
      }
    }
    let (near, far) = (times[0], times[1])
    let (least, most) = (near.min() ?? 0, near.max() ?? 0)
    record.numbers(
      [
        "strides.L1.least": least, "strides.L1.most": most, "strides.memory.1": far[0],
        "strides.memory.16": far[4],
      ], agreement: .volatile)
    record.claim(
      "strides.near", "in the first cache no stride costs half as much again as another",
      most < 1.5 * least)
    record.claim(
      "strides.far", "from memory a number costs more at every stride up to the sixteenth",
      zip(far, far.dropFirst()).prefix(4).allSatisfy { $0 < $1 })
    record.recipe("strides", recipe(of: "reads of blocks of 16 KiB and 256 MiB; one thread"))
    let x = strides.map(Double.init)
    try record.draw("strides", width: 520, height: 320) {
      Axes(
        x: Axis("stride, in numbers", scale: .log, range: 0.9...72, ticks: .at(x)),
        y: .log("nanoseconds per number")
      ) {
        Reference(.vertical(16))
        Annotation("a cache line", x: 16, y: near[0], right: 34, up: 40, color: .gray)
        for (k, color) in [(1, Color.vermilion), (0, .blue)] {
          Line(x: x, y: times[k], label: memories[k].name, color: color)
          Scatter(x: x, y: times[k], color: color)
        }
      }
    }
  }

  /// Times the second and the third way for batches of several sizes: one example after another, the
  /// next number lies as many places on as there are examples.
  func growBatches(into record: inout RunRecord, using generator: inout RandomGenerator) throws {
    let sizes = options.sized(full: [1, 16, 64, 256, 1024], quick: [1, 4, 16, 64, 256])
    // Nanoseconds per product, both ways.
    let times = try record.result("batches", within: nil) {
      let problems = sizes.map { Problem(examples: $0, using: &generator) }
      let timings = stopwatch.time(
        problems.flatMap { problem in
          [{ problem.byExamples()[0] }, { problem.inOrder()[0] }]
        })
      return problems.indices.map { k in
        timings[2 * k..<2 * k + 2].map { 1e9 * $0.seconds / problems[k].products }
      }
    }
    record.show(
      "batches", "Nanoseconds per product",
      columns: [
        "examples %d", .volatile("one after another", "%.2f"),
        .volatile("in memory's order", "%.2f"),
      ],
      rows: zip(sizes, times).map { [$0, $1[0], $1[1]] })
    record.recipe("batches", recipe(of: "the second and the third way; one thread"))
    record.volatile("batches.rise", times[4][0] / times[0][0])
    record.claim(
      "batches.small", "up to the third size a product takes less than a fifth more than for one",
      times[..<3].allSatisfy { $0[0] < 1.2 * times[0][0] })
    record.claim(
      "batches.large", "at the largest size it takes over twice as long, but not in memory's order",
      times[4][0] > 2 * times[0][0] && times[4][1] < times[0][1])
  }
}
