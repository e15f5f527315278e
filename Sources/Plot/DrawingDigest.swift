// The numbers and words of drawings, in a fixed order, for a figure's digest. Each shape says its
// kind before its numbers, so that a line and dots through the same points differ. Colours,
// widths and offsets on the page are looks, not data, and are left out.

extension Drawing {
  func add(to digest: inout Digest) {
    for name in xNames + yNames { digest.add(name) }
    digest.add(colorBar?.label ?? "")
    for layer in layers {
      digest.add(layer.label ?? "")
      for shape in layer.shapes { shape.add(to: &digest) }
    }
  }
}

extension Drawing.Shape {
  fileprivate func add(to digest: inout Digest) {
    switch self {
    case .polyline(let points, _): digest.add("line", points.flatMap { [$0.x, $0.y] })
    case .dots(let points, _, _): digest.add("dots", points.flatMap { [$0.x, $0.y] })
    case .polygon(let points, _): digest.add("area", points.flatMap { [$0.x, $0.y] })
    case .region(let rings, _): digest.add("region", rings.flatMap { $0.flatMap { [$0.x, $0.y] } })
    case .boxes(let boxes, _): digest.add("boxes", boxes.flatMap(\.edges))
    case .raster(let raster, let box):
      digest.add("raster", box.edges + [Double(raster.columns)] + raster.values)
    case .rule(.horizontal(let y), _): digest.add("horizontal", [y])
    case .rule(.vertical(let x), _): digest.add("vertical", [x])
    case .rule(.sloped(let slope, let intercept), _): digest.add("sloped", [slope, intercept])
    case .text(let text): digest.add(text.text, [text.point.x, text.point.y])
    }
  }
}

extension Drawing.Box {
  fileprivate var edges: [Double] { [x0, x1, y0, y1] }
}

extension Digest {
  fileprivate mutating func add(_ kind: String, _ values: [Double]) {
    add(kind)
    add(values)
  }
}
