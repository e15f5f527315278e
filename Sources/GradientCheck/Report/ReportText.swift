// The report as text: a line for the whole, a few for every input, those that do not pass first,
// and never more than a screen of 24 lines of 80 columns.

import Foundation

extension GradientReport: CustomStringConvertible {
  /// The report as plain text.
  public var description: String { text(colored: false) }

  /// Prints the report, in colour where standard output is a terminal.
  public func show() { print(text(colored: isatty(STDOUT_FILENO) == 1)) }

  /// The report as text, its verdicts green, red or yellow where `colored`.
  public func text(colored: Bool) -> String {
    let checked = inputs.reduce(0) { $0 + $1.checked }
    let all = inputs.reduce(0) { $0 + $1.count }
    let failed = inputs.reduce(0) { $0 + $1.failed }
    let unresolved = inputs.reduce(0) { $0 + $1.unresolved }
    var counts = [entriesPhrase(checked, of: all)]
    if failed > 0 { counts.append("\(failed) wrong") }
    if unresolved > 0 { counts.append("\(unresolved) unresolved") }
    let heard = witnesses.map(\.rawValue).joined(separator: ", ")
    var lines = [
      "gradient check: \(verdict.text(colored: colored))",
      "  \(counts.joined(separator: ", ")); \(heard)",
    ]
    lines += faults.prefix(4).flatMap { "  broken: \($0)".wrapped }
    let ordered = inputs.sorted { $0.verdict.weight > $1.verdict.weight }
    var shown = 0
    for input in ordered {
      let block = input.lines(colored: colored, isBrief: input.passes && !passes)
      // One line is kept for the inputs left out.
      if lines.count + block.count > 23 { break }
      lines += block
      shown += 1
    }
    let rest = ordered.dropFirst(shown)
    if !rest.isEmpty {
      let verdicts = rest.allSatisfy(\.passes) ? ", which pass" : ""
      lines.append("  and \(rest.count) more inputs\(verdicts)")
    }
    return lines.joined(separator: "\n")
  }
}

extension GradientReport.Input {
  /// What is to be said of the input; in brief where others matter more.
  fileprivate func lines(colored: Bool, isBrief: Bool) -> [String] {
    var counts = failed > 0 ? ["\(failed) of \(checked) wrong"] : []
    if failed == 0 { counts.append(entriesPhrase(checked, of: count)) }
    if unresolved > 0 { counts.append("\(unresolved) unresolved") }
    let kinks = entries.count(where: \.isSubgradient)
    if kinks > 0 { counts.append("\(kinks) on a kink, with a subgradient") }
    if !projections.isEmpty {
      let agreeing = projections.count { $0.verdict == .pass }
      counts.append("\(agreeing) of \(projections.count) directions agree")
    }
    if let place { counts.append(place) }
    var lines = [
      "  \(name) \(shape): \(verdict.text(colored: colored)), \(counts.joined(separator: ", "))"
    ]
    lines = lines.flatMap(\.wrapped)
    if isBrief { return lines }
    if verdict == .vacuous {
      lines += "    if it is truly zero, say so: CheckOptions(zeros: [\"\(name)\"])".wrapped
    }
    if let worst { lines += ("    " + worst.line).wrapped }
    if let odd = worst?.oddOneOut { lines.append("    the odd one out is \(odd.rawValue)") }
    switch diagnoses.count {
    case 0: if verdict == .fail { lines.append("    cause: unknown") }
    case 1: lines += "    cause: \(diagnoses[0])".wrapped
    default: lines += diagnoses.prefix(4).flatMap { "    perhaps: \($0)".wrapped }
    }
    return lines
  }
}

/// `1 entry`, `12 entries`, `50 of 307 entries`.
private func entriesPhrase(_ checked: Int, of all: Int) -> String {
  (checked == all ? "\(all)" : "\(checked) of \(all)") + (all == 1 ? " entry" : " entries")
}

extension Entry {
  /// The numbers side by side.
  fileprivate var line: String {
    let place = tied.map { "along \($0): " } ?? (index.isEmpty ? "" : "at \(index): ")
    let numbers = [analytic, numeric].map { String(format: "%.10g", $0) }
    var line =
      place + "analytic \(numbers[0]), numeric \(numbers[1]) ± " + String(format: "%.1e", bound)
    if let forward { line += String(format: ", forward %.10g", forward) }
    if verdict == .fail, analytic != 0, numeric != 0 {
      let ratio = analytic / numeric
      line +=
        abs(ratio - 1) < 1e-5
        ? String(format: ", off %.1e", analytic - numeric) : ", ratio \(ratio.short)"
    }
    return line
  }
}

extension Verdict {
  /// The verdict's words, in green, red or yellow.
  fileprivate func text(colored: Bool) -> String {
    guard colored else { return description }
    let color =
      switch self {
      case .pass: 32
      case .fail: 31
      case .vacuous, .inconclusive: 33
      }
    return "\u{1B}[\(color)m\(description)\u{1B}[0m"
  }
}

extension String {
  /// The text in lines of at most 80 columns, broken at spaces, all but the first indented by six.
  fileprivate var wrapped: [String] {
    let words = split(separator: " ")
    var lines = [prefix { $0 == " " } + (words.first ?? "")].map(String.init)
    for word in words.dropFirst() {
      if lines[lines.count - 1].width + 1 + word.count <= 80 {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append("      " + word)
      }
    }
    return lines
  }

  /// Columns on a terminal: colours take none.
  private var width: Int { replacing(/\u{1B}\[\d+m/, with: "").count }
}
