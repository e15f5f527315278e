// From bytes, examples first, to numbers, examples last. One image after the other would write one
// number to each of thousands of lines of memory; one place after the other would read one byte of
// each. So sixteen images at a time: 16 bytes are read from as many lines that stay in the first
// cache, and their 16 numbers fill one line. What a byte becomes is looked up.

import Gradus

extension LabelledImages {
  /// The images in these rows of storage as numbers, `[channels, height, width, rows.count]`.
  ///
  /// - Parameters:
  ///   - rows: which images.
  ///   - table: what each byte becomes, 256 numbers a channel.
  ///   - draws: what happens to each image first, and the byte that hides in each channel.
  func gathered<Scalar: TensorScalar>(
    _ rows: [Int], through table: [Scalar],
    changing draws: (each: [Augmentation.Draw], gray: [UInt8])?
  ) -> Tensor<Scalar> {
    let (size, count) = (imageSize, rows.count)
    return Tensor(shape: shape + [count]) { result in
      pixels.withUnsafeBufferPointer { pixels in
        guard let pixels = pixels.baseAddress else { return }
        let images = rows.map { pixels + $0 * size }
        if let draws {
          withUnsafeTemporaryAllocation(of: UInt8.self, capacity: size * count) { changed in
            guard let changed = changed.baseAddress else { return }
            ThreadTeam.current.share(count) { n in
              draws.each[n].apply(
                to: images[n], into: changed + n * size, shape: shape, gray: draws.gray)
            }
            let images = rows.indices.map { UnsafePointer(changed + $0 * size) }
            transpose(images, through: table, into: result)
          }
        } else {
          transpose(images, through: table, into: result)
        }
      }
    }
  }

  /// Writes what the bytes of the images become, all first bytes first.
  private func transpose<Scalar: TensorScalar>(
    _ images: [UnsafePointer<UInt8>], through table: [Scalar],
    into result: UnsafeMutablePointer<Scalar>
  ) {
    let area = shape[1] * shape[2]
    let count = images.count
    table.withUnsafeBufferPointer { table in
      images.withUnsafeBufferPointer { images in
        guard let table = table.baseAddress, let images = images.baseAddress else { return }
        // A chunk is a part of a channel, so that all of it uses the same 256 entries.
        let parts = 4
        ThreadTeam.current.share(shape[0] * parts) { chunk in
          let (channel, part) = (chunk / parts, chunk % parts)
          let entries = table + 256 * channel
          let places =
            channel * area + area * part / parts..<channel * area + area * (part + 1) / parts
          var first = 0
          while first < count {
            let group = images + first
            if first + 16 <= count {
              for place in places {
                let line = result + (place * count + first)
                for n in 0..<16 { line[n] = entries[Int(group[n][place])] }
              }
            } else {
              for place in places {
                let line = result + (place * count + first)
                for n in 0..<count - first { line[n] = entries[Int(group[n][place])] }
              }
            }
            first += 16
          }
        }
      }
    }
  }
}
