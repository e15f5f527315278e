// LeNet-5 printed, counted and drawn from the model itself: its layers are asked, one after the
// other, what they make of an image. A kernel is used at every place of the map it makes, a weight
// of a linear layer once; so the parameters are in one place and the work is in another.

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
    var table = Table(
      .text("layer"), .number("parameters", "%'d"), .number("multiplications", "%'d"))
    var shape = [3, 32, 32]
    var (work, convolutions) = (0, (parameters: 0, work: 0))
    for layer in model.layers {
      shape = layer.outputShape(for: shape) ?? []
      let own = multiplications(layer, making: shape)
      work += own
      if layer.parameterCount > 0 { table.add("\(layer)", layer.parameterCount, own) }
      if layer is Conv2d<Float> {
        convolutions.parameters += layer.parameterCount
        convolutions.work += own
      }
    }
    table.add("in all", model.parameterCount, work)
    record.table("counts", table)
    print("\(model)\n\nParameters, and multiplications for an image\n\(table)\n")
    record.number("counts.parameters", model.parameterCount, agreement: .everywhere())
    record.number(
      "counts.convolutions.parameters",
      Double(convolutions.parameters) / Double(model.parameterCount), agreement: .everywhere())
    record.number(
      "counts.convolutions.work", Double(convolutions.work) / Double(work),
      agreement: .everywhere())
  }

  /// What a network makes of an image, layer by layer.
  private struct Way: Codable {
    /// The image's class.
    let name: String
    let image: Picture
    /// The image, without sheets, and what layers make of it.
    let stacks: [Maps]
  }

  /// What a layer makes of an image.
  private struct Maps: Codable {
    let shape: [Int]
    /// Map by map; one where the layer makes a list of numbers.
    var sheets: [[Float]] = []
    let note: String
    var window: Double?
  }

  /// Draws the network; its layers' outputs for the image of which it is surest are the sheets.
  func drawArchitecture(
    _ run: OnDemand<Trained>, _ photos: OnDemand<Photos>, into record: inout RunRecord
  ) throws {
    // Of which image it is surest hangs on the last digits.
    let way = try record.result("architecture", within: nil) {
      self.way(of: try photos.value.test, through: try run.value)
    }
    let image = Stacks.Stack(
      rgb: way.image.rgb, columns: 32, name: "3 × 32 × 32", note: way.stacks[0].note,
      window: way.stacks[0].window)
    let stacks = [image] + way.stacks.dropFirst().map(stack)
    let figure = Figure(size: Size(width: 860, height: 240)) {
      Axes(x: .hidden, y: .hidden) { Stacks(stacks, gap: 12) }
    }
    try record.draw(
      "architecture.svg", figure,
      alt: """
        LeNet-5, drawn as what its layers make of an image of the class \
        \(way.name): the image of 3 × 32 × 32, then stacks \
        of \(stacks.dropFirst().map(\.name).joined(separator: ", ")).
        """)
  }

  /// The way of the image of which the network is surest.
  private func way(of images: LabelledImages, through run: Trained) -> Way {
    let shown = run.probabilities(of: images).max(along: 0).argmax(along: 0).scalar
    var x = Variable(images.images(at: [shown], standardizedBy: run.standardizer))
    var stacks = [Maps(shape: images.shape, note: "image")]
    // ANCHOR: architecture
    for layer in run.model.layers {
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
    return Way(
      name: images.classNames[images.labels.storage[shown]],
      image: Picture(rgb: images.rgb(shown)), stacks: stacks)
  }

  /// The side of the square of pixels that one output of a layer depends on.
  private func window(of layer: any Layer<Float>) -> Double? {
    switch layer {
    case let layer as Conv2d<Float>: Double(layer.window.size.width)
    case let layer as MaxPool2d<Float>: Double(layer.window.size.width)
    default: nil
    }
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
}
