// Where exercise 00.7 is checked: graphs whose edges multiply by matrices, small enough to be found by
// forward accumulation, which goes the other way (Griewank and Walther 2008, chapter 3).
//
// A chain, a fork that joins again, an input used twice by one node, a branch that leads to no target,
// and a target in the middle: where each of them is missing, some sweep that is wrong is right.

import Gradus

/// The checks of a reverse sweep. It is told the number of nodes, the edges, `[edges, 2]`, each a
/// node and its input, the targets' places, the upstream gradient and a matrix for every edge; the
/// parts of its answer are the targets' gradients and the number of pullbacks.
func sweepCases(_ student: Student, _ variation: Variation = .published) -> [Case] {
  let table: [(name: String, nodes: Int, edges: [(Int, Int)], targets: [Int])] = [
    ("a chain", 4, [(1, 0), (2, 1), (3, 2)], [0]),
    ("a fork that joins", 4, [(1, 0), (2, 0), (3, 1), (3, 2)], [0]),
    ("an input used twice", 3, [(1, 0), (1, 0), (2, 1)], [0]),
    ("a branch that leads nowhere", 5, [(2, 0), (3, 1), (4, 2), (4, 3)], [0]),
    ("a target in the middle", 4, [(1, 0), (2, 1), (3, 2), (3, 1)], [1, 0]),
  ]
  let k = variation.grown(2)
  var random = variation.generator(1970)
  return table.flatMap { name, nodes, edges, targets in
    let matrices = edges.map { _ in Tensor<Double>.normal([k, k], using: &random) }
    let upstream = Tensor<Double>.normal([k, 1], using: &random)
    let list = Tensor(edges.map { [Double($0.0), Double($0.1)] })
    let question =
      [Tensor(Double(nodes)), list, Tensor(targets.map(Double.init)), upstream] + matrices
    let expected = targets.map { target in
      accumulated(nodes, Array(zip(edges, matrices)), from: target, upstream)
    }
    return targets.indices.map { index in
      Case.value(
        name: "\(name), the gradient of node \(targets[index])", what: "the gradient",
        answer: { student.part(index, of: question) }, expected: { expected[index] })
    } + [
      Case.value(
        name: "\(name), the pullbacks run", what: "the number of pullbacks",
        answer: { student.part(targets.count, of: question) },
        expected: { Tensor(Double(leading(nodes, edges, to: targets))) })
    ]
  }
}

/// Jᵀ·upstream, with J, of the last node by the target, found forwards.
private func accumulated(
  _ nodes: Int, _ edges: [((Int, Int), Tensor<Double>)], from target: Int,
  _ upstream: Tensor<Double>
) -> Tensor<Double> {
  let k = upstream.shape[0]
  var jacobians = [Tensor<Double>](repeating: .zeros([k, k]), count: nodes)
  jacobians[target] = .oneHot(Tensor(Array(0..<k)), classes: k)
  for node in (target + 1)..<nodes {
    for ((to, from), matrix) in edges where to == node {
      jacobians[node] = jacobians[node] + matmul(matrix, jacobians[from])
    }
  }
  return matmul(transposed: jacobians[nodes - 1], upstream)
}

/// How many edges come from a node that is a target or was made from one.
private func leading(_ nodes: Int, _ edges: [(Int, Int)], to targets: [Int]) -> Int {
  var leads = (0..<nodes).map { targets.contains($0) }
  for (to, from) in edges.sorted(by: { $0.0 < $1.0 }) where leads[from] { leads[to] = true }
  return edges.count { leads[$0.1] }
}
