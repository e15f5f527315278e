// The subcommands as they are called: exit status and files left behind.

import ArgumentParser
import Foundation
import Records
import Testing

@testable import book

struct CommandsTests {
  private func run(_ arguments: [String], in site: Site) throws {
    var command = try Book.parseAsRoot(arguments + ["--root", site.root.path])
    try command.run()
  }

  @Test func weaveThenCheck() throws {
    let site = try Site(
      "It has <!-- n:01.rows %d -->9<!-- /n --> rows.\n",
      files: ["Lessons/01-One/One.swift": "let one = 1"])
    #expect(throws: ExitCode.failure) { try run(["check"], in: site) }
    try run(["weave"], in: site)
    #expect(try site.read("book/01-one.md") == "It has <!-- n:01.rows %d -->442<!-- /n --> rows.\n")
  }

  @Test func aPageThatIsALinkStaysOne() throws {
    let site = try Site("# One\n")
    let page = site.root.appendingPathComponent("book/01-one.md")
    try site.remove("book/01-one.md")
    try site.write("one.md", "It has <!-- n:01.rows %d -->9<!-- /n --> rows.\n")
    try FileManager.default.createSymbolicLink(
      atPath: page.path, withDestinationPath: "../one.md")
    try run(["weave"], in: site)
    #expect(try site.read("one.md") == "It has <!-- n:01.rows %d -->442<!-- /n --> rows.\n")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: page.path) == "../one.md")
  }

  @Test func checkAcceptsASoundBook() throws {
    let site = try Site(Site.citingAll, files: ["Lessons/01-One/One.swift": "let one = 1"])
    try run(["weave"], in: site)
    try run(["check"], in: site)
    try site.write("Sources/Gradus/G.swift", "let g = 2\n")
    #expect(throws: ExitCode.failure) { try run(["check"], in: site) }
    try site.write(site.run(.quick), as: Site.localRun)
    try run(["settle"], in: site)
    try run(["check"], in: site)
  }

  @Test func needs() throws {
    let site = try Site("# One\n")
    func stale(_ option: String...) throws -> [String] {
      let command = try Stale.parse(option + ["--root", site.root.path])
      return try command.products()
    }
    #expect(try stale().isEmpty && stale("--quick").isEmpty && stale("--figures").isEmpty)
    try site.write("Sources/Plot/P.swift", "let p = 2\n")
    #expect(try stale().isEmpty && stale("--quick").isEmpty)
    #expect(try stale("--figures") == ["lesson-01"])
    try site.write("Sources/Gradus/G.swift", "let g = 2\n")
    #expect(try stale().isEmpty && stale("--quick") == ["lesson-01"])
    try site.write(site.run(.quick, loss: 9), as: Site.localRun)
    #expect(try stale() == ["lesson-01"] && stale("--quick").isEmpty)
    // What is run anew is drawn anew.
    #expect(try stale("--figures").isEmpty)
  }

  @Test func weaveLeavesEveryPageWhenItRefuses() throws {
    let site = try Site(
      "It has <!-- n:01.rows %d -->9<!-- /n --> rows.\n",
      files: ["README.md": "See <!-- n:01.none %d -->9<!-- /n -->.\n"])
    #expect(throws: ExitCode.failure) { try run(["weave"], in: site) }
    #expect(try site.read("book/01-one.md") == "It has <!-- n:01.rows %d -->9<!-- /n --> rows.\n")
  }

  @Test func noBook() throws {
    let site = try Site("# One\n")
    try site.remove("book")
    #expect(throws: LessonError.self) { try run(["weave"], in: site) }
  }

  @Test func compare() throws {
    let site = try Site("# One\n")
    func compare(_ new: String) throws {
      let folders = ["Figures", new].map { site.root.appendingPathComponent($0).path }
      var command = try Book.parseAsRoot(["compare"] + folders)
      try command.run()
    }
    let run = try site.read("Figures/01/run.json")
    try site.write("same/01/run.json", run)
    try compare("same")
    try site.write("uncommitted/02/run.json", run)
    try compare("uncommitted")
    try site.write("other/01/run.json", run.replacing("2859.69", with: "2860"))
    #expect(throws: ExitCode.failure) { try compare("other") }
  }
}
