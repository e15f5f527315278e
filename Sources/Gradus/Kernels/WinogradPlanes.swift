// What Winograd's transforms make of images, of kernels or of gradients: 36 matrices, one for each
// product of a tile. A row is a channel's, and its columns are places, tiles of one group of as many
// examples as there are lanes; so sums over channels, or over places, are products of matrices.

/// 36 matrices, `[channels, places·lanes]`.
struct WinogradPlanes<Scalar: TensorScalar> {
  /// How many rows and places a matrix has room for.
  let channels, places: Int

  private let lanes: UnsafeMutablePointer<Scalar.Lanes>

  init(channels: Int, places: Int) {
    self.channels = channels
    self.places = places
    lanes = BufferPool.take(
      Scalar.Lanes.self, count: Self.vectorCount(channels: channels, places: places))
  }

  /// From one matrix to the next: not a power of two, for the sake of the cache.
  @inline(__always)
  var pitch: Int { (channels &* places &+ 1) &* Scalar.Lanes.laneCount }

  /// A matrix's number in its first row and column.
  @inline(__always)
  subscript(product: Int) -> UnsafeMutablePointer<Scalar> {
    UnsafeMutableRawPointer(lanes).assumingMemoryBound(to: Scalar.self) + product &* pitch
  }

  /// From one row to the next.
  @inline(__always)
  var rowStride: Int { places &* Scalar.Lanes.laneCount }

  /// A matrix, from some row on.
  @inline(__always)
  func matrix(_ product: Int) -> MatrixView<Scalar> {
    MatrixView(start: self[product], rowStride: rowStride, columnStride: 1)
  }

  /// Where a channel's numbers of a place stand in the first matrix.
  @inline(__always)
  func column(channel: Int, place: Int) -> UnsafeMutablePointer<Scalar> {
    self[0] + (channel &* places &+ place) &* Scalar.Lanes.laneCount
  }

  /// Gives the memory back.
  func deallocate() {
    BufferPool.giveBack(lanes, count: Self.vectorCount(channels: channels, places: places))
  }

  /// How many vectors all matrices have, with one that parts each from the next.
  private static func vectorCount(channels: Int, places: Int) -> Int {
    Winograd<Scalar>.products * (channels * places + 1)
  }
}
