// A page of the book, line by line: what is code, what is woven, what is prose, and in the prose
// which characters are text. Everything else in the tool asks a page, and never looks at raw
// Markdown.

/// A Markdown file.
struct Page {
  /// What a line is.
  enum Kind: Equatable {
    case blank, prose, heading
    /// Between a comment's opening line and its last.
    case comment
    /// A line of a fenced block, fences included, with the word after the opening fence.
    case code(language: String)
    /// A line between a snippet's or table's marker and its end, both included.
    case woven
  }

  /// A line without its newline; `marks` has an entry a character in prose and headings.
  struct Line {
    let text: String
    var kind: Kind
    var marks: [Inline.Mark] = []

    /// Whether the line is a row of a table.
    var isTableRow: Bool { text.first { !$0.isWhitespace } == "|" }
  }

  /// A link or image; `line` counts from 0, `label` is in characters of that line if it is on one.
  struct Link {
    let line: Int
    let isImage: Bool
    let label: Range<Int>?
    let address: String
  }

  /// Lines of prose that belong together, or a heading; `first` counts from 0.
  struct Paragraph {
    let first: Int
    let inline: Inline
  }

  /// A comment in prose; `columns` is nil if it runs over several lines.
  struct Comment {
    let line: Int
    let columns: Range<Int>?
    let text: String
  }

  /// A snippet, table, output or recipe: the lines of its two markers, counted from 0.
  struct Block {
    let marker: Marker
    let first: Int
    let last: Int
  }

  /// A woven number: `value` is the columns between its markers, on the line counted from 0.
  struct Number {
    let line: Int
    let value: Range<Int>
    let key: RunKey
    let format: String
  }

  /// A claim that the words before it need, on the line counted from 0.
  struct Claim {
    let line: Int
    let key: RunKey
  }

  /// What the image on a line shows, as the comment on the lines before it says; counted from 0.
  struct Alt {
    let text: AltText
    let lines: ClosedRange<Int>

    /// The line on which the image has to stand.
    var imageLine: Int { lines.upperBound + 1 }
  }

  /// Letters that hold from the line, counted from 0, to the end of its section.
  struct Letters {
    let line: Int
    let letters: [String]
  }

  /// The path from the root: `book/01-regression.md`.
  let path: String
  let lines: [Line]
  let paragraphs: [Paragraph]
  let links: [Link]
  let blocks: [Block]
  let numbers: [Number]
  let claims: [Claim]
  let altTexts: [Alt]
  let letters: [Letters]
  /// The columns of numbers that a cited source vouches for, by line.
  let literals: [Int: [Range<Int>]]
  /// What is wrong with the page's structure: markers and fences left open.
  let findings: [Finding]

  init(path: String, text: String) {
    let reader = PageReader(path: path, text: text)
    let markers = InlineMarkers(path: path, comments: reader.comments, lines: reader.lines)
    self.path = path
    lines = reader.lines
    paragraphs = reader.paragraphs
    links = reader.links
    blocks = reader.blocks
    altTexts = reader.altTexts
    numbers = markers.numbers
    claims = markers.claims
    letters = markers.letters
    literals = markers.literals
    findings = reader.findings + markers.findings
  }

  /// The line with only its text left: whatever is not `.text` becomes a space.
  func prose(_ line: Int) -> [Character] {
    zip(lines[line].text, lines[line].marks).map { $1 == .text ? $0 : " " }
  }
}
