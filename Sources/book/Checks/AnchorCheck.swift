// Anchors in the sources that are ill-formed, or that no page shows: a leftover comment to remove,
// or a snippet that has gone missing.

/// Looks for faulty and unused anchors below Sources and Lessons.
enum AnchorCheck {
  private static let kinds: Set<String> = ["swift", "c", "h", "py", "sh"]

  static func findings(_ manuscript: Manuscript) -> [Finding] {
    var used: Set<String> = []
    for block in manuscript.pages.flatMap(\.blocks) {
      if case .snippet(let path, let anchor?) = block.marker { used.insert("\(path)#\(anchor)") }
    }
    return ["Lessons", "Sources"].flatMap { manuscript.files(below: $0) }.flatMap { path in
      guard kinds.contains(String(path.split(separator: ".").last ?? "")),
        let text = manuscript.text(of: path), text.contains("ANCHOR")
      else { return [Finding]() }
      let anchors = Anchors(path: path, text: text)
      let unused = anchors.stretches.filter { !used.contains("\(path)#\($0.key)") }
        .map { Finding(path, $0.value.first, "no page shows the anchor \($0.key).") }
      return (anchors.findings + unused).sorted { $0.line < $1.line }
    }
  }
}
