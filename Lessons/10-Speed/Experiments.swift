// The experiments beside the ways: what a cache line is, and what a check costs.

import Gradus
import LessonKit
import Plot

extension Speed {
  /// Reads every number, every second, every fourth …, from near and from far.
  func strides(into record: inout RunRecord) throws {
    let strides = [1, 2, 4, 8, 16, 32, 64]
    let sizes = [Limits.blocks[0], Limits.blocks[2]]
    let watch = stopwatch
    let nanoseconds = try record.result("strides", within: nil) {
      let blocks = sizes.map { Block(bytes: $0.bytes) }
      let works = blocks.flatMap { block in
        strides.map { stride in { block.walk(stride: stride) } }
      }
      let timings = watch.time(works)
      return blocks.indices.map { b in
        strides.indices.map { s in
          let reads = Double(blocks[b].count / strides[s])
          return 1e9 * timings[b * strides.count + s].seconds / reads
        }
      }
    }
    var table = Table(
      .number("every …th number", "%d"), .volatile("first cache", "%.2f"),
      .volatile("memory", "%.2f"))
    for (s, stride) in strides.enumerated() {
      table.add(stride, nanoseconds[0][s], nanoseconds[1][s])
    }
    record.table("strides", table)
    print("Nanoseconds a number read\n\(table)\n")
    for (block, times) in zip(sizes, nanoseconds) {
      for s in [0, 4, 6] { record.volatile("strides.\(block.key).\(strides[s])", times[s]) }
    }
    record.volatile("strides.rise", nanoseconds[1][4] / nanoseconds[1][0])

    let x = strides.map(Double.init)
    let figure = Figure(size: Size(width: 520, height: 320)) {
      Axes(
        x: Axis("every …th number is read", scale: .log, range: 0.9...72, ticks: .at(x)),
        y: .log("nanoseconds a number")
      ) {
        Reference(.vertical(16))
        Annotation("a line", x: 16, y: nanoseconds[0][0], right: 20, up: 40, color: .gray)
        for (k, color) in [(1, Color.vermilion), (0, .blue)] {
          Line(x: x, y: nanoseconds[k], label: sizes[k].name, color: color)
          Scatter(x: x, y: nanoseconds[k], color: color)
        }
      }
    }
    try record.draw(
      "strides.svg", figure,
      alt: """
        Time for a number against the stride. From the first cache it stays between \
        \(nanoseconds[0].min() ?? 0, "%.2f") and \(nanoseconds[0].max() ?? 0, "%.2f") ns; from \
        memory it rises from \(nanoseconds[1][0], "%.2f") ns for neighbours to \
        \(nanoseconds[1][4], "%.2f") ns for every sixteenth number.
        """)
  }

  /// Times the second and the third way for batches of several sizes: one example after another, the
  /// next number lies as many places on as there are examples.
  func batches(into record: inout RunRecord, using generator: inout RandomGenerator) throws {
    let sizes = options.sized(full: [1, 16, 64, 256, 1024], quick: [1, 4, 16, 64, 256])
    let watch = stopwatch
    // Nanoseconds a product, both ways.
    let times = try record.result("batches", within: nil) {
      let problems = sizes.map { Problem(examples: $0, using: &generator) }
      let works = problems.flatMap { problem in
        [{ problem.byExamples()[0] }, { problem.inOrder()[0] }]
      }
      let timings = watch.time(works)
      return problems.indices.map { k in
        timings[2 * k..<2 * k + 2].map { 1e9 * $0.seconds / (problems[k].operations / 2) }
      }
    }
    var table = Table(
      .number("examples", "%d"), .volatile("one after another", "%.2f"),
      .volatile("in memory's order", "%.2f"))
    for (size, times) in zip(sizes, times) {
      table.add(size, times[0], times[1])
      record.volatile("batches.\(size)", times[0])
    }
    record.table("batches", table)
    record.volatile("batches.rise", times[4][0] / times[0][0])
    print("Nanoseconds a product\n\(table)\n")
  }

  /// Times one loop with two kinds of check, one and none.
  func checks(into record: inout RunRecord) throws {
    let watch = stopwatch
    let timings = try record.result("checks", within: nil) {
      var both = Checks()
      var sums = Checks()
      var none = Checks()
      return watch.time([
        { both.both(from: 16, to: 32, by: 2) }, { sums.sums(from: 16, to: 32, by: 2) },
        { none.none(from: 16, to: 32, by: 2) },
      ])
    }
    var table = Table(
      .text("checked"), .volatile("ns a number", "%.3f"), .volatile("times faster", "%.1f"))
    let names = ["indices and sums", "sums of integers", "nothing"]
    for (k, name) in names.enumerated() {
      table.add(
        name, 1e9 * timings[k].seconds / Double(Checks.count),
        timings[0].seconds / timings[k].seconds)
    }
    record.table("checks", table)
    record.volatile("checks.gain", timings[0].seconds / timings[2].seconds)
    print("y[n] += s·x[n]\n\(table)\n")
  }

  /// Counts what each of the orders asks of memory, and draws where; returns the counts.
  func traffic(_ problem: Problem, into record: inout RunRecord) throws -> [Traffic] {
    let names = ["by examples", "memory's order", "lanes", "tiles"]
    let keys = ["examples", "order", "lanes", "tiles"]
    let traffics = try record.result("traffic") {
      LoopOrder.all.map { Traffic(of: $0, in: problem) }
    }
    let products = problem.operations / 2
    var table = Table(
      .text("order"), .number("loads and stores", "%'d"),
      .number("products a load or store", "%.2f"), .number("operations a byte", "%.3f"),
      .number("products a new line", "%.1f"), .number("products a miss", "%.1f"))
    for ((name, key), traffic) in zip(zip(names, keys), traffics) {
      let intensity = traffic.intensity(of: problem)
      let values = [traffic.accesses, traffic.changes, traffic.misses].map { products / Double($0) }
      table.add(name, traffic.accesses, values[0], intensity, values[1], values[2])
      record.number("traffic.\(key).intensity", intensity, agreement: .quick())
      record.number("traffic.\(key).accesses", values[0], agreement: .quick())
      record.number("traffic.\(key).line", values[1], agreement: .quick())
      record.number("traffic.\(key).miss", values[2], agreement: .quick())
    }
    record.table("traffic", table)
    print("What the orders ask of memory\n\(table)\n")
    try drawMemory(problem, names, into: &record)
    return traffics
  }
}
