import Testing

@testable import Plot

struct PageLayoutTests {
  private static let losses = (0..<60).map { 2 / (1 + Double($0)) }

  static let figures: [String: [Axes]] = [
    "direct labels": [
      Axes("Optimizers", x: "epoch", y: .log("loss_{train}")) {
        for name in ["SGD", "SGD with momentum", "Adam", "AdamW"] { Line(y: losses, label: name) }
      }
    ],
    "long names": [
      Axes("Coefficients", x: "weight") {
        Bars(
          (0..<10).map { "a feature with a rather long name \($0)" },
          (0..<10).map { Double($0) - 4.5 }, direction: .right)
      }
    ],
    "names that do not fit side by side": [
      Axes(y: "accuracy") {
        Bars((0..<9).map { "network number \($0)" }, (0..<9).map { Double($0) })
      }
    ],
    "crowded legend": [
      Axes(x: "x", y: "y") {
        Scatter(
          x: (0..<900).map { Double($0 % 30) }, y: (0..<900).map { Double($0 / 30) }, label: "one")
        Scatter(x: [0], y: [0], label: "the other one")
      }
    ],
    "heat map": [
      Axes("Loss", x: "θ_1", y: "θ_2") {
        Image(losses, columns: 10, x: -3...3, y: -2...2, barLabel: "loss")
      }
    ],
    "confusion": [
      Axes("Confusion", x: "predicted", y: "true") {
        Image(
          (0..<9).map(Double.init), columns: 3, texts: (0..<9).map(String.init),
          xNames: ["cat", "dog", "bird"], yNames: ["cat", "dog", "bird"])
      }
    ],
    "six plots": (0..<6).map { index in
      Axes("Plot \(index)", x: "x", y: "y") {
        Line(y: losses.map { $0 * 1e6 * Double(index) }, label: "line")
      }
    },
    "long titles": (0..<4).map { index in
      Axes(
        "A title of many words that would never fit above one narrow plot of \(index + 2)",
        x: "a label of the horizontal axis that is too long for one line below the plot",
        y: "a label of the vertical axis that is too long for one line at the left"
      ) { Line(y: [0, 1]) }
    },
    "huge numbers": [
      Axes(x: "n", y: "y") { Line(x: [-1e300, 1e300], y: [1e-300, 3e-300], label: "a") }
    ],
  ]

  static let sizes = [
    Size(width: 480, height: 320), Size(width: 720, height: 480), Size(width: 560, height: 700),
  ]

  @Test(arguments: figures.keys.sorted(), sizes)
  func `no two labels overlap and all lie inside the page`(name: String, size: Size) throws {
    for sharing in [Figure.Sharing(), .both] {
      let figure = Figure(
        "A figure", columns: 2, sharing: sharing, size: size, axes: Self.figures[name] ?? [])
      let columns = figure.axes.count == 1 ? 1 : 2
      var fitted = figure
      fitted.columns = columns
      let canvas = try Canvas(size: size, format: .svg)
      let page = PageLayout(fitted, on: canvas)
      let paper = Rect(x: 0, y: 0, width: size.width, height: size.height)
      #expect(page.panels.count == figure.axes.count && !page.texts.isEmpty)
      for (index, text) in page.texts.enumerated() {
        #expect(paper.contains(text.bounds), "\(text.markup) leaves the page")
        for other in page.texts[(index + 1)...]
        where ![text.angle, other.angle].contains(PanelPlan.slant) {
          #expect(!text.bounds.overlaps(other.bounds), "\(text.markup) on \(other.markup)")
        }
        for panel in page.panels where panel.legend == nil {
          #expect(!text.bounds.overlaps(panel.plot), "\(text.markup) on a plot")
        }
      }
      for panel in page.panels {
        #expect(paper.contains(panel.plot))
        #expect(panel.legend?.isFree != false)
      }
    }
  }

  @Test func `plots of a grid are equally large and stand in rows and columns`() throws {
    let figure = Figure(columns: 3, axes: Self.figures["six plots"] ?? [])
    let canvas = try Canvas(size: figure.size, format: .svg)
    let plots = PageLayout(figure, on: canvas).panels.map(\.plot)
    #expect(Set(plots.map(\.width)).count == 1 && Set(plots.map(\.height)).count == 1)
    #expect(Set(plots.map(\.x)).count == 3 && Set(plots.map(\.y)).count == 2)
  }

  @Test func `shared scales are equal and labelled once`() throws {
    let axes = (1...4).map { scale in
      Axes(x: "x", y: "y") { Line(y: [0, Double(scale)]) }
    }
    func page(_ sharing: Figure.Sharing) throws -> PageLayout {
      let figure = Figure(columns: 2, sharing: sharing, axes: axes)
      return PageLayout(figure, on: try Canvas(size: figure.size, format: .svg))
    }
    let shared = try page(.both)
    #expect(Set(shared.panels.map(\.y.view)).count == 1)
    #expect(shared.texts.count { $0.markup == Markup("x") } == 2)
    #expect(shared.texts.count { $0.markup == Markup("y") } == 2)
    let own = try page([])
    #expect(Set(own.panels.map(\.y.view)).count == 4)
    #expect(own.texts.count { $0.markup == Markup("x") } == 4)
  }

