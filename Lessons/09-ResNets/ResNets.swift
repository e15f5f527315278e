// Lesson 09: residual networks. Plain and residual networks of three depths on small colour
// photographs: how large gradients are on their way back, how well the networks are trained, and what
// their losses look like from where the training ended; then, what such a picture can be made to say.

import ArgumentParser
import Datasets
import Gradus
import LessonKit
import Plot

@main
struct ResNets: ResumableLesson {
  static let number = 9
  static let title = "Residual networks"
  static let abstract = """
    Trains networks of three depths with and without shortcuts, draws the landscape of their losses \
    and tries what such a picture can be made to say.
    """
  static let quickly = "trains two depths on 1,000 images for 2 epochs and looks at 9×9 points"

  @OptionGroup var options: LessonOptions

  @Flag(help: "Go on with a run that was interrupted.")
  var resume = false

  /// The depths that are compared, and the deepest.
  var depths: [Int] { options.sized(full: [8, 20, 56], quick: [8, 20]) }
  var deepest: Int { depths[depths.count - 1] }
  /// The channels of the first stage.
  var channels: Int { options.sized(full: 6, quick: 4) }

  func run() throws {
    let data = OnDemand {
      try ImageDataset.find(.cifar10, in: options.data, bundledOnly: options.bundled)
    }
    var record = try startRecord(reading: data)
    let bookmark = try bookmark(for: record)
    let most = options.sized(full: 10_000, quick: 1_000)
    let photos = OnDemand { Photos(try data.value, atMost: most, seed: options.seed) }
    try describe(photos, into: &record)
    try measureGradients(photos, into: &record)
    let solutions = try trainAll(photos, bookmark, into: &record)
    let views = try lookAround(solutions, photos, bookmark, into: &record)
    try measureCurvature(views, photos, into: &record)
    try drawWays(views, bookmark, into: &record)
    try criticise(views, photos, into: &record)
    try record.write()
    bookmark.remove()
  }

  /// Records the network as it is printed, and how many images there are.
  private func describe(_ photos: OnDemand<Photos>, into record: inout RunRecord) throws {
    var generator = RandomGenerator(seed: options.seed)
    let model: Sequential<Float> = network(
      Architecture(depth: 8, hasSkips: true, channels: 6), using: &generator)
    record.number("model.parameters", model.parameterCount, agreement: .everywhere())
    print("\(model)\n")
    record.table("parts", parts())
    let counts = try record.result("photos") {
      let photos = try photos.value
      return [photos.training.count, photos.validation.count, photos.test.count]
    }
    for (name, count) in zip(["training", "validation", "test"], counts) {
      record.number("images.\(name)", count)
    }
  }
}

extension ResNets {
  /// What becomes of an image, and where the parameters are, for every depth.
  private func parts() -> Table {
    var table = Table(
      [.text("part"), .text("output")] + depths.map { .number("\($0) layers", "%'d") })
    let networks = depths.map { depth -> [any Layer<Float>] in
      var generator = RandomGenerator(seed: options.seed)
      let model: Sequential<Float> = network(
        Architecture(depth: depth, hasSkips: true, channels: channels), using: &generator)
      return model.layers.filter { $0.parameterCount > 0 }
    }
    let sides = [16, 16, 8, 4]
    for (part, name) in ["first convolution", "stage 1", "stage 2", "stage 3"].enumerated() {
      let counts = networks.map { layers in
        let n = (layers.count - 2) / 3
        let range = part == 0 ? 0..<1 : 1 + (part - 1) * n..<1 + part * n
        return layers[range].map(\.parameterCount).reduce(0, +).cell
      }
      let maps = channels << max(part - 1, 0)
      table.add([name.cell, "\(maps) × \(sides[part]) × \(sides[part])".cell] + counts)
    }
    table.add(
      ["linear layer".cell, "10".cell] + networks.map { ($0.last?.parameterCount ?? 0).cell })
    return table
  }
}

/// The record begins with which images these are.
extension ImageDataset: FoundData {}

extension Architecture {
  /// Blue with skips, vermilion without, in every figure of this lesson.
  var color: Color { hasSkips ? .blue : .vermilion }
  /// What its results are called.
  var key: String { "\(hasSkips ? "skips" : "plain").\(depth)" }
}

extension Agreement {
  /// What another machine's rounding leaves of a training's outcome.
  static var loose: Agreement { .full(relative: 0.15) }
}
