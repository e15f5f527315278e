// Where exercises 03.7 and 04.8 are checked: a staircase as a network of layers, and a full adder of
// NANDs. Both are put together, not derived.

import Gradus

/// The checks of the network of a staircase, by its outputs.
func staircaseNetworkCases(
  _ student: Student, _ variation: Variation = .published
) -> [Case] {
  var random = variation.generator(1989)
  return [1, 3, 6].map { units in
    let edges = Tensor((1...units).map { Double($0) })
    let levels = Tensor<Double>.normal([units + 1], using: &random)
    let x = Tensor<Double>.uniform(
      [1, variation.grown(9)], in: 0..<Double(units + 1), using: &random)
    /// Σ stepₖ·σ(s·(x − eₖ)) over l₀.
    @Sendable func sum(
      _ first: Double, _ s: Double, _ step: @Sendable (Int) -> Double
    ) -> Tensor<Double> {
      (0..<units).reduce(Tensor(repeating: first, shape: x.shape)) { g, k in
        g + step(k) * sigmoid(s * (x - edges[k]))
      }
    }
    let l = levels.scalars
    return Case.value(
      name: "\(units) units", what: "g",
      answer: { student(edges, levels, Tensor(3.0), x) },
      expected: { sum(l[0], 3) { l[$0 + 1] - l[$0] } },
      mistakes: [
        "the first level l₀ is missing: it is the last layer's bias.":
          { sum(0, 3) { l[$0 + 1] - l[$0] } },
        "every unit climbs a step, lₖ − lₖ₋₁, not a level.": { sum(l[0], 3) { l[$0 + 1] } },
        "it goes down where it should climb.": { sum(l[0], -3) { l[$0 + 1] - l[$0] } },
        "the steepness is missing.": { sum(l[0], 1) { l[$0 + 1] - l[$0] } },
      ])
  }
}

/// The checks of a full adder, at all corners in an order of their own.
func adderCases(_ student: Student, _ variation: Variation = .published) -> [Case] {
  var random = variation.generator(1937)
  return [8, variation.grown(5)].flatMap { (n: Int) -> [Case] in
    let corners = (0..<n).map { _ in random.integer(below: 8) }
    func bit(_ place: Int) -> Tensor<Double> {
      Tensor([(n == 8 ? Array(0..<8) : corners).map { Double($0 >> place & 1) }])
    }
    let (a, b, c) = (bit(0), bit(1), bit(2))
    let sum = a + b + c
    let carry = Tensor<Double>(sum .> 1.5)
    let odd = sum - 2 * carry
    let pair = a + b - 2 * a * b
    let name = n == 8 ? "all eight corners" : "\(n) corners"
    return [
      Case.value(
        name: "\(name), the sum", what: "the sum", answer: { student(a, b, c) },
        expected: { odd },
        mistakes: [
          "the carry that comes in is not in it.": { pair },
          "the two outputs have changed places.": { carry },
          "the last NAND is missing, or one too many: it is the opposite.": { 1 - odd },
        ]),
      Case.value(
        name: "\(name), the carry", what: "the carry", answer: { student(a, b, c, part: 1) },
        expected: { carry },
        mistakes: [
          "the carry that comes in is not in it.": { a * b },
          "the two outputs have changed places.": { odd },
          "the last NAND is missing, or one too many: it is the opposite.": { 1 - carry },
        ]),
    ]
  }
}