  @Test func `a legend stands where no data are, if need be beside the plot`() throws {
    func panel(_ x: [Double], _ y: [Double]) throws -> Panel {
      let figure = Figure { Axes { Scatter(x: x, y: y, label: "dots") } }
      let canvas = try Canvas(size: figure.size, format: .svg)
      return try #require(PageLayout(figure, on: canvas).panels.first)
    }
    let ramp = (0..<40).map(Double.init)
    let free = try panel(ramp, ramp)
    let inside = try #require(free.legend).rect
    #expect(free.plot.contains(inside))
    #expect(!ramp.contains { inside.contains(free.place(Point(x: $0, y: $0))) })
    let crowded = try panel(
      (0..<900).map { Double($0 % 30) }, (0..<900).map { Double($0 / 30) })
    #expect(try #require(crowded.legend).rect.minX > crowded.plot.maxX)
  }

  @Test func `the margins are those that the texts need, and no more`() throws {
    let figure = Figure { Axes(x: "x", y: "y") { Line(y: [0, 1]) } }
    let canvas = try Canvas(size: figure.size, format: .svg)
    let texts = PageLayout(figure, on: canvas).texts.map(\.bounds)
    #expect(abs((texts.map(\.minX).min() ?? 0) - Theme.pageMargin) < 0.01)
    #expect(abs((texts.map(\.maxY).max() ?? 0) - 320 + Theme.pageMargin) < 0.01)
  }

  @Test(arguments: [Bars.Direction.up, .right])
  func `of two hundred names those are left that find room`(direction: Bars.Direction) throws {
    let names = (0..<200).map { "bar number \($0)" }
    let figure = Figure { Axes { Bars(names, names.map { _ in 1 }, direction: direction) } }
    let canvas = try Canvas(size: figure.size, format: .svg)
    let panel = try #require(PageLayout(figure, on: canvas).panels.first)
    let ticks = (direction == .up ? panel.xAxis : panel.yAxis).ticks.major
    #expect(ticks.count > 10 && ticks.count < 60)
    #expect(ticks.allSatisfy { $0.label == "bar number \(Int($0.value))" })
    let places = ticks.map { direction == .up ? panel.x($0.value) : panel.y($0.value) }.sorted()
    #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 > Theme.tick })
  }

  @Test func `a label of thousands of words ends after four lines`() throws {
    let label = Array(repeating: "word", count: 2000).joined(separator: " ")
    let figure = Figure { Axes(x: Axis(label)) { Line(y: [1, 2]) } }
    let canvas = try Canvas(size: figure.size, format: .svg)
    let page = PageLayout(figure, on: canvas)
    let lines = page.texts.filter { $0.markup.runs.first?.text.hasPrefix("word") == true }
    #expect(lines.count == 4)
    #expect(lines.last?.markup.runs.first?.text.hasSuffix("word …") == true)
    #expect(try #require(page.panels.first).plot.height > 200)
  }

  /// The lower a square, the narrower, and the more lines has its title, which lower it again.
  @Test(arguments: [(1, 3, 7, 240.0, 360.0), (3, 2, 9, 420, 320), (3, 3, 12, 420, 520)])
  func `a title that breaks late finds its room`(
    columns: Int, rows: Int, words: Int, width: Double, height: Double
  ) throws {
    let text = "the size of what arrives at the generator by either loss after many steps"
    let title = text.split(separator: " ").prefix(words).joined(separator: " ")
    let figure = Figure(columns: columns, size: Size(width: width, height: height)) {
      for _ in 0..<columns * rows {
        Axes(title, x: .hidden, y: .hidden) { Image([1, 2, 3, 4], columns: 2) }
      }
    }
    let page = PageLayout(figure, on: try Canvas(size: figure.size, format: .svg))
    let paper = Rect(x: 0, y: 0, width: width, height: height)
    #expect(page.panels.count == columns * rows)
    #expect(page.panels.allSatisfy { !$0.texts.isEmpty })
    for (index, panel) in page.panels.enumerated() {
      #expect(panel.texts.allSatisfy { paper.contains($0.bounds) }, "plot \(index)")
      for above in page.panels.prefix(index) {
        #expect(!panel.texts.contains { $0.bounds.overlaps(above.plot) }, "plot \(index)")
      }
    }
  }

  @Test func `a matrix keeps its cells square`() throws {
    let figure = Figure { Axes { Image(Array(repeating: 1, count: 12), columns: 4) } }
    let canvas = try Canvas(size: figure.size, format: .svg)
    let plot = try #require(PageLayout(figure, on: canvas).panels.first).plot
    #expect(abs(plot.width / plot.height - 4.0 / 3) < 1e-9)
  }

  @Test func `a legend below names each series once, in as few rows as the page allows`() throws {
    func legend(_ names: [String], width: Double) throws -> (legend: Legend, page: PageLayout) {
      let axes = Axes(x: "x") { for name in names { Line(y: [1, 2], label: name) } }
      let figure = Figure(
        columns: 2, legendBelow: true, size: Size(width: width, height: 200), axes: [axes, axes])
      let page = PageLayout(figure, on: try Canvas(size: figure.size, format: .svg))
      return (try #require(page.legend), page)
    }
    let names = ["one", "two", "three", "four", "five"]
    let (wide, page) = try legend(names, width: 500)
    #expect(wide.entries.map(\.text.markup) == names.map { Markup($0) })
    #expect(Set(wide.entries.map(\.center.y)).count == 1)
    #expect(page.panels.allSatisfy { $0.legend == nil && $0.directLabels.isEmpty })
    let lowest = page.panels.flatMap(\.texts).map(\.bounds.maxY).max() ?? 0
    #expect(lowest <= wide.rect.minY && wide.rect.maxY <= 200)
    let narrow = try legend(names, width: 220).legend
    #expect(Set(narrow.entries.map(\.center.y)).count == 2)
    #expect(narrow.entries.allSatisfy { $0.text.bounds.maxX <= 220 })
  }
}
