// The machine behind the numbers: who computes, how the program was compiled, and the two peaks
// that nothing on it can pass.

import Foundation
import Gradus
import LessonKit

/// A machine and how fast it can be.
struct Machine: Codable, Equatable {
  /// What so many threads can do together.
  struct Peak: Codable, Equatable {
    let threads: Int
    /// Additions and multiplications a second, in single precision.
    let operations: Double
    /// The same in double precision.
    let doubleOperations: Double
    /// Bytes a second from and to memory.
    let bandwidth: Double

    /// Measures this machine, which takes a second.
    static func measured(threads: Int) -> Peak {
      Peak(
        threads: threads, operations: ArithmeticPeak.single(threads: threads),
        doubleOperations: ArithmeticPeak.double(threads: threads),
        bandwidth: MemoryBandwidth.measured(threads: threads))
    }

    /// The most operations a second where each needs so many bytes of memory (Williams, Waterman
    /// and Patterson 2009, "Roofline").
    func roof(operationsPerByte: Double) -> Double {
      min(operations, bandwidth * operationsPerByte)
    }
  }

  let processor: String
  /// How many threads run at a time, as the system counts them.
  let cores: Int
  /// On how many cores; nil where the system does not say.
  let physicalCores: Int?
  let system: String
  let swift: String
  /// How Gradus was compiled.
  let build: String
  /// One thread, and all of them if they are more.
  let peaks: [Peak]

  /// This machine, measured.
  static func measured(threads: Int) -> Machine {
    let platform = Run.Platform.current
    return Machine(
      processor: processorName ?? platform.architecture, cores: platform.cores,
      physicalCores: physicalCoreCount,
      system: "\(platform.system), \(ProcessInfo.processInfo.operatingSystemVersionString)",
      swift: platform.swift, build: build,
      peaks: Set([1, threads]).sorted().map(Peak.measured))
  }

  /// Whether threads share a core's arithmetic: what the system says, and what the peaks show, as a
  /// virtual machine may be told of more cores than it has.
  var sharing: String {
    let counted = physicalCores.map { "\($0) for \(cores) threads, says the system" }
    guard let one = peaks.first, let all = peaks.last, all.threads > 1 else {
      return counted ?? "the system does not say how many"
    }
    let gain = all.operations / one.operations
    let isShared = gain < 0.75 * Double(min(all.threads, cores))
    let found =
      "\(all.threads) threads do \(significant(gain)) times what one does: "
      + (isShared ? "they share cores" : "each has its own")
    return [counted, found].compactMap(\.self).joined(separator: "; ")
  }

  /// The peaks of one thread or of all.
  func peak(_ threads: Workload.Threads) -> Peak? {
    threads == .one ? peaks.first : peaks.last
  }

  /// How many threads all are: `GRADUS_THREADS`, as the engine has it, else the cores.
  static var allThreads: Int { ThreadTeam.current.count }

  /// The vectors this program was compiled for.
  static var build: String {
    #if GRADUS_NEON
      "NEON, 128 bits, fused multiply-add"
    #elseif GRADUS_AVX512
      "AVX-512, 512 bits, fused multiply-add"
    #elseif GRADUS_AVX2
      "AVX2, 256 bits, fused multiply-add"
    #else
      "SSE, 128 bits"
    #endif
  }

  #if os(Linux)
    private static var cpuinfo: String {
      (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    }

    /// Different pairs of a package and a core of it.
    private static var physicalCoreCount: Int? {
      let cores = cpuinfo.components(separatedBy: "\n\n").compactMap { block -> [Substring]? in
        let place = block.split(separator: "\n").filter {
          $0.hasPrefix("physical id") || $0.hasPrefix("core id")
        }
        return place.isEmpty ? nil : place
      }
      return cores.isEmpty ? nil : Set(cores).count
    }

    private static var processorName: String? {
      cpuinfo.split(separator: "\n").first { $0.hasPrefix("model name") }?
        .split(separator: ":", maxSplits: 1).last?.trimmingCharacters(in: .whitespaces)
    }
  #else
    private static var physicalCoreCount: Int? {
      var count: Int32 = 0
      var size = MemoryLayout.size(ofValue: count)
      return sysctlbyname("hw.physicalcpu", &count, &size, nil, 0) == 0 ? Int(count) : nil
    }

    private static var processorName: String? {
      setting("machdep.cpu.brand_string")
    }

    private static func setting(_ name: String) -> String? {
      var size = 0
      guard sysctlbyname(name, nil, &size, nil, 0) == 0 else { return nil }
      var bytes = [UInt8](repeating: 0, count: size)
      guard sysctlbyname(name, &bytes, &size, nil, 0) == 0 else { return nil }
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  #endif
}
