// What a lesson adds to the record of its run: numbers, tables, claims, recipes, texts, figures and the
// data it has read, each under a key of its own.

import Foundation

extension RunRecord {
  /// Records a number, as `<!-- n:01.key %.1f -->` shows it.
  ///
  /// - Parameters:
  ///   - key: letters, digits, `.`, `_` and `-`, once a run.
  ///   - value: a finite number.
  ///   - agreement: which other runs must find the same, and how closely.
  public mutating func number(
    _ key: String, _ value: some BinaryFloatingPoint, agreement: Agreement = .full()
  ) {
    let value = Double(value)
    reserve(key, in: run.numbers.keys)
    note(value.isFinite, "the number \"\(key)\" is \(value), which no book can show.")
    run.numbers[key] = Run.Number(value, agreement: agreement)
  }

  /// Records a whole number, as `<!-- n:01.key %d -->` shows it.
  public mutating func number(
    _ key: String, _ value: some BinaryInteger, agreement: Agreement = .full()
  ) {
    number(key, Double(value), agreement: agreement)
  }

  /// Records several numbers at once, as `<!-- n:01.key %.1f -->` shows each.
  ///
  /// - Parameters:
  ///   - numbers: finite numbers by their keys, which are letters, digits, `.`, `_` and `-`, once a run.
  ///   - agreement: which other runs must find the same, and how closely.
  public mutating func numbers(
    _ numbers: KeyValuePairs<String, Double>, agreement: Agreement = .full()
  ) {
    for (key, value) in numbers { number(key, value, agreement: agreement) }
  }

  /// Records a number that no other run will find: a time, a speed.
  public mutating func volatile(_ key: String, _ value: some BinaryFloatingPoint) {
    number(key, value, agreement: .volatile)
  }

  /// Records a table, as `<!-- table:01.key -->` shows it.
  public mutating func table(_ key: String, _ table: Table) {
    reserve(key, in: run.tables.keys)
    for (index, row) in table.rows.enumerated() {
      for case (.number(let value), let column) in zip(row, table.columns) {
        note(
          value.isFinite,
          "row \(index + 1) of the table \"\(key)\" has \(value) in the column "
            + "\"\(column.name)\", which no book can show.")
      }
    }
    run.tables[key] = table
  }

  /// Prints a table below its title, and records it, as `<!-- table:01.key -->` shows it.
  ///
  /// - Parameters:
  ///   - key: letters, digits, `.`, `_` and `-`, once a run.
  ///   - title: what it is a table of, for the terminal.
  ///   - columns: its columns, left to right.
  ///   - rows: its rows, top to bottom, each with a text or a number for every column.
  package mutating func show(
    _ key: String, _ title: String, columns: [Table.Column], rows: [[any TableValue]]
  ) {
    var table = Table(columns)
    for row in rows { table.add(row.map(\.cell)) }
    show(key, title, table)
  }

  /// Prints a table below its title, and records it, as `<!-- table:01.key -->` shows it.
  ///
  /// - Parameters:
  ///   - key: letters, digits, `.`, `_` and `-`, once a run.
  ///   - title: what it is a table of, for the terminal.
  public mutating func show(_ key: String, _ title: String, _ table: Table) {
    self.table(key, table)
    print("\(title)\n\(table)\n")
  }

  /// Records what a page says in words, as `<!-- claim:01.key -->` cites it: a page that cites a claim
  /// which does not hold is refused.
  ///
  /// - Parameters:
  ///   - key: letters, digits, `.`, `_` and `-`, once a run.
  ///   - condition: in words, to go on from "that": "the loss falls from epoch to epoch".
  ///   - holds: whether the run meets it.
  public mutating func claim(_ key: String, _ condition: String, _ holds: Bool) {
    reserve(key, in: (run.claims ?? [:]).keys)
    run.claims = (run.claims ?? [:]).merging([key: Run.Claim(condition, holds: holds)]) { $1 }
  }

  /// Records how an experiment was made, as `<!-- recipe:01.key -->` shows it.
  public mutating func recipe(_ key: String, _ recipe: Recipe) {
    reserve(key, in: (run.recipes ?? [:]).keys)
    run.recipes = (run.recipes ?? [:]).merging([key: recipe]) { $1 }
  }

  /// Records a text the lesson has printed, as `<!-- output:01.key -->` shows it: an error met on
  /// purpose, a layer table. Blank lines at its end are dropped.
  public mutating func output(_ key: String, _ text: String) {
    reserve(key, in: run.outputs.keys)
    var text = text
    while text.last?.isNewline == true { text.removeLast() }
    precondition(!text.isEmpty, "RunRecord.output: \"\(key)\" is empty")
    run.outputs[key] = text
  }

  /// Records a figure.
  ///
  /// - Parameters:
  ///   - key: letters, digits, `.`, `_` and `-`, once a run.
  ///   - file: the name of its file.
  mutating func figure(_ key: String, file: String) {
    reserve(key, in: run.figures.keys)
    run.figures[key] = Run.Figure(file: file)
  }

  /// Records a data set the run has read.
  public mutating func provenance(
    name: String, source: String, licence: String, rows: Int, hash: String? = nil
  ) {
    if earlier != nil { return }
    run.data.append(
      Run.Provenance(name: name, source: source, licence: licence, rows: rows, hash: hash))
  }

  func reserve(_ key: String, in keys: some Sequence<String>) {
    precondition(
      key.wholeMatch(of: /[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*/) != nil,
      "RunRecord: \"\(key)\" should be letters, digits, '_' and '-', in words joined by dots")
    precondition(!keys.contains(key), "RunRecord: \"\(key)\" was recorded twice")
  }

  private mutating func note(_ holds: Bool, _ sentence: @autoclosure () -> String) {
    if !holds, problem == nil { problem = LessonError(sentence()) }
  }
}
