// The table of workloads: what `make bench` times, and what is expected of it. The goals are ratios
// to PyTorch on the same threads, or shares of one core's peak; the kernels alone have none.

/// A task with its name, its threads and what is expected of it.
struct Workload: Sendable {
  /// How many threads compute.
  enum Threads: String, Codable, Sendable {
    case one, all
  }

  /// What is to be reached.
  struct Goal: Codable, Equatable, Sendable {
    /// What is compared.
    enum Measure: String, Codable, Sendable {
      /// How many times as fast as PyTorch.
      case ratio
      /// The share of the peak that was measured on as many threads.
      case shareOfPeak
    }

    let measure: Measure
    /// The least that is to be reached.
    let value: Double

    static func timesAsFast(_ value: Double) -> Goal { Goal(measure: .ratio, value: value) }
    static func shareOfPeak(_ value: Double) -> Goal { Goal(measure: .shareOfPeak, value: value) }
  }

  /// Which table a workload stands in.
  enum Group: String, Codable, CaseIterable, Sendable {
    /// Training steps through the graph, and what of them has a goal.
    case training
    /// Convolutions and matrix products alone, which arithmetic bounds.
    case products
    /// What goes over its elements once or a few times, which memory bounds.
    case passes
  }

  /// What `--only` looks for.
  let name: String
  /// What it is, in the table.
  let title: String
  let group: Group
  let threads: Threads
  let task: any Task
  /// How many runs make up the time that is shown: the steps of an epoch, else one.
  let runs: Double
  let goal: Goal?
  /// How PyTorch may store its images; the fastest counts.
  let layouts: [Layout]
}

extension Workload {
  private static func training(
    _ name: String, _ title: String, _ task: any Task, _ threads: Threads = .all,
    epoch: Double = 1, layouts: [Layout] = [.contiguous], goal: Goal? = nil
  ) -> Workload {
    Workload(
      name: name, title: title, group: .training, threads: threads, task: task, runs: epoch,
      goal: goal, layouts: layouts)
  }

  private static func product(
    _ name: String, _ title: String, _ task: any Task, goal: Goal? = nil
  ) -> Workload {
    Workload(
      name: name, title: title, group: .products, threads: .one, task: task, runs: 1, goal: goal,
      layouts: [.contiguous])
  }

  private static func pass(_ name: String, _ title: String, _ task: any Task) -> Workload {
    Workload(
      name: name, title: title, group: .passes, threads: .one, task: task, runs: 1, goal: nil,
      layouts: [.contiguous])
  }

  /// All workloads, in the tables' order.
  static let all: [Workload] = networks + products + passes

  private static let lenet = LeNet(batch: 64, images: 10_000)
  private static let resnet = Convolution(
    product: .all, inputs: 64, outputs: 64, kernel: 3, padding: 1, side: 16, batch: 128)

  private static let networks = [
    training(
      "lenet", "LeNet-5, epoch", lenet, epoch: 50_000 / 64, layouts: Layout.pytorch,
      goal: .timesAsFast(4)),
    training(
      "lenet.one", "LeNet-5, epoch", lenet, .one, epoch: 50_000 / 64, layouts: Layout.pytorch),
    training(
      "mlp", "784-50-40-10, epoch", MLP(batch: 50, images: 10_000), epoch: 60_000 / 50,
      goal: .timesAsFast(5)),
    training("xor", "XOR 2-4-1, step", XOR(), goal: .timesAsFast(15)),
    training(
      "resnet", "ResNet convolution", resnet, layouts: Layout.pytorch, goal: .timesAsFast(1.5)),
  ]

  private static let products =
    [128, 256, 512, 1024].map { side in
      product(
        "matmul.\(side)", "matmul \(side)", MatrixProduct(side: side), goal: .shareOfPeak(0.85))
    }
    + convolutions(
      "conv1", Convolution(product: .all, inputs: 3, outputs: 6, kernel: 5, side: 32, batch: 64))
    + convolutions(
      "conv2", Convolution(product: .all, inputs: 6, outputs: 16, kernel: 5, side: 14, batch: 64))
    + convolutions("resnet", resnet)
    + [
      product(
        "dcgan", "DCGAN, transposed",
        TransposedConvolution(
          inputs: 128, outputs: 64, kernel: 4, stride: 2, padding: 1, side: 8, batch: 64))
    ]

  private static func convolutions(_ layer: String, _ all: Convolution) -> [Workload] {
    let parts: [(Convolution.Product, name: String, symbol: String)] = [
      (.forward, "forward", "Y"), (.inputGradient, "input", "dX"),
      (.kernelGradient, "kernel", "dW"),
    ]
    return parts.map { part, name, symbol in
      var one = all
      one.product = part
      return product("\(layer).\(name)", "\(layer), \(symbol)", one)
    }
  }

  private static let passes =
    [
      pass("maxpool", "max-pooling", pooling(.max)),
      pass("maxpool.gradient", "max-pooling, dX", pooling(.maxGradient)),
      pass("avgpool", "average pooling", pooling(.average)),
      pass(
        "batchnorm", "BatchNorm2d and gradient",
        BatchNormalisation(channels: 64, side: 16, batch: 64)),
    ]
    + Elementwise.Function.allCases.map { function in
      pass(
        function.rawValue, "\(function.rawValue) of 10⁶",
        Elementwise(function: function, count: 1_000_000))
    }
    + [
      pass(
        "crossentropy", "cross-entropy and gradient", CrossEntropy(classes: 10, batch: 64)),
      pass("adam", "Adam, 62,006 parameters", AdamStep(shapes: lenetShapes)),
      pass("gather", "batch of 64 images", Gathering(images: 10_000, batch: 64)),
    ]

  private static func pooling(_ function: Pooling.Function) -> Pooling {
    Pooling(function: function, channels: 6, side: 28, batch: 64)
  }

  private static let lenetShapes = [
    [120, 400], [120], [84, 120], [84], [10, 84], [10], [6, 3, 5, 5], [6], [16, 6, 5, 5], [16],
  ]
}

/// How a contender stores a batch of images.
enum Layout: String, Codable, Sendable {
  /// Examples last: Gradus.
  case batchLast = "batch_last"
  /// Examples, channels, height, width.
  case contiguous
  /// Examples, height, width, channels.
  case channelsLast = "channels_last"

  /// PyTorch's two.
  static let pytorch: [Layout] = [.contiguous, .channelsLast]
}
