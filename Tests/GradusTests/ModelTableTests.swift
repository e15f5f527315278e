// What `print(model)` shows.

import Gradus
import Testing

private struct Autoencoder: Layer {
  let encoder: Sequential<Float>
  let decoder: Linear<Float>
  let noise = 0.1

  func callAsFunction(_ x: Variable<Float>, _ mode: Mode) -> Variable<Float> {
    decoder(encoder(x, mode), mode)
  }
}

private class Model: Layer {
  let encoder = Linear<Float>(weight: [[1, 2]], bias: nil)

  func callAsFunction(_ x: Variable<Float>, _ mode: Mode) -> Variable<Float> { encoder(x, mode) }
}

private final class Deeper: Model {
  let decoder = Linear<Float>(weight: [[3], [4]], bias: [5, 6])
}

@Suite struct ModelTableTests {
  @Test("A chain prints a row a layer, with output shapes and parameter counts")
  func chain() {
    var generator = RandomGenerator(seed: 1)
    let model = Sequential<Float>(inputShape: [28, 28]) {
      Flatten()
      Linear(784, 50, using: &generator)
      ReLU()
      Dropout(0.5, using: &generator)
      BatchNorm1d(50)
      Linear(50, 10, bias: false, using: &generator)
    }
    #expect(
      model.description == """
        Sequential
             layer                     output shape  parameters
          ─────────────────────────────────────────────────────
          0  Flatten                   [784, N]               —
          1  Linear(784 → 50)          [50, N]            39250
          2  ReLU                      [50, N]                —
          3  Dropout(0.5)              [50, N]                —
          4  BatchNorm1d(50)           [50, N]              100
          5  Linear(50 → 10, no bias)  [10, N]              500
          ─────────────────────────────────────────────────────
             total                                        39850
        """)
  }

  @Test("Images change their channels and their size from layer to layer")
  func images() {
    var generator = RandomGenerator(seed: 1)
    let model = Sequential<Float>(inputShape: [3, 32, 32]) {
      Conv2d(3, 6, kernel: 5, stride: 2, using: &generator)
      ReLU()
      ConvTranspose2d(6, 1, kernel: 2, stride: 2, using: &generator)
      Flatten()
    }
    #expect(
      model.description == """
        Sequential
             layer                                           output shape    parameters
          ─────────────────────────────────────────────────────────────────────────────
          0  Conv2d(3 → 6, kernel 5×5, stride 2×2)           [6, 14, 14, N]         456
          1  ReLU                                            [6, 14, 14, N]           —
          2  ConvTranspose2d(6 → 1, kernel 2×2, stride 2×2)  [1, 28, 28, N]          25
          3  Flatten                                         [784, N]                 —
          ─────────────────────────────────────────────────────────────────────────────
             total                                                                  481
        """)
  }

  @Test("A model of one's own prints a row a layer it holds")
  func ownModel() {
    var generator = RandomGenerator(seed: 1)
    let model = Autoencoder(
      encoder: Sequential {
        Linear(8, 2, using: &generator)
        Tanh()
      },
      decoder: Linear(2, 8, using: &generator))
    #expect(
      "\(model)" == """
        Autoencoder
                   layer          output shape  parameters
          ────────────────────────────────────────────────
          encoder  Sequential     [2, N]                18
          decoder  Linear(2 → 8)  [8, N]                24
          ────────────────────────────────────────────────
                   total                                42
        """)
  }

  @Test("A model that is a class prints what it inherits first")
  func inheritance() {
    #expect(
      "\(Deeper())" == """
        Deeper
                   layer                   output shape  parameters
          ─────────────────────────────────────────────────────────
          encoder  Linear(2 → 1, no bias)  [1, N]                 2
          decoder  Linear(1 → 2)           [2, N]                 4
          ─────────────────────────────────────────────────────────
                   total                                          6
        """)
  }

  @Test("A shape that nothing determines is a dash")
  func unknownShape() {
    let model = Sequential<Float> {
      Tanh()
      Linear(weight: [[1, 2]], bias: nil)
    }
    #expect(
      model.description == """
        Sequential
             layer                   output shape  parameters
          ───────────────────────────────────────────────────
          0  Tanh                    —                      —
          1  Linear(2 → 1, no bias)  [1, N]                 2
          ───────────────────────────────────────────────────
             total                                          2
        """)
  }
}
