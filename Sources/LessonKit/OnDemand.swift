// What takes long and may not be needed: the data that a lesson finds, networks that are trained. It
// is made when it is first asked for, and then kept; where figures are only drawn anew, never:
//
//     let data = OnDemand { try ImageDataset.find(.mnist, in: options.data) }
//     let trained = OnDemand { Trained(on: try data.value.training) }
//     let losses = try record.result("losses") { try trained.value.losses }

/// A value that is made when it is first asked for.
public final class OnDemand<Value> {
  private let make: () throws -> Value
  private var made: Value?

  /// Nothing is made yet.
  ///
  /// - Parameter make: how to make the value.
  public init(_ make: @escaping () throws -> Value) {
    self.make = make
  }

  /// The value, the same each time.
  ///
  /// - Throws: what making it throws; the next to ask makes it try again.
  public var value: Value {
    get throws {
      if let made { return made }
      let value = try make()
      made = value
      return value
    }
  }
}
