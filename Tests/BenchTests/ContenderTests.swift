// The conversation with a contender, played by shell scripts: as it should be, and with those that
// die, talk nonsense or are not there.

import Foundation
import Testing

@testable import bench

/// A contender that is a shell script; it has said hello.
func actor(_ script: String) throws -> Contender {
  Interruption.watch()
  let hello = #"echo '{"hello":{"name":"Actor","build":"of words"}}'; "#
  return try Contender("Actor", URL(fileURLWithPath: "/bin/sh"), ["-c", hello + script])
}

struct ContenderTests {
  private static let preparation = Preparation(
    MatrixProduct(side: 2), layouts: [.contiguous], threads: 1)

  @Test func aConversation() throws {
    let contender = try actor(
      #"""
      read request
      case $request in
        *'"prepare":{"layouts":["contiguous"],"sizes":{"side":2},"task":"matrix_product"'*) ;;
        *) exit 1 ;;
      esac
      echo '{"ready":{}}'
      read request
      [ "$request" = '{"run":{"layout":"contiguous","times":3}}' ] || exit 2
      printf '{"time":{"sec'; sleep 0.1; echo 'onds":0.5}}'
      read request
      [ "$request" = '{"result":{"layout":"contiguous"}}' ] || exit 3
      echo '{"result":{"digest":{"count":4,"norm":2,"projection":-1}}}'
      """#)
    #expect(contender.name == "Actor")
    #expect(contender.build == "of words")
    try contender.prepare(Self.preparation)
    #expect(try contender.run(3, .contiguous) == 0.5)
    #expect(try contender.result(.contiguous) == Digest(count: 4, norm: 2, projection: -1))
  }

  @Test(arguments: [
    ("read request; exit 3", "Actor ended with status 3."),
    ("read request; kill -9 $$", "Actor ended with signal 9."),
    ("exec 1>&-; cat >/dev/null", "Actor ended with status 0."),
    ("exit 4", "Actor ended with status 4."),
    (
      "read request; echo warning: be careful; cat >/dev/null",
      "Actor said \"warning: be careful\" where an answer in JSON was expected."
    ),
    (
      #"read request; echo '{"time":{"seconds":1}}'; cat >/dev/null"#,
      "Actor gave another answer where readiness was expected."
    ),
    (
      #"read request; echo '{"problem":{"sentence":"There is no memory."}}'; cat >/dev/null"#,
      "There is no memory."
    ),
  ])
  func aContenderThatFails(_ script: String, sentence: String) throws {
    let contender = try actor(script)
    #expect(throws: BenchError(sentence)) { try contender.prepare(Self.preparation) }
  }

  @Test func aTimeIsAPositiveNumber() throws {
    let contender = try actor(#"read request; echo '{"time":{"seconds":0}}'; cat >/dev/null"#)
    #expect(throws: BenchError("Actor says that 7 runs took 0.0 s.")) {
      try contender.run(7, .contiguous)
    }
  }

  @Test func aProgramThatIsNotThere() {
    #expect {
      _ = try Contender("Nobody", URL(fileURLWithPath: "/nowhere/python"), [])
    } throws: {
      "\($0)".hasPrefix("/nowhere/python cannot be started: ")
    }
  }
}

struct PythonTests {
  private let root = URL(fileURLWithPath: "/nowhere", isDirectory: true)

  @Test func whereNobodyNamesAPythonThereIsNone() throws {
    #expect(try Python.start(nil, environment: [:], root: root)?.name == nil)
  }

  @Test(
    arguments: [
      ("/nowhere/python", [:], "--pytorch"),
      (nil, ["GRADUS_PYTHON": "/nowhere/python"], "GRADUS_PYTHON"),
      ("/nowhere/python", ["GRADUS_PYTHON": "/bin/sh"], "--pytorch"),
    ] as [(String?, [String: String], String)])
  func aNamedPythonHasToBeThere(
    _ option: String?, in environment: [String: String], origin: String
  ) {
    let sentence = "there is no Python at /nowhere/python, which \(origin) names."
    #expect(throws: BenchError(sentence)) {
      try Python.start(option, environment: environment, root: root)
    }
  }

  @Test func aPythonThatDoesNotRunTheScript() {
    #expect(throws: BenchError.self) {
      try Python.start("/bin/sh", environment: [:], root: root)
    }
  }
}
