import Foundation
import Testing

@testable import Plot

struct FigureDataTests {
  private func lines(_ csv: String) -> [String] {
    csv.components(separatedBy: "\r\n").dropLast()
  }

  private func lines(_ mark: any Mark) -> [String] {
    lines(Figure { Axes(marks: [mark]) }.csv)
  }

  @Test func `a row a point, with plot, series and mark`() {
    let figure = Figure {
      Axes("loss", x: "epoch") {
        Line(y: [0.5, 0.25], label: "Adam, tuned")
        Scatter(x: [1], y: [.nan], label: "the \"end\"")
      }
      Axes { Reference.horizontal(3) }
    }
    #expect(
      lines(figure.csv) == [
        "plot,series,mark,x,y", "loss,\"Adam, tuned\",line,0.0,0.5",
        "loss,\"Adam, tuned\",line,1.0,0.25", "loss,\"the \"\"end\"\"\",dots,1.0,nan",
        "2,,rule,,3.0",
      ])
  }

  @Test func `bars have their names and images their cells`() {
    #expect(
      lines(Bars(["one", "two"], [3, 4])).prefix(3) == [
        "plot,mark,x,y,x2,y2,text", "1,boxes,-0.4,0.0,0.4,3.0,one", "1,boxes,0.6,0.0,1.4,4.0,two",
      ])
    #expect(
      lines(Image([5, 6, 7, 8], columns: 2)).prefix(5) == [
        "plot,mark,x,y,value", "1,cells,0.0,0.0,5.0", "1,cells,1.0,0.0,6.0", "1,cells,0.0,1.0,7.0",
        "1,cells,1.0,1.0,8.0",
      ])
    #expect(
      lines(Image(rgb: [1, 0.5, 0], columns: 1)) == [
        "plot,mark,x,y,value,text", "1,cells,0.0,0.0,1.0,red", "1,cells,0.0,0.0,0.5,green",
        "1,cells,0.0,0.0,0.0,blue",
      ])
    // Nine pixels of three images, without the gutter between them.
    #expect(lines(Tiles([[1, 2, 3], [4, 5, 6], [7, 8, 9]], width: 3, columns: 2)).count == 10)
  }

  @Test func `what is projected or contoured is told as it was given`() {
    let heights = [1.0, 2, 3, 4]
    let rows = [
      "1,grid,0.0,10.0,1.0", "1,grid,1.0,10.0,2.0", "1,grid,0.0,20.0,3.0", "1,grid,1.0,20.0,4.0",
    ]
    let marks: [any Mark] = [
      Contours(heights, columns: 2, x: 0...1, y: 10...20, levels: [2.5]),
      Surface(heights, columns: 2, x: 0...1, y: 10...20),
    ]
    for mark in marks { #expect(lines(mark) == ["plot,mark,x,y,value"] + rows) }
  }

  @Test func `every kind of mark has rows`() {
    let marks: [any Mark] = [
      Line(y: [1]), Scatter(x: [0], y: [1]), Bars(["a"], [1]), Histogram([1], bins: 1),
      Band(x: [0, 1], low: [0, 0], high: [1, 1]), Image([1], columns: 1),
      Tiles([[1]], width: 1, columns: 1), Reference.vertical(1), Reference.identity(),
      Annotation("a", x: 0, y: 1),
    ]
    for mark in marks { #expect(lines(mark).count > 1, "\(mark)") }
  }

  @Test func `an animation numbers its frames`() {
    let frames = [1.0, 2].map { y in Figure { Axes { Line(y: [y]) } } }
    #expect(
      lines(Animation(frames).csv) == [
        "frame,plot,mark,x,y", "1,1,line,0.0,1.0", "2,1,line,0.0,2.0",
      ])
  }
}
