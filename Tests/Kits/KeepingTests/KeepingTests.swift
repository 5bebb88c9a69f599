import Dispatch
import Formats
import Glibc
import Keeping
import Statistics
import Synchronization
import TestSupport
import Testing

@Suite struct PackedTests {
    private enum Word: String, Codable, CaseIterable { case one, two }

    private enum Payload: Codable, Equatable {
        case none
        case unlabelled(Int, String)
        case labelled(Double?, rest: [Int])
    }

    private struct Everything: Codable, Equatable {
        var whole: Int
        var small: Int16
        var byte: UInt8
        var large: UInt64
        var number: Double
        var single: Float
        var text: String
        var isSo: Bool
        var maybe: Int?
        var maybeText: String?
        var maybeWord: Word?
        var range: ClosedRange<Int>
        var payloads: [Payload]
        var holes: [Double?]
        var nested: [[Everything]]
        var keyed: [Word: Double]
    }

    private func everything(_ random: inout SplitMix64, depth: Int = 2) -> Everything {
        func maybe<Value>(_ value: Value) -> Value? { Bool.random(using: &random) ? value : nil }
        let whole = Int(truncatingIfNeeded: random.next()) >> Int.random(in: 0..<64, using: &random)
        let numbers = [0.0, -0.0, .infinity, .leastNonzeroMagnitude, 0.1, -1e300, .pi]
        let count = depth == 0 ? 0 : Int.random(in: 0..<3, using: &random)
        var nested: [[Everything]] = []
        for _ in 0..<count { nested.append([everything(&random, depth: depth - 1)]) }
        return Everything(
            whole: whole, small: Int16.random(in: .min ... .max, using: &random),
            byte: UInt8.random(in: .min ... .max, using: &random), large: random.next(),
            number: numbers.randomElement(using: &random) ?? 0, single: 1.5,
            text: ["", "Zürich\0", "🧭", String(repeating: "a", count: 300)]
                .randomElement(using: &random) ?? "",
            isSo: Bool.random(using: &random), maybe: maybe(whole), maybeText: maybe("x"),
            maybeWord: maybe(.two), range: min(whole, 0)...max(whole, 0),
            payloads: [
                .none, .unlabelled(whole, "b"), .labelled(maybe(2), rest: [whole]), .none,
            ].shuffled(using: &random),
            holes: [nil, maybe(1), 2, nil], nested: nested,
            keyed: [.one: 1, .two: .infinity])
    }

    @Test func `Values of all kinds come back as they were`() throws {
        var random = SplitMix64(seed: 20_261_127)
        for _ in 0..<200 {
            let value = everything(&random)
            #expect(try unpacked(Everything.self, from: packed(value)) == value)
        }
        for value in [Int.min, .max, 0, -1, 63, 64, -64, -65] {
            #expect(try unpacked(Int.self, from: packed(value)) == value)
        }
        let quiet = try unpacked(Double.self, from: packed(Double.nan))
        #expect(quiet.isNaN)
    }

    @Test
    func
        `Bytes that are cut, too long or changed are refused or give another value, and never crash`()
        throws
    {
        var random = SplitMix64(seed: 7)
        let value = everything(&random, depth: 1)
        let bytes = try packed(value)
        for count in 0..<bytes.count {
            #expect(throws: DecodingError.self) {
                try unpacked(Everything.self, from: Array(bytes.prefix(count)))
            }
        }
        #expect(throws: DecodingError.self) { try unpacked(Everything.self, from: bytes + [0]) }
        for _ in 0..<500 {
            var changed = bytes
            // Counts may say four thousand million elements, which end with the bytes.
            changed[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
                in: .min ... .max, using: &random)
            _ = try? unpacked(Everything.self, from: changed)
        }
    }
}

@Suite struct KeptFolderTests {
    private let folder: ScratchFolder
    private var path: String { "\(folder.path)/kept" }
    private var files: [String] { (fileNames(inFolder: path) ?? []).map { "\(path)/\($0)" } }

