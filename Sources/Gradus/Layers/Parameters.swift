// Finding what a model holds, by walking the value with `Mirror`. The path to a variable is its
// name, in the snake case of PyTorch's checkpoints: `layers.0.weight`, `running_mean`. A variable
// that is held twice (tied weights) is one parameter, under the first of its names. A model may be
// a class: one that is a layer is walked like a struct, its superclasses' properties first.

/// Something found in a model, with the path that leads to it.
public struct Named<Content> {
  /// The path, such as `layers.0.weight`.
  public let name: String

  /// What stands there.
  public let content: Content
}

extension Layer {
  /// The parameters, in the order in which the model declares them.
  public var parameters: [Variable<Scalar>] { namedParameters.map(\.content) }

  /// The parameters with their names.
  public var namedParameters: [Named<Variable<Scalar>>] { found(in: self) }

  /// The tensors a model remembers without training them, with their names: running statistics.
  public var namedState: [Named<State<Tensor<Scalar>>>] { found(in: self) }

  /// The generators of layers that draw at random, with their names.
  public var namedGenerators: [Named<State<RandomGenerator>>] { found(in: self) }

  /// How many numbers the parameters hold together.
  public var parameterCount: Int { parameters.map(\.value.count).reduce(0, +) }
}

/// The objects of one class that a model holds, each once.
private func found<Object: AnyObject>(in model: Any) -> [Named<Object>] {
  var found: [Named<Object>] = []
  walk(model) { value, path in
    guard let object = value as? Object else { return }
    found.append(Named(name: path.joined(separator: "."), content: object))
  }
  return found
}

/// Visits a model and what it holds, at any depth of its structs, enumerations, tuples, collections
/// and classes that are layers; an object once, by the first path that leads to it. What any other
/// class holds is its own affair.
package func walk(_ model: Any, visit: (_ value: Any, _ path: [String]) -> Void) {
  var seen: Set<ObjectIdentifier> = []
  func step(_ value: Any, _ path: [String]) {
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional {
      // An optional is transparent: its content has the property's own name.
      for child in mirror.children { step(child.value, path) }
      return
    }
    let isObject = mirror.displayStyle == .class
    if isObject, !seen.insert(ObjectIdentifier(value as AnyObject)).inserted { return }
    visit(value, path)
    if isObject, !(value is any Layer) { return }
    for (position, child) in mirror.inheritedChildren.enumerated() {
      step(child.value, path + [snakeCase(child.label ?? String(position))])
    }
  }
  step(model, [])
}

extension Mirror {
  /// The children, those of an object's superclasses first.
  var inheritedChildren: [Child] { (superclassMirror?.inheritedChildren ?? []) + children }
}

/// `runningMean` as `running_mean`, and a tuple's `.0` as `0`; a `W` of its own stays as it is.
private func snakeCase(_ label: String) -> String {
  let name = label.drop { $0 == "." || $0 == "_" }
  return name.prefix(1)
    + name.dropFirst().map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
}
