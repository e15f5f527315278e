// Data that a lesson finds on the machine it runs on: those of the book, or others in their place.
// Which they are is the first thing that a run says, and decides where its figures go. The kit knows
// no data sets; a lesson declares that its own can tell this of themselves:
//
//     extension ImageDataset: FoundData {}

import Foundation

/// Data that say which they are.
public protocol FoundData {
  /// The name of the data set, with what sets these apart from the published ones.
  var name: String { get }
  /// Where it comes from: an address or a citation.
  var source: String { get }
  /// The licence it is under.
  var licence: String { get }
  /// The number of examples.
  var count: Int { get }
  /// A hash of the data.
  var hash: String { get }
  /// What the lesson prints: which data these are and, if they stand in for others, how to have
  /// those.
  var provenance: String { get }
  /// Whether they are the data asked for, as the book's run has read them, and no others.
  var isGenuine: Bool { get }
}

extension Lesson {
  /// A record that begins with the data of this run, which it prints. Data that are not genuine
  /// leave the book's figures alone. Where figures are only drawn anew nobody asks for the data.
  ///
  /// - Throws: what finding the data throws; ``LessonError`` if the folder for the figures cannot be
  ///   found or made.
  public func startRecord(reading data: OnDemand<some FoundData>) throws -> RunRecord {
    try startRecord(reading: data, root: Repository.root())
  }

  func startRecord(reading data: OnDemand<some FoundData>, root: URL?) throws -> RunRecord {
    let found = options.isRedrawing ? nil : try data.value
    var record = try RunRecord(
      lesson: Self.number, title: Self.title, options: options,
      readsTheBooksData: found?.isGenuine, root: root)
    if let found {
      record.provenance(
        name: found.name, source: found.source, licence: found.licence, rows: found.count,
        hash: found.hash)
      print("\(found.provenance)\n")
    }
    return record
  }
}
