// How long a lesson will take here. The record of an earlier run says how long it took and how fast
// its machine was; a short measurement says how fast this one is. What is measured is what lessons
// do: steps of training, of a small network, whose tensors are a few numbers each, and of a
// convolution, which keeps the multipliers of all cores busy.

import Foundation
import Gradus

extension Lesson {
  /// Says about how long the lesson will take on this machine, and what `--quick` would leave out.
  func announce() {
    guard !options.isRedrawing else { return }
    let speed = Pace.measured()
    options.notes.speed = speed
    guard let root = Repository.root(), options.requestedEpochs == nil else { return }
    let folder = root.appendingPathComponent(
      "Figures/\(Repository.folderName(ofLesson: Self.number))")
    func time(_ file: String) -> String? {
      (try? Run(from: folder.appendingPathComponent(file)))?.pace.map {
        Pace.words($0.seconds * $0.speed / speed)
      }
    }
    if let sentence = Pace.sentence(
      full: time(Run.fileName), quick: time(Run.quickFileName), isQuick: options.quick,
      quickly: Self.quickly)
    {
      print(sentence + "\n")
      fflush(nil)
    }
  }
}

/// The speed of machines.
enum Pace {
  /// What a lesson says before it begins.
  ///
  /// - Parameters:
  ///   - full: the time of a full run here, in words; nil if it is not known.
  ///   - quick: the time of a quick run.
  ///   - quickly: what a quick run leaves out.
  static func sentence(full: String?, quick: String?, isQuick: Bool, quickly: String) -> String? {
    switch (isQuick, full, quick) {
    case (true, _, let quick?):
      "This takes \(quick) here: --quick \(quickly)."
    case (false, let full?, let quick?):
      "This takes \(full) here. With --quick it takes \(quick), and \(quickly)."
    case (false, let full?, nil): "This takes \(full) here. With --quick it \(quickly)."
    default: nil
    }
  }

  /// A time that is only estimated: `about 20 s`.
  static func words(_ seconds: Double) -> String {
    switch seconds {
    case ..<1.5: return "about a second"
    case ..<10: return "about \(Int(seconds.rounded())) s"
    case ..<90: return "about \(5 * Int((seconds / 5).rounded())) s"
    case ..<5_400: return "about \(Int((seconds / 60).rounded())) min"
    default: return "about \(Int((seconds / 3_600).rounded())) h"
    }
  }

  /// How many units of work this machine does in a second, from a measurement of half a second.
  static func measured() -> Double {
    var work = Work()
    work.step()
    let start = ProcessInfo.processInfo.systemUptime
    var steps = 0.0
    var end = start
    while end < start + 0.5 {
      work.step()
      steps += 1
      end = ProcessInfo.processInfo.systemUptime
    }
    return steps / (end - start)
  }
}

/// A unit of work: steps of training, in which small and large tensors take about as long.
private struct Work {
  private static let batch = 64
  private let small: Sequential<Double>
  private let large: Sequential<Float>
  private var rules: (small: Adam<Double>, large: Adam<Float>)
  private let points: Tensor<Double>
  private let images: Tensor<Float>
  private let labels = Tensor((0..<Work.batch).map { $0 % 10 })

  init() {
    var generator = RandomGenerator(seed: 1)
    small = Sequential {
      Linear(2, 8, using: &generator)
      Tanh()
      Linear(8, 1, using: &generator)
    }
    large = Sequential {
      Conv2d(3, 16, kernel: 5, using: &generator)
      ReLU()
      MaxPool2d(2)
      Flatten()
      Linear(16 * 7 * 7, 10, using: &generator)
    }
    rules = (
      Adam(small.parameters, learningRate: 1e-3), Adam(large.parameters, learningRate: 1e-3)
    )
    points = .normal([2, 8], using: &generator)
    images = .normal([3, 18, 18, Work.batch], using: &generator)
  }

  mutating func step() {
    for _ in 0..<40 {
      let y = small(points, .training)
      rules.small.step((y * y).mean().gradients(of: rules.small.parameters))
    }
    let loss = crossEntropy(logits: large(images, .training), targets: labels)
    rules.large.step(loss.gradients(of: rules.large.parameters))
  }
}
