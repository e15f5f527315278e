// What Gradescope needs: an archive with setup.sh, which prepares the machine, and run_autograder,
// which grades what lies in /autograder/submission. The package goes along, with its solutions and an
// overlay, neither of which a submission's processes can open.

import ArgumentParser
import Foundation

/// Packs an autograder.
struct Autograder: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the archive that Gradescope's autograder is configured with.")

  /// The folders and files of the package that go along.
  private static let parts = StarterKit.parts + ["Tests/Solutions", ".build/hunts"]

  @Option(help: "The archive to write, a file that ends in .tar.gz.")
  var out: String

  @Option(help: "The exercises of the assignment, with commas.")
  var only: String?

  @Option(help: "The seed of the hidden cases; not 0.")
  var seed: UInt64 = .random(in: 1...UInt64(UInt32.max))

  func run() throws {
    let root = try Grade.root
    let manager = FileManager.default
    let desk = manager.temporaryDirectory.appending(path: UUID().uuidString)
    try manager.createDirectory(
      at: desk.appending(path: "package"), withIntermediateDirectories: true)
    defer { try? manager.removeItem(at: desk) }
    try StarterKit(root: root).copy(Self.parts, to: desk.appending(path: "package"))
    try Data("{\"seed\": \(seed), \"growth\": \(1 + seed % 4)}\n".utf8)
      .write(to: desk.appending(path: "overlay.json"))
    try script(Self.setup, to: desk.appending(path: "setup.sh"))
    let numbers = try only.map { try Exercise.list($0).map(\.number) }
    let options = numbers.map { " --only " + $0.joined(separator: ",") } ?? ""
    try script(
      Self.run.replacing("OPTIONS", with: options), to: desk.appending(path: "run_autograder"))
    let (status, text) = try Workshop.run(
      "tar", ["-czf", URL(filePath: out).path, "-C", desk.path, "."], in: desk)
    guard status == 0 else { throw ValidationError("\(out) cannot be written: \(text)") }
    print("\(out) is what Gradescope asks for under \"Configure Autograder\".")
  }

  private func script(_ text: String, to file: URL) throws {
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
  }

  /// Installs Swift and Cairo on Ubuntu 24.04, builds, and closes the package to everybody else.
  private static let setup = """
    #!/bin/bash
    set -euo pipefail
    export DEBIAN_FRONTEND=noninteractive
    if ! command -v swift >/dev/null; then
    apt-get update -q
    apt-get install -q -y curl gnupg2 binutils libc6-dev libcurl4-openssl-dev libedit2 gcc g++ \\
      libpython3-dev libsqlite3-0 libxml2-dev libncurses-dev libz3-dev pkg-config tzdata unzip \\
      zlib1g-dev make git libcairo2-dev fonts-dejavu-core
    curl -fsSL https://download.swift.org/swift-6.3-release/ubuntu2404/swift-6.3-RELEASE/swift-6.3-RELEASE-ubuntu24.04.tar.gz \\
      | tar -xz --strip-components=1 -C /
    fi
    rm -rf /autograder/package
    cp -r /autograder/source/package /autograder/package
    cd /autograder/package
    swift build --product grade
    swift build --product GradusServing
    chmod -R go-rwx /autograder/source /autograder/package/Tests
    chmod -R go+rX /autograder/package/.build
    chmod -R go-rwx /autograder/package/.build/hunts

    """

  private static let run = """
    #!/bin/bash
    cd /autograder/package
    .build/debug/grade submission /autograder/submission --out /autograder/graded \\
      --overlay /autograder/source/overlay.jsonOPTIONS
    cp /autograder/graded/gradescope.json /autograder/results/results.json ||
      echo '{"score": 0, "output": "The grader could not run: please tell your teacher."}' \\
        >/autograder/results/results.json

    """
}
