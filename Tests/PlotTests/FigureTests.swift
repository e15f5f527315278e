import Foundation
import Testing

@testable import Plot

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct FigureTests {
  private static let figure = Figure("Two plots", columns: 2) {
    Axes("First", x: "x_1", y: .log("loss")) {
      Line(y: [3, 1, 0.3, 0.1], label: "train")
      Scatter(x: [0, 1, 2], y: [1, 2, 3])
    }
    Axes("Second") {
      Image([0, 0.5, 1, 0.2], columns: 2, texts: ["a", "b", "c", "d"], barLabel: "value")
    }
  }

  private func temporaryFile(_ name: String) -> URL {
    FileManager.default.temporaryDirectory.appending(path: "plot-\(UUID().uuidString)-\(name)")
  }

  @Test(arguments: [
    ("figure.svg", "<?xml"), ("figure.pdf", "%PDF"), ("figure.PNG", "\u{89}PNG"),
  ])
  func `the extension chooses the format`(name: String, signature: String) throws {
    let file = temporaryFile(name)
    defer { try? FileManager.default.removeItem(at: file) }
    try Self.figure.write(to: file)
    let bytes = try Data(contentsOf: file)
    #expect(bytes.starts(with: signature.unicodeScalars.map { UInt8($0.value) }))
  }

  @Test func `an SVG is one svg element and a PDF has one page of the figure's size`() throws {
    let svg = String(decoding: try Self.figure.rendered(as: .svg), as: UTF8.self)
    #expect(svg.contains("<svg") && svg.contains(#"width="640pt" height="260pt""#))
    let pdf = String(decoding: try Self.figure.rendered(as: .pdf), as: UTF8.self)
    #expect(pdf.contains("MediaBox [ 0 0 640 260 ]"))
    #expect(pdf.contains("/Producer") && !pdf.contains("/CreationDate"))
  }

  @Test func `a PNG has two pixels to a point unless told otherwise`() throws {
    let png = try #require(Figure.Format(extension: "png"))
    let image = try #require(DecodedImage(Self.figure.rendered(as: png)))
    #expect(image.width == 1280 && image.height == 520)
    let small = try #require(DecodedImage(Self.figure.rendered(as: .png(scale: 1))))
    #expect(small.width == 640 && small.height == 260)
  }

  @Test func `an SVG keeps its texts, its title and what it shows`() throws {
    let figure = Figure("Loss & rate") {
      Axes(x: "L_{12} < 3", y: "y") {
        Line(y: [1, 2], label: "Adam")
        Annotation("*here*", x: 0.5, y: 1.5, color: .yellow)
      }
    }
    let svg = String(
      decoding: try figure.rendered(as: .svg, description: "It rises, & \"how\"."), as: UTF8.self)
    #expect(svg.contains("<title>Loss &amp; rate</title>"))
    #expect(svg.contains("<desc>It rises, &amp; \"how\".</desc>"))
    #expect(!svg.contains("glyph"))
    let document = try XMLDocument(xmlString: svg)
    let texts = try document.nodes(forXPath: "//*[local-name()='text']")
    let said = Set(texts.compactMap { $0.stringValue })
    #expect(said.isSuperset(of: ["Loss & rate", "L12 < 3", "y", "Adam", "*here*"]))
    let wide = try document.nodes(forXPath: "//*[local-name()='tspan'][.='Adam']/@textLength")
    let canvas = try Canvas(size: figure.size, format: .svg)
    let width = canvas.width(of: "Adam", Canvas.TypeFace(size: Theme.direct))
    #expect(abs(try #require(Double(wide[0].stringValue ?? "")) - width) <= 0.005)
  }

  @Test func `variables are slanted in every format`() throws {
    func drawn(_ label: String, as format: Figure.Format) throws -> Data {
      try Figure { Axes(x: Axis(label), y: "loss") { Line(y: [1, 2]) } }.rendered(as: format)
    }
    let document = try XMLDocument(data: try drawn("step x^2", as: .svg))
    let slanted = try document.nodes(forXPath: "//*[local-name()='tspan'][@font-style='italic']")
    #expect(slanted.compactMap(\.stringValue) == ["x"])
    for format in [Figure.Format.png(scale: 1), .pdf] {
      #expect(try drawn("x", as: format) != drawn("\\x", as: format))
      #expect(try drawn("step", as: format) == drawn("\\step", as: format))
    }
  }

  @Test func `without words an SVG names what is drawn`() throws {
    let figure = Figure {
      Axes("Error of x^2, w_{out}", x: "step", y: .log("loss L_1")) {
        Line(y: [1, 2], label: "Adam")
        Line(y: [2, 1])
        Scatter(x: [0], y: [1], label: "10^{-3}")
      }
      Axes(x: .hidden, y: .hidden) { Image([1, 2], columns: 2) }
      Axes("Alone", x: .hidden, y: .hidden) { Image([1, 2], columns: 2) }
    }
    let svg = String(decoding: try figure.rendered(as: .svg), as: UTF8.self)
    #expect(
      svg.contains(
        "<desc>3 plots. Error of x², w_out: loss L₁ (logarithmic) over step; Adam, 10⁻³. Alone.</desc>"
      ))
  }

  @Test(arguments: [Figure.Format.svg, .pdf, .png(scale: 2)])
  func `the same figure gives the same bytes`(format: Figure.Format) throws {
    #expect(try Self.figure.rendered(as: format) == Self.figure.rendered(as: format))
  }

  @Test func `an unknown extension is an error that says what was expected`() throws {
    let file = temporaryFile("figure.gif")
    let error = #expect(throws: PlotError.self) { try Self.figure.write(to: file) }
    #expect(error == .unknownExtension(path: file.path()))
    #expect(error?.description.hasSuffix("needs a name that ends in .svg, .pdf or .png.") == true)
    #expect(!FileManager.default.fileExists(atPath: file.path()))
  }

  @Test func `a path that cannot be written is an error that names it`() throws {
    let file = temporaryFile("missing").appending(path: "figure.svg")
    let error = #expect(throws: PlotError.self) { try Self.figure.write(to: file) }
    #expect(
      error?.description
        == "The figure could not be written to \(file.path()): no such file or directory.")
  }

  @Test func `a page too large for Cairo is an error`() {
    let figure = Figure(size: Size(width: 1e6, height: 1e6)) { Axes {} }
    let error = #expect(throws: PlotError.self) { try figure.rendered(as: .png(scale: 2)) }
    guard case .cairo? = error else {
      Issue.record("expected Cairo's own error, not \(String(describing: error))")
      return
    }
  }

  @Test func `a scatter of thousands stays small`() throws {
    let x = (0..<3000).map { Double($0 * 7919 % 3001) }
    let y = (0..<3000).map { Double($0 * 104_729 % 2999) }
    let figure = Figure { Axes { Scatter(x: x, y: y) } }
    #expect(try figure.rendered(as: .svg).count < 300_000)
    let same = Figure { Axes { Scatter(x: x.map { $0 > 1500 ? 1 : 0 }, y: y.map { _ in 1 }) } }
    #expect(try same.rendered(as: .svg).count < 30_000)
  }

  @Test func `a long line is thinned to what can be seen`() throws {
    let figure = Figure { Axes { Line(y: (0..<200_000).map { Double($0 * 7919 % 1000) }) } }
    #expect(try figure.rendered(as: .svg).count < 200_000)
  }

  @Test func `a page without area stops`() async {
    await #expect(processExitsWith: .failure) {
      _ = Figure(size: Size(width: 0, height: 10)) { Axes {} }
    }
  }
}
