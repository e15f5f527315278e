import Testing

@testable import Plot

struct ColorTests {
  @Test func `the palette hands out eight colours and begins again`() {
    var palette = Palette()
    let colors = (0..<9).map { _ in palette.next() }
    #expect(colors.first == .blue && colors[1] == .vermilion)
    #expect(Set(colors.prefix(8)).count == 8)
    #expect(colors[8] == colors[0])
  }

  @Test func `luminance runs from black to white`() {
    #expect(Color.black.luminance == 0)
    #expect(abs(Color.white.luminance - 1) < 1e-12)
  }

  @Test func `names are dark enough to read`() {
    for color in Palette.colors { #expect(1.05 / (color.readable.luminance + 0.05) >= 4.5) }
    #expect(Color.blue.readable == .blue)
  }
}

struct ColormapTests {
  @Test func `viridis begins, turns and ends as published`() {
    #expect(Colormap.viridis(0) == Color(hex: 0x440154))
    #expect(Colormap.viridis(0.5) == Color(hex: 0x21918C))
    #expect(Colormap.viridis(1) == Color(hex: 0xFDE725))
    #expect(Colormap.viridis(7) == Colormap.viridis(1))
    #expect(Colormap.viridis(.nan) == Colormap.missing)
  }

  @Test func `viridis grows lighter throughout`() {
    let lightness = (0...100).map { Colormap.viridis(Double($0) / 100).luminance }
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func `a diverging map is centred on zero`() {
    let range = Colormap.diverging.range(of: [-1, 0, 4])
    #expect(range == -4...4)
    #expect(Colormap.diverging.color(0, in: range) == Color(hex: 0xF7F6F6))
    #expect(Colormap.diverging.range(of: [0, 0]) == -1...1)
  }

  @Test func `a sequential map spans the finite values`() {
    #expect(Colormap.viridis.range(of: [3, .nan, 1, .infinity]) == 1...3)
    #expect(Colormap.viridis.range(of: [2, 2]) == 1.5...2.5)
    #expect(Colormap.viridis.range(of: []) == 0...1)
  }

  @Test func `a map of two sides grows lighter from end to end, so that grey paper keeps them`() {
    let tones = (0...50).map { Colormap.sides(Double($0) / 50).luminance }
    #expect(zip(tones, tones.dropFirst()).allSatisfy { $0 < $1 })
  }
}
