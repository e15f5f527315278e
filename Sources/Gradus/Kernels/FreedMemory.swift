// What a training step frees, the next one asks for again: some megabytes, dozens of times. Glibc's
// allocator gives such memory back to the system at once, which must clear every page anew when it
// is touched next; for LeNet-5 that took a third of a step. So the allocator is told to keep it.
// Other systems' allocators do so by themselves, and have no such switch.

import Foundation

enum FreedMemory {
  /// How many bytes stay with the program at the end of its heap.
  private static let bytes: CInt = 256 << 20

  /// The largest piece that comes from the heap at all; glibc allows no more.
  private static let largestPiece: CInt = 32 << 20

  /// Tells the allocator, once, to keep what is freed; whether it listened.
  static let isKept: Bool = {
    guard let symbol = dlsym(nil, "mallopt") else { return false }
    let mallopt = unsafeBitCast(symbol, to: (@convention(c) (CInt, CInt) -> CInt).self)
    let (trimThreshold, mmapThreshold): (CInt, CInt) = (-1, -3)  // as malloc.h numbers them
    return mallopt(trimThreshold, bytes) == 1 && mallopt(mmapThreshold, largestPiece) == 1
  }()
}
