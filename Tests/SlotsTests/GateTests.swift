import Testing

@testable import Slots

@Suite struct GateTests {
  @Test(arguments: [
    "return z - t  // the gradients of Variable", "// import nothing\nlet _ = 1",
    "let y = \"a string\"\nreturn y", "let gradient = x / 2",
  ])
  func ordinaryCodePasses(body: String) {
    #expect(Gate().refusal(of: body) == nil)
  }

  @Test(arguments: [
    "import Foundation", "let v = Variable(x)", "x.gradients(of: [])", "`import` Glibc",
    "let s = \"\\(Variable(x))\"", "let a = \"//\"; Variable(x)", "/* */ return x",
    "let a = \"\"\"\n// \\(Variable(x))\n\"\"\"", "let r = /\"/, s = \"//\"; Variable(x)",
    "@_silgen_name(\"open\") func o()", "#if true\n#endif", "withUnsafeBytes(of: x) { _ in }",
    "UnsafeRawPointer(bitPattern: 8)", "Gradus.softmax(x)", "_getChar()", "Dual<Double>(1)",
  ])
  func waysAroundAreRefused(body: String) {
    #expect(Gate().refusal(of: body) != nil)
  }

  @Test func anExerciseHasAGateOfItsOwn() {
    #expect(Gate(forbidden: ["conv2d"]).refusal(of: "conv2d(x, w)") != nil)
    #expect(Gate(allowed: ["Variable"]).refusal(of: "Variable(x)") == nil)
  }
}
