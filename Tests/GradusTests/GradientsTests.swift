// The reverse sweep: what it visits, how it adds up, and how long a chain it bears.

import Gradus
import Testing

/// How often something was called.
private final class Count {
  var calls = 0
}

@Suite struct GradientsTests {
  /// x, with a pullback that counts its calls.
  private func counted(_ x: Variable<Double>, _ count: Count) -> Variable<Double> {
    Variable(
      x.value,
      Edge(x) { dy in
        count.calls += 1
        return dy
      })
  }

  @Test("Each use of a variable adds its share")
  func sharedUse() {
    let x = Variable<Double>([3])
    #expect((x * x * x).gradients(of: [x]) == [[27]])
    #expect((x + x + x).gradients(of: [x]) == [[3]])
    #expect((x - x).gradients(of: [x]) == [[0]])
  }

  @Test("A diamond's two paths add, and its root is pulled back through once")
  func diamond() {
    let x = Variable<Double>([2])
    let count = Count()
    let root = counted(x * x, count)
    let result = exp(root) * (root + 1)
    // d/dr e^r(r + 1) = e^r(r + 2) at r = 4, times dr/dx = 4.
    #expect(result.gradients(of: [x])[0].scalar.isClose(to: 24 * 54.598150033144236))
    #expect(count.calls == 1)
  }

  @Test("Only what lies between the result and a target is pulled back through")
  func pruning() {
    let (x, y) = (Variable<Double>([2]), Variable<Double>([5]))
    let (towardsX, towardsY, behind) = (Count(), Count(), Count())
    let hidden = counted(y, behind)
    let result = counted(x, towardsX) * counted(hidden, towardsY)
    #expect(result.gradients(of: [x]) == [[5]])
    #expect((towardsX.calls, towardsY.calls, behind.calls) == (1, 0, 0))
    #expect(result.gradients(of: [hidden]) == [[2]])
    #expect((towardsX.calls, towardsY.calls, behind.calls) == (1, 1, 0))
    #expect(result.gradients(of: [y, x]) == [[2], [5]])
    #expect((towardsX.calls, towardsY.calls, behind.calls) == (2, 2, 1))
  }

  @Test("A generator's step pulls nothing back to the discriminator's weights")
  func chainedNetworks() {
    let weightGradients = Count()
    let generator = Variable<Double>([[0.5, -1]])
    let discriminator = Variable<Double>([[2]])
    let fake = matmul(generator, Variable([[1], [3]]))
    let (w, x) = (discriminator.value, fake.value)
    let verdict = Variable(
      matmul(w, x),
      Edge(discriminator) { dy in
        weightGradients.calls += 1
        return matmul(dy, x.transposed())
      },
      Edge(fake) { dy in matmul(w.transposed(), dy) })
    #expect(verdict.gradients(of: [generator]) == [[[2, 6]]])
    #expect(weightGradients.calls == 0)
    #expect(verdict.gradients(of: [discriminator]) == [[[-2.5]]])
    #expect(weightGradients.calls == 1)
  }

  @Test("A target may stand in the middle, be the result, be listed twice or not be reached")
  func targets() {
    let (x, stranger) = (Variable<Double>([2, 1]), Variable<Double>([[1, 2], [3, 4]]))
    let middle = x * 3
    let result = (middle * middle).summed()
    #expect(
      result.gradients(of: [middle, x, result, x, stranger])
        == [[12, 6], [36, 18], Tensor(1), [36, 18], [[0, 0], [0, 0]]])
    #expect(result.gradients(of: []) == [])
    // A sweep stores nothing, so a second one gives the same.
    #expect(result.gradients(of: [x]) == [[36, 18]])
  }

  @Test("An upstream gradient makes a vector-Jacobian product")
  func upstream() {
    let x = Variable<Double>([[1, 2], [3, 4]])
    #expect(
      (x * x).gradients(of: [x], upstream: [[1, 0], [-1, 10]]) == [[[2, 0], [-6, 80]]])
    #expect(x.gradients(of: [x], upstream: [[1, 2], [3, 4]]) == [[[1, 2], [3, 4]]])
    #expect(Variable<Double>([[7]]).gradients(of: []) == [])
  }

  @Test("A function of one's own, nested and with a skip connection, is an ordinary expression")
  func nestedFunctions() {
    let (w0, w1, w2) = (Variable(Tensor(2.0)), Variable(Tensor(3.0)), Variable(Tensor(-1.0)))
    let x = Variable(Tensor(0.5))
    // f = w0·tanh(w1·x² + w2·x)
    let inner = w1 * x * x + w2 * x
    let f = w0 * tanh(inner) + x
    let slope = 2 * (1 - 0.244918662403709 * 0.244918662403709)
    let gradients = f.gradients(of: [w0, w1, w2, x]).map(\.scalar)
    for (gradient, expected) in zip(
      gradients, [0.244918662403709, slope * 0.25, slope * 0.5, slope * 2 + 1])
    {
      #expect(gradient.isClose(to: expected, within: 1e-14))
    }
  }

  @Test("A chain of 100,000 nodes is built, differentiated and released")
  func longChain() {
    let x = Variable(Tensor(1.0))
    var y = x
    for _ in 0..<100_000 { y = y + 1 }
    #expect(y.value.scalar == 100_001)
    #expect(y.gradients(of: [x]) == [Tensor(1)])
    y = x
    #expect(y.value.scalar == 1)
  }

  @Test("So is one in which each node uses the one before twice")
  func longDoubleChain() {
    let x = Variable(Tensor(1.0))
    var y = x
    // Halved and added to itself: the value stays, and so does the gradient, 2·½ a node.
    for _ in 0..<50_000 {
      let half = 0.5 * y
      y = half + half
    }
    #expect(y.value.scalar == 1)
    #expect(y.gradients(of: [x]) == [Tensor(1)])
    y = x
    for _ in 0..<100_000 { y = y * y }
    #expect(y.gradients(of: [x]) == [Tensor(.infinity)])
  }

  @Test("A long chain held at its middle is released in parts")
  func longChainInParts() {
    let x = Variable(Tensor(1.0))
    var y = x
    var middle = x
    for n in 0..<100_000 {
      y = y + x
      if n == 50_000 { middle = y }
    }
    y = x
    #expect(middle.gradients(of: [x]) == [Tensor(50_002)])
  }
}
