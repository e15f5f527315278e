// The exercises of chapter 0.

import Gradus

extension Exercise {
  static let chapter0 = [
    Exercise(
      "00.5", "the pullback of softmax", call: "[softmaxGradient(a[0], a[1])]",
      section: "book/00-is-this-gradient-right.md#four-mistakes",
      forbidden: ["logSoftmax", "crossEntropy"],
      hints: [
        "How many outputs of a column change when one score of it does?",
        "Write ∂yₖ/∂xⱼ for k = j and for k ≠ j, multiply by dyₖ, and sum over k before you program.",
        "softmax(x) once; products entry by entry; summed(along: 0, keepingAxes: true) gives a number "
          + "a column, which goes with every row.",
      ],
      cases: { student, variation in softmaxCases({ student($0, $1) }, variation) }),
    Exercise(
      "00.7", "the reverse sweep", frame: sweepFrame, call: "swept(a)",
      section: "book/01-regression.md#downhill-by-graph", allowed: ["gradients"],
      supplied: everyPath,
      hints: [
        "In which order can a node know all that its uses send back?",
        "From the result back: a node's gradient goes through each of its edges; shares of an input "
          + "that is used twice add up.",
        "path.nodes.indices, leads[place], path.inputs(of: place), and the edges' pullback; a "
          + "gradient is nil until a share has arrived.",
      ],
      cases: { sweepCases($0, $1) }),
    Exercise(
      "00.8", "a step of the checker", call: "[ladderStep(a[0], step: a[1].scalar)]",
      section: "book/00-is-this-gradient-right.md#the-bottom-of-the-v",
      hints: [
        "At twice the step, how much larger is an error of c·h²?",
        "D(h) = f′ + c·h² and D(2h) = f′ + 4c·h²: which sum of the two has no c in it, and f′ once?",
        "f[3] and f[1] stand at x ± h, f[4] and f[0] at x ± 2h; return Tensor([D, R, B]).",
      ],
      cases: { ladderCases($0, $1) }),
  ]

  /// The sweep by which a starter's lessons find gradients until the reader has written one.
  private static let everyPath = """
    // Yours to write; then ask: make check EX=00.7. While exercise 00.7 is still to be written, every
    // path is walked by itself: right, and slow where nodes have several uses.
    alongEveryPath(&gradients, of: path.nodes) { place in
      leads[place]
        ? zip(path.inputs(of: place), path.nodes[place].edges).map { ($0, $1.pullback) } : []
    }
    """

  /// Graphs whose edges multiply by matrices, and count how often they do.
  private static let sweepFrame = """
    struct Link { let pullback: (Tensor<Double>) -> Tensor<Double> }
    struct Node { var edges: [Link] = [] }
    struct Path {
      var nodes: [Node]
      var sources: [[Int]]
      func inputs(of place: Int) -> [Int] { sources[place] }
    }

    nonisolated(unsafe) var count = 0.0

    func sweep(
      _ path: Path, leads: [Bool], places: [Int?], upstream: Tensor<Double>
    ) -> [Tensor<Double>?] {
      var gradients = [Tensor<Double>?](repeating: nil, count: path.nodes.count)
      gradients[path.nodes.count - 1] = upstream
      // SLOT
      return gradients
    }

    func swept(_ a: [Tensor<Double>]) -> [Tensor<Double>] {
      let (nodes, targets) = (Int(a[0].scalar), a[2].scalars.map { Int($0) })
      var path = Path(nodes: .init(repeating: Node(), count: nodes), sources: .init(repeating: [], count: nodes))
      for edge in 0..<a[1].shape[0] {
        let (node, matrix) = (Int(a[1][edge, 0]), a[4 + edge])
        path.sources[node].append(Int(a[1][edge, 1]))
        path.nodes[node].edges.append(
          Link { dy in
            count += 1
            return matmul(transposed: matrix, dy)
          })
      }
      var leads = (0..<nodes).map { targets.contains($0) }
      for node in 0..<nodes where path.sources[node].contains(where: { leads[$0] }) {
        leads[node] = true
      }
      count = 0
      let gradients = sweep(path, leads: leads, places: targets, upstream: a[3])
      return targets.map { gradients[$0] ?? .zeros(a[3].shape) } + [Tensor(count)]
    }
    """
}