    init() throws { folder = try ScratchFolder() }

    /// The value that is given out, and whether it had to be worked out.
    private func asked(
        _ kept: KeptFolder, _ name: String = "answer", of source: String = "a", value: [Int]
    ) -> (value: [Int], isWorked: Bool) {
        var isWorked = false
        let given = kept.value(name, of: source) {
            isWorked = true
            return value
        }
        return (given, isWorked)
    }

    @Test func `A value is worked out once for each source, name and program`() {
        let kept = KeptFolder(path)
        #expect(asked(kept, value: [1]) == ([1], true))
        #expect(asked(kept, value: [2]) == ([1], false))
        #expect(asked(KeptFolder(path), value: [2]) == ([1], false))
        #expect(asked(kept, of: "b", value: [3]) == ([3], true))
        #expect(asked(kept, "other", value: [4]) == ([4], true))
        #expect(asked(KeptFolder(path, program: "newer"), value: [5]) == ([5], true))
        #expect(asked(kept, value: [6]) == ([1], false))
    }

    @Test func `A deleted, cut, empty or damaged file is worked out again and mended`() throws {
        let kept = KeptFolder(path)
        for damage in ["delete", "cut", "empty", "flip", "other"] {
            _ = asked(kept, value: [1, 2, 3])
            let file = try #require(files.first)
            var bytes = try FileDescriptor.contents(of: file, most: 1 << 20)
            switch damage {
            case "delete": unlink(file)
            case "cut": try FileDescriptor.creating(file).append(bytes.dropLast())
            case "empty": try FileDescriptor.creating(file).append([])
            case "flip":
                bytes[bytes.count - 1] ^= 2
                try FileDescriptor.creating(file).append(bytes)
            default:
                // The whole file of another source, under the name of this one.
                _ = asked(kept, of: "b", value: [9])
                let other = try #require(files.first { $0 != file })
                try #require(rename(other, file) == 0)
            }
            #expect(asked(kept, value: [1, 2, 3]) == ([1, 2, 3], true), "\(damage)")
            #expect(asked(kept, value: []) == ([1, 2, 3], false), "\(damage)")
        }
    }

    @Test func `Files are for their owner alone, and the oldest go`() throws {
        let kept = KeptFolder(path)
        _ = asked(kept, of: "used", value: [0])
        for number in 0..<100 {
            _ = asked(kept, of: "\(number)", value: [number])
            _ = asked(kept, of: "used", value: [-1])
        }
        #expect(files.count == 64)
        #expect(asked(kept, of: "used", value: [-1]) == ([0], false))
        #expect(asked(kept, of: "99", value: [-1]) == ([99], false))
        #expect(asked(kept, of: "0", value: [-1]) == ([-1], true))
        for file in files + [path] {
            var status = stat()
            #expect(stat(file, &status) == 0 && status.st_mode & 0o077 == 0)
        }
    }

    @Test func `Where nothing can be written, values are worked out each time`() throws {
        try FileDescriptor.creating("\(folder.path)/file").append([1])
        let kept = KeptFolder("\(folder.path)/file")
        #expect(asked(kept, value: [1]) == ([1], true))
        #expect(asked(kept, value: [2]) == ([2], true))
    }

    @Test func `What fails is not kept`() throws {
        struct Refused: Error {}
        let kept = KeptFolder(path)
        #expect(throws: Refused.self) {
            try kept.value("answer", of: "a") { () throws -> [Int] in throw Refused() }
        }
        #expect(asked(kept, value: [1]) == ([1], true))
    }

    @Test func `Many who ask at once get the same`() {
        let kept = KeptFolder(path)
        let wrong = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 64) { number in
            let value = kept.value("answer", of: "\(number % 4)") { [number % 4] }
            if value != [number % 4] { wrong.withLock { $0 += 1 } }
        }
        #expect(wrong.withLock { $0 } == 0)
        #expect(files.count == 4)
    }
}
