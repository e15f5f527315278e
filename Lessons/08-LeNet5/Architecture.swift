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

  /// Draws the network; its layers' outputs for the image of which it is surest are the sheets.
  func drawArchitecture(
    _ run: Trained, _ images: LabelledImages, into record: inout RunRecord
  ) throws {
    let shown = run.probabilities(of: images).max(along: 0).argmax(along: 0).scalar
    var x = Variable(images.images(at: [shown], standardizedBy: run.standardizer))
    var stacks = [
      Stacks.Stack(rgb: images.rgb(shown), columns: 32, name: "3 × 32 × 32", note: "image")
    ]
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
    let figure = Figure(size: Size(width: 860, height: 240)) {
      Axes(x: .hidden, y: .hidden) { Stacks(stacks, gap: 12) }
    }
    try record.draw(
      "architecture.svg", figure,
      alt: """
        LeNet-5, drawn as what its layers make of an image of the class \
        \(images.classNames[images.labels.storage[shown]]): the image of 3 × 32 × 32, then stacks \
        of \(stacks.dropFirst().map(\.name).joined(separator: ", ")).
        """)
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

  /// What a layer makes of one image as a stack of maps, or as a column of numbers.
  private func stack(_ output: Tensor<Float>, note: String) -> Stacks.Stack {
    let shape = Array(output.shape.dropLast())
    let values = Tensor<Double>(output).reshaped([shape[0], -1])
    let name = shape.map(String.init).joined(separator: " × ")
    guard shape.count == 1 else {
      let maps = (0..<shape[0]).map { values.slice(at: $0).scalars }
      return Stacks.Stack(maps, columns: shape[2], name: name, note: note)
    }
    // 120 and 84 numbers are drawn as tall as the image, 10 a little less.
    let height = min(2.4, 32 / Double(shape[0]))
    return Stacks.Stack(
      [values.scalars], columns: 1, pixel: Size(width: 8, height: height), name: name, note: note)
  }
}
