// The committed text against the text the runs and sources give: a number, a row, a listing or a
// description changed by hand, or grown old.

/// Compares a page with its woven form.
enum WeavingCheck {
  static func findings(_ page: Page, _ weaver: Weaver) -> [Finding] {
    let (edits, findings) = weaver.edits(of: page)
    return findings + edits.compactMap { difference($0, in: page) }
  }

  /// The first line at which a place differs from what should stand there.
  private static func difference(_ edit: Edit, in page: Page) -> Finding? {
    let present = Weaver.present(edit, in: page)
    guard present != edit.replacement else { return nil }
    let offset = zip(present, edit.replacement).prefix { $0 == $1 }.count
    let line = min(edit.lines.lowerBound + offset, edit.lines.upperBound)
    let should = offset < edit.replacement.count ? edit.replacement[offset] : "nothing"
    let stands = offset < present.count ? present[offset] : "nothing"
    return Finding(
      page.path, line + 1,
      "\(edit.name) reads \"\(stands)\" where \"\(should)\" belongs: swift run book weave.")
  }
}
