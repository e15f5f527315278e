// What a page says of a run from which its numbers, tables, outputs and figures come: which it was,
// on what machine, when it was kept, on what data, and the command that makes it again.

import Foundation
import Records

/// A run in a sentence or four.
struct RunNote {
  /// The name of the run's folder: `08`, or `mutants`.
  let name: String
  let run: Run
  /// The day on which it was kept, as `2026-11-30`; nil if nobody knows.
  let day: String?

  /// The note in Markdown, with the id that the page's numbers lead to.
  var markdown: [String] {
    let place = run.platform
    let machine =
      "\(place.system) on \(place.architecture) with \(place.cores) cores, Swift \(place.swift)"
    let time = run.pace.map { ", in \(Self.spelled(seconds: $0.seconds))" } ?? ""
    let kept = day.map { ", kept on \($0)" } ?? ""
    let data = run.data.map { "\($0.name) (\($0.rows.formatted(.number.locale(.book))) examples)" }
    let read = data.isEmpty ? "" : " It read \(data.formatted(.list(type: .and)))."
    return [
      "::: {#run-\(name) .run}",
      "**\(title):** a \(run.size) run with seed \(run.seed)\(time)\(kept). \(machine).\(read)"
        + " Again: `\(command)`",
      ":::",
    ]
  }

  private var title: String { run.lesson == nil ? run.title : "Lesson \(name), \(run.title)" }

  /// The command that makes the run anew.
  private var command: String {
    Standing.isLesson(name) ? "swift run lesson-\(name)" : "make \(name)"
  }

  private static func spelled(seconds: Double) -> String {
    switch seconds {
    case ..<90: "\(Int(seconds.rounded(.up))) seconds"
    case ..<5400: "\(Int((seconds / 60).rounded())) minutes"
    default: "\(Int((seconds / 3600).rounded())) hours"
    }
  }
}

extension Locale {
  /// The locale of the book's text, whatever the machine's.
  static let book = Locale(identifier: "en_US")
}

/// The days on which runs were kept, as git knows them.
enum Git {
  /// The day of the last commit that changed a file; nil outside of a repository, or without git.
  static func day(of path: String, in root: URL) -> String? {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", root.path, "log", "-1", "--format=%cs", "--", path]
    (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
    guard (try? process.run()) != nil else { return nil }
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let day = String(decoding: text, as: UTF8.self)[...].trimmed
    return process.terminationStatus == 0 && !day.isEmpty ? String(day) : nil
  }
}
