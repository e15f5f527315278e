// The share of examples named rightly, of one batch and of several.

import Gradus
import LessonKit
import Testing

struct AccuracyTests {
  private let scores: Tensor<Float> = [[3, 0, 1], [1, 2, 0]]

  @Test func ofABatch() {
    #expect(accuracy(of: scores, Tensor([0, 1, 0])) == 1)
    #expect(accuracy(of: scores, Tensor([1, 1, 1])) == 1.0 / 3)
  }

  /// Every example counts alike, whatever the size of its batch.
  @Test func ofSeveralBatches() {
    let batches: [(scores: Tensor<Float>, labels: Tensor<Int>)] = [
      (scores, Tensor([0, 1, 0])), ([[0], [1]], Tensor([0])),
    ]
    #expect(accuracy(of: batches) == 0.75)
  }
}
