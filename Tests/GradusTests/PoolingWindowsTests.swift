// The loop nest of pooling: which elements go with which window, and how many.

import Testing

@testable import Gradus

@Suite struct PoolingWindowsTests {
  private func windows(_ window: Window2d, on shape: [Int]) -> PoolingWindows {
    PoolingWindows(window, on: shape, operation: "test")
  }

  @Test("Every element under every window, once, window by window")
  func visits() {
    var visits: [[Int]] = []
    windows(.pooling(2, stride: 1), on: [1, 2, 3, 5]).forEachElement { visits.append([$0, $1]) }
    #expect(
      visits == [
        [0, 0], [5, 0], [15, 0], [20, 0], [5, 5], [10, 5], [20, 5], [25, 5],
      ])
  }

  @Test("Each channel has its own windows")
  func channels() {
    let windows = windows(.pooling([1, 2]), on: [3, 1, 2, 4])
    #expect(windows.outputShape == [3, 1, 1, 4])
    var visits: [[Int]] = []
    windows.forEachElement { visits.append([$0, $1]) }
    #expect(visits == [[0, 0], [4, 0], [8, 4], [12, 4], [16, 8], [20, 8]])
  }

  @Test("Padding is counted or not; what hangs over never is")
  func counts() {
    let windows = windows(
      .pooling([2, 3], stride: 2, padding: [0, 1], roundingUp: true), on: [1, 3, 4, 1])
    #expect(windows.outputShape == [1, 2, 3, 1])
    let all: Tensor<Double> = windows.counts(countingPadding: true)
    #expect(all == [[[6], [6], [4]], [[3], [3], [2]]])
    let inside: Tensor<Double> = windows.counts(countingPadding: false)
    #expect(inside == [[[4], [6], [2]], [[2], [3], [1]]])
  }
}
