// LeNet-5 printed, counted and drawn from the model itself: its layers are asked, one after the
// other, what they make of an image. A kernel is used at every place of the map it makes, a weight
// of a linear layer once; so the parameters are in one place and the work is in another. The kernels
// of the first layer are pictures.

import Datasets
import Gradus
import LessonKit
import Plot

/// The multiplications that a layer does for one image: every weight once for each place.
func multiplications(_ layer: any Layer<Float>, making outputShape: [Int]) -> Int {
  // ANCHOR: multiplications
  switch layer {
  case let layer as Conv2d<Float>:
    layer.weight.value.count * outputShape[1] * outputShape[2]
  case let layer as Linear<Float>: layer.weight.value.count
  default: 0
  }
  // ANCHOR_END: multiplications
}

extension LeNet5 {
  /// Prints the network and records parameters and multiplications, layer by layer.
  func count(into record: inout RunRecord) {
    var generator = RandomGenerator(seed: options.seed)
    let model = lenet5(using: &generator)
    record.output("model", "\(model)")
    print("\(model)\n")
    var shape = [3, 32, 32]
    let work = model.layers.map { layer in
      shape = layer.outputShape(for: shape) ?? []
      return multiplications(layer, making: shape)
    }
    let all = work.reduce(0, +)
    let learning = zip(model.layers, work).filter { $0.0.parameterCount > 0 }
    record.show(
      "counts", "Parameters, and multiplications for an image",
      columns: [
        .text("layer"), .number("parameters", "%'d"), .number("multiplications", "%'d"),
      ],
      rows: learning.map { ["\($0)", $0.parameterCount, $1] } + [
        ["in all", model.parameterCount, all]
      ])
    let convolutions = learning.filter { $0.0 is Conv2d<Float> }
    let own = convolutions.reduce(0) { $0 + $1.0.parameterCount }
    record.numbers(
      [
        "counts.parameters": Double(model.parameterCount),
        "counts.convolutions.parameters": Double(own) / Double(model.parameterCount),
        "counts.convolutions.work": Double(convolutions.reduce(0) { $0 + $1.1 }) / Double(all),
      ], agreement: .everywhere())
  }

  /// An image, and what layers make of it; the first of the stacks, the image's, has no sheets.
  private struct Way: Codable {
    let image: Picture
    let stacks: [Maps]
  }

  /// What a layer makes of an image, map by map; a list of numbers is one.
  private struct Maps: Codable {
    let shape: [Int]
    var sheets: [[Float]] = []
    let note: String
    var window: Double?
  }

  /// Draws the network; its layers' outputs for the image of which it is surest are the sheets, the
  /// last of them bars.
  func drawArchitecture(
    _ model: OnDemand<Sequential<Float>>, _ photos: OnDemand<Photos>, _ facts: Facts,
    into record: inout RunRecord
  ) throws {
    // Of which image it is surest hangs on the last digits.
    let way = try record.result("architecture", within: nil) {
      self.way(of: try photos.value, through: try model.value)
    }
    let image = Stacks.Stack(
      rgb: way.image.rgb, columns: 32, name: "3 × 32 × 32", note: way.stacks[0].note,
      window: way.stacks[0].window)
    let stacks = [image] + way.stacks.dropFirst().map(stack)
    let scores = (way.stacks.last?.sheets.first ?? []).map(Double.init)
    let (names, largest) = (facts.classNames, scores.max() ?? 0)
    let pale = Color(hex: 0xBBBBBB)
    let figure = Figure(columns: 1, size: Size(width: 520, height: 640)) {
      // The last stack of the first row is the first of the second.
      Axes(x: .hidden, y: .hidden) { Stacks(Array(stacks.prefix(4))) }
      Axes(x: .hidden, y: .hidden) { Stacks(Array(stacks.dropFirst(3))) }
      Axes("10 scores") {
        Bars(names, scores.map { $0 < largest ? $0 : .nan }, color: pale, direction: .right)
        Bars(names, scores.map { $0 < largest ? .nan : $0 }, color: .vermilion, direction: .right)
      }
    }
    try record.draw("architecture.svg", figure)
  }

