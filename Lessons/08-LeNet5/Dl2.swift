// What dl2's 60 % were made of (coderkarthiko 2020, LENET5-cifar10-dl2.ipynb: 59.95 % of the test
// images after three epochs of half an hour): its network, its training, and ours.

import Datasets
import Gradus
import LessonKit

extension LeNet5 {
  /// dl2's training of dl2's network, the same of ours, and what is soonest at 60 %.
  func compareWithDl2(
    _ photos: OnDemand<Photos>, _ bookmark: Bookmark, into record: inout RunRecord
  ) throws {
    // ANCHOR: steps
    let epochs = options.epochs(full: 3, quick: 1)
    let theirs = Recipe(
      name: "dl2's network and training", epochs: epochs,
      rule: { Adagrad($0, learningRate: 0.01) }, network: lenet5OfDl2,
      batch: 32, falls: false, forgets: true, holdsOut: false)
    var mixed = theirs
    mixed.name = "our network, dl2's training"
    mixed.network = lenet5
    let ours = Recipe(name: "our network and training", epochs: epochs)
    // ANCHOR_END: steps
    let (courses, seconds, _) = try compare(
      [theirs, mixed, ours], as: "steps",
      rule: "as in the listing; ours is \(Self.momentum)", data: "as said",
      initializer: "dl2's or, in ours, uniform in ±1/√(number of inputs)",
      batch: "32, and 64 in ours", photos, bookmark, into: &record)
    var generator = RandomGenerator(seed: options.seed)
    record.number(
      "steps.0.parameters", theirs.network(&generator).parameterCount, agreement: .everywhere())
    record.volatile("steps.0.seconds", seconds[0])
    record.volatile("steps.2.seconds", seconds[2])
    let test = courses.map(\.test)
    for k in 0..<3 { record.number("steps.\(k)", test[k].median, agreement: tolerance) }
    record.number("steps.2.least", test[2].min() ?? 0, agreement: tolerance)
    record.claim(
      "steps.dl2", "the median of dl2's network and training is less than a point from dl2's own",
      abs(test[0].median - 59.95) < 1)
    record.claim(
      "steps.network", "with dl2's training our network ends below dl2's from every seed",
      (test[1].max() ?? 100) < (test[0].min() ?? 0))
    record.claim(
      "steps.training",
      "with our training it ends above both from every seed, and above 60 percent",
      (test[2].min() ?? 0) > max(60, (test[0] + test[1]).max() ?? 100))
  }
}
