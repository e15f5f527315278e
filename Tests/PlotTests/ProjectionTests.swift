import Testing

@testable import Plot

struct ProjectionTests {
  private func projection(_ azimuth: Double, _ elevation: Double) -> Projection {
    Projection(
      from: Viewpoint(azimuth: azimuth, elevation: elevation), x: 0...2, y: 10...20, z: -1...1,
      height: 0.5)
  }

  private func isClose(_ a: Point, _ x: Double, _ y: Double) -> Bool {
    abs(a.x - x) < 1e-12 && abs(a.y - y) < 1e-12
  }

  @Test func `the middle of the box is the origin`() {
    #expect(isClose(projection(33, 21)(Point3(x: 1, y: 15, z: 0)), 0, 0))
  }

  /// From −90 degrees and the horizon x runs to the right, z upwards, and y cannot be seen.
  @Test func `from the front heights and widths keep their measure`() {
    let front = projection(-90, 0)
    for y in [10.0, 13, 20] {
      #expect(isClose(front(Point3(x: 2, y: y, z: 1)), 0.5, 0.25))
      #expect(isClose(front(Point3(x: 0, y: y, z: -1)), -0.5, -0.25))
    }
  }

  @Test func `from above it is a map`() {
    let map = projection(-90, 90)
    #expect(isClose(map(Point3(x: 0, y: 10, z: 1)), -0.5, -0.5))
    #expect(isClose(map(Point3(x: 2, y: 20, z: -1)), 0.5, 0.5))
  }

  @Test(arguments: [
    (-60.0, true, false), (30, true, true), (120, false, true), (-150, false, false),
  ])
  func `the near sides face the viewer`(azimuth: Double, x: Bool, y: Bool) {
    let near = projection(azimuth, 30).isNearAtGreater
    #expect(near.x == x && near.y == y)
  }

  @Test func `a viewpoint below the ground stops`() async {
    await #expect(processExitsWith: .failure) { _ = Viewpoint(elevation: -10) }
  }
}
