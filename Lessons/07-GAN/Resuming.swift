// A training written down, so that it can go on as if it had never stopped.

import Gradus
import LessonKit

extension Training: Resumable {
  func keep(in checkpoint: inout Checkpoint<Float>, as name: String) {
    // ANCHOR: keep
    checkpoint.keep(pair.G, as: "\(name).G")
    checkpoint.keep(pair.D, as: "\(name).D")
    checkpoint.keep(pair.descentG, as: "\(name).descentG")
    checkpoint.keep(pair.descentD, as: "\(name).descentD")
    checkpoint.keep(order, as: "\(name).order")
    checkpoint.keep(random, as: "\(name).random")
    for (k, frame) in frames.enumerated() {
      checkpoint.tensors["\(name).frames.\(k)"] = frame
    }
    // ANCHOR_END: keep
  }

  mutating func restore(
    from checkpoint: Checkpoint<Float>, as name: String
  ) throws(CheckpointError.Problem) {
    try checkpoint.restore(pair.G, from: "\(name).G")
    try checkpoint.restore(pair.D, from: "\(name).D")
    try checkpoint.restore(&pair.descentG, from: "\(name).descentG")
    try checkpoint.restore(&pair.descentD, from: "\(name).descentD")
    order = try checkpoint.generator("\(name).order")
    random = try checkpoint.generator("\(name).random")
    frames = []
    for k in log.qualities.indices {
      guard let frame = checkpoint.tensors["\(name).frames.\(k)"] else {
        throw .missingTensor("\(name).frames.\(k)", present: checkpoint.tensors.names)
      }
      frames.append(frame)
    }
  }
}
