// What `print(model)` shows: a row a layer, with the shape of its output and the number of its
// parameters. N stands for the examples.

/// The layers of a model as a printed table.
struct ModelTable: CustomStringConvertible {
  private let title: String
  private var rows: [[String]] = []
  private let total: Int

  /// The table of a chain, a row per layer, of a residual block, with a row for its shortcut, or of a
  /// model of one's own, a row per layer it holds.
  init<Model: Layer>(_ model: Model) {
    title = String(describing: type(of: model)).prefix { $0 != "<" }.description
    total = model.parameterCount
    if let chain = model as? Sequential<Model.Scalar> {
      append(chain.layers, from: chain.inputShape)
    } else if let block = model as? Residual<Model.Scalar> {
      append(block.layers, from: block.inputShape)
      if let layer = block.shortcut {
        append("shortcut", layer, block.inputShape.flatMap { layer.outputShape(for: $0) })
      }
    } else {
      for child in Mirror(reflecting: model).inheritedChildren {
        guard let layer = child.value as? any Layer<Model.Scalar> else { continue }
        append(child.label ?? "", layer, layer.inputShape.flatMap { layer.outputShape(for: $0) })
      }
    }
  }

  private mutating func append<Scalar: TensorScalar>(
    _ layers: [any Layer<Scalar>], from shape: [Int]?
  ) {
    var shape = shape
    for (position, layer) in layers.enumerated() {
      shape = (shape ?? layer.inputShape).flatMap { layer.outputShape(for: $0) }
      append(String(position), layer, shape)
    }
  }

  /// A layer in a line.
  static func summary<L: Layer>(of layer: L) -> String {
    if layer is Sequential<L.Scalar> { return "Sequential" }
    if let block = layer as? Residual<L.Scalar> { return block.summary }
    return layer.description.split(separator: "\n").first.map(String.init) ?? ""
  }

  private mutating func append<L: Layer>(_ name: String, _ layer: L, _ shape: [Int]?) {
    let lengths = shape.map { $0.map(String.init) + ["N"] }
    rows.append([
      name, Self.summary(of: layer),
      lengths.map { "[" + $0.joined(separator: ", ") + "]" } ?? "—",
      layer.parameterCount == 0 ? "—" : String(layer.parameterCount),
    ])
  }

  var description: String {
    let head = ["", "layer", "output shape", "parameters"]
    let all = [head] + rows + [["", "total", "", String(total)]]
    let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    let lines = all.map { row in
      let cells = row.enumerated().map { column, text in
        let padding = String(repeating: " ", count: widths[column] - text.count)
        return column == 3 ? padding + text : text + padding
      }
      return ("  " + cells.joined(separator: "  ")).trimmingTrailingSpaces
    }
    let rule = "  " + String(repeating: "─", count: widths.reduce(0, +) + 6)
    return ([title, lines[0], rule] + lines[1..<lines.count - 1] + [rule, lines[lines.count - 1]])
      .joined(separator: "\n")
  }
}

extension String {
  /// The text without the blanks at its end.
  fileprivate var trimmingTrailingSpaces: String {
    String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)])
  }
}
