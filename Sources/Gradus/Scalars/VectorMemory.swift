// Vectors read from memory and written to it, wherever they begin: lanes and registers alike.

extension UnsafePointer where Pointee: TensorScalar {
  /// The numbers from here on, as many as there are lanes.
  @inline(__always)
  func lanes(at offset: Int) -> Pointee.Lanes { vector(at: offset) }

  /// The first `count` numbers from here on, and `rest`, zero by default, in the lanes that remain.
  @inline(__always)
  func lanes(at offset: Int, count: Int, rest: Pointee = .zero) -> Pointee.Lanes {
    vector(at: offset, count: count, rest: rest)
  }

  /// The numbers from here on, as many as a register holds.
  @inline(__always)
  func register(at offset: Int) -> Pointee.Register { vector(at: offset) }

  /// As many numbers from here on as the vector has.
  @inline(__always)
  private func vector<Vector: RegisterVector<Pointee>>(at offset: Int) -> Vector {
    UnsafeRawPointer(self + offset).loadUnaligned(as: Vector.self)
  }

  @inline(__always)
  fileprivate func vector<Vector: RegisterVector<Pointee>>(
    at offset: Int, count: Int, rest: Pointee
  ) -> Vector {
    if count == Vector.laneCount { return vector(at: offset) }
    var vector = Vector(repeating: rest)
    withUnsafeMutableBytes(of: &vector) {
      $0.copyMemory(from: .init(UnsafeBufferPointer(start: self + offset, count: count)))
    }
    return vector
  }
}

extension UnsafeMutablePointer where Pointee: TensorScalar {
  /// The numbers from here on, as many as there are lanes.
  @inline(__always)
  func lanes(at offset: Int) -> Pointee.Lanes { UnsafePointer(self).lanes(at: offset) }

  /// The first `count` numbers from here on, and zeros in the lanes that remain.
  @inline(__always)
  func lanes(at offset: Int, count: Int) -> Pointee.Lanes {
    UnsafePointer(self).lanes(at: offset, count: count)
  }

  /// The same for a register.
  @inline(__always)
  func register(at offset: Int, count: Int) -> Pointee.Register {
    UnsafePointer(self).vector(at: offset, count: count, rest: .zero)
  }

  /// Writes a number from every lane, from here on.
  @inline(__always)
  func store<Vector: RegisterVector<Pointee>>(_ vector: Vector, at offset: Int) {
    UnsafeMutableRawPointer(self + offset).storeBytes(of: vector, as: Vector.self)
  }

  /// Writes a number from each of the first `count` lanes.
  @inline(__always)
  func store<Vector: RegisterVector<Pointee>>(_ vector: Vector, at offset: Int, count: Int) {
    if count == Vector.laneCount { return store(vector, at: offset) }
    withUnsafeBytes(of: vector) {
      UnsafeMutableRawPointer(self + offset).copyMemory(
        from: $0.baseAddress.unsafelyUnwrapped, byteCount: count * MemoryLayout<Pointee>.stride)
    }
  }
}