  /// The way of the image of which the network is surest.
  private func way(of photos: Photos, through model: Sequential<Float>) -> Way {
    let images = photos.test
    let shown = photos.probabilities(of: images, by: model).max(along: 0).argmax(along: 0).scalar
    var x = Variable(images.images(at: [shown], standardizedBy: photos.standardizer))
    var stacks = [Maps(shape: images.shape, note: "image")]
    // ANCHOR: architecture
    for layer in model.layers {
      x = layer(x, .evaluation)
      switch layer {
      case is Flatten<Float>: break
      case is ReLU<Float>:  // drawn in place of what it bends
        let note = stacks.removeLast().note
        stacks.append(stack(x.value, note: "\(note)\nReLU"))
      default:
        stacks[stacks.count - 1].window = window(of: layer)
        stacks.append(stack(x.value, note: note(on: layer)))
      }
    }
    // ANCHOR_END: architecture
    return Way(image: Picture(rgb: images.rgb(shown)), stacks: stacks)
  }

  /// The side of the square of pixels that one output of a layer depends on.
  private func window(of layer: any Layer<Float>) -> Double? {
    let window = (layer as? Conv2d<Float>)?.window ?? (layer as? MaxPool2d<Float>)?.window
    return window.map { Double($0.size.width) }
  }

  /// A layer's type and, below it, its number of parameters.
  private func note(on layer: any Layer<Float>) -> String {
    let type = "\(layer)".prefix { $0 != "(" }
    let count = layer.parameterCount
    return count == 0 ? "\(type)" : "\(type)\n\(Double(count), "%'d")"
  }

  /// What a layer makes of one image.
  private func stack(_ output: Tensor<Float>, note: String) -> Maps {
    let shape = Array(output.shape.dropLast())
    let values = output.reshaped([shape.count == 1 ? 1 : shape[0], -1])
    let sheets = (0..<values.shape[0]).map { values.slice(at: $0).scalars }
    return Maps(shape: shape, sheets: sheets, note: note)
  }

  /// Maps as a stack of sheets, or as a column of numbers.
  private func stack(_ maps: Maps) -> Stacks.Stack {
    let isColumn = maps.shape.count == 1
    // 120 and 84 numbers are drawn as tall as the image, 10 a little less.
    let pixel = Size(width: 8, height: min(2.4, 32 / Double(maps.shape[0])))
    return Stacks.Stack(
      maps.sheets.map { $0.map(Double.init) }, columns: isColumn ? 1 : maps.shape[2],
      pixel: isColumn ? pixel : Size(width: 1, height: 1),
      name: maps.shape.map(String.init).joined(separator: " × "), note: maps.note,
      window: maps.window)
  }

  /// Draws the six kernels of the first convolution, as colours around grey.
  func drawKernels(
    _ model: OnDemand<Sequential<Float>>, into record: inout RunRecord
  ) throws {
    let kernels = try record.result("kernels", within: 0.02) {
      let first = try model.value.layers.compactMap { $0 as? Conv2d<Float> }[0]
      return (0..<6).map { k in
        // ANCHOR: kernels
        let w = Tensor<Double>(first.weight.value.slice(at: k))  // [3, 5, 5]
        let color = 0.5 + w / (2 * abs(w).max())  // 0 is grey
        // ANCHOR_END: kernels
        return Shades(rgb(color), in: 0...1)
      }
    }
    let figure = Figure(size: Size(width: 520, height: 95)) {
      Axes(x: .hidden, y: .hidden) { Tiles(rgb: kernels.map(\.values), width: 5, columns: 6) }
    }
    try record.draw("kernels.png", figure)
  }
}
