// Every derivative of the engine against finite differences, at the points of the fixtures.

import GradientCheck
import Gradus
import Testing

@Suite struct DerivativeTests {
  /// All suites that hold a table of operations to PyTorch.
  static let suites: [any HeldToPyTorch.Type] = [
    ArithmeticAgainstPyTorch.self, ElementaryFunctionsAgainstPyTorch.self,
    ActivationsAgainstPyTorch.self, ReductionsAgainstPyTorch.self, ExtremaAgainstPyTorch.self,
    SoftmaxAgainstPyTorch.self, ReshapingAgainstPyTorch.self, JoiningAgainstPyTorch.self,
    GatheringAgainstPyTorch.self, MatrixProductAgainstPyTorch.self, ConvolutionAgainstPyTorch.self,
    TransposedConvolutionAgainstPyTorch.self, PoolingAgainstPyTorch.self, LossesAgainstPyTorch.self,
    LinearAgainstPyTorch.self, Conv2dAgainstPyTorch.self, ConvTranspose2dAgainstPyTorch.self,
    BatchNormAgainstPyTorch.self, DropoutAgainstPyTorch.self, SequentialAgainstPyTorch.self,
  ]

  /// The cases of a suite at points where the derivative exists and is not lost to underflow.
  static func smoothCases(_ suite: any HeldToPyTorch.Type) -> [String] {
    suite.cases.filter { name in
      !["/extreme", "/kink", "/ties"].contains { name.hasSuffix($0) }
    }
  }

  @Test(arguments: suites.map { "\($0)" }) func passesTheGradientCheck(_ name: String) throws {
    let suite = try #require(Self.suites.first { "\($0)" == name })
    let names = Self.smoothCases(suite)
    try #require(!names.isEmpty, "\(suite) has no cases")
    let fixture = try Fixture(suite.file)
    for name in names {
      let operation: Operation<Double> = try suite.operation(for: name)
      let inputs = Inputs<Double>(fixture.tensors(of: name))
      _ = operation(inputs)
      let report = checkGradient(of: inputs.named) { operation(inputs) }
      #expect(report.passes, "\(name): \(report)")
    }
  }

  /// No fixture with a derivative goes unread.
  @Test func coversTheFixtures() throws {
    for file in Set(Self.suites.map { $0.file }) {
      let held = Self.suites.filter { $0.file == file }.flatMap { $0.cases }
      #expect(try Fixture(file).differentiable == held.sorted(), "\(file)")
    }
  }
}
