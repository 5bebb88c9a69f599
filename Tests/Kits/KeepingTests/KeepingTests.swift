import Dispatch
import Formats
import GRDB
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

    private struct Row: BitwiseCopyable, Equatable, Sendable {
        var day: Int32
        var tier: UInt8?
        var share: Double
    }

    private struct Table: Codable, Equatable {
        static func == (left: Table, right: Table) -> Bool {
            left.rows == right.rows && left.name == right.name
        }

        @AsInMemory var rows: [Row]
        var name: String
    }

    @Test(arguments: [0, 1, 1000])
    func `Rows that are packed as they lie in memory come back`(count: Int) throws {
        let rows = (0..<count).map { (place: Int) -> Row in
            let tier: UInt8? = place % 3 == 0 ? nil : UInt8(place % 256)
            return Row(day: Int32(place), tier: tier, share: 1 / Double(place + 1))
        }
        let table = Table(rows: rows, name: "x")
        let bytes = try packed(table)
        #expect(try unpacked(Table.self, from: bytes) == table)
        #expect(throws: DecodingError.self) {
            try unpacked(Table.self, from: Array(bytes.dropLast(3)))
        }
        let cut = try packed(AsInMemory(wrappedValue: [UInt8](repeating: 1, count: 25)))
        #expect(throws: DecodingError.self) { try unpacked(AsInMemory<Row>.self, from: cut) }
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

@Suite struct KeptFileTests {
    private let folder: ScratchFolder
    private var path: String { "\(folder.path)/kept" }

    init() throws { folder = try ScratchFolder() }

    /// The value that is given out, and whether it had to be worked out.
    private func asked(
        _ kept: KeptFile, _ name: String = "answer", of source: String = "a", value: [Int]
    ) -> (value: [Int], isWorked: Bool) {
        var isWorked = false
        let given = kept.value(name, of: source) {
            isWorked = true
            return value
        }
        return (given, isWorked)
    }

    private func change(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    @Test func `A value is worked out once for each source, name and program`() {
        let kept = KeptFile(path)
        #expect(asked(kept, value: [1]) == ([1], true))
        #expect(asked(kept, value: [2]) == ([1], false))
        #expect(asked(KeptFile(path), value: [2]) == ([1], false))
        #expect(asked(kept, of: "b", value: [3]) == ([3], true))
        #expect(asked(kept, "other", value: [4]) == ([4], true))
        #expect(asked(KeptFile(path, program: "newer"), value: [5]) == ([5], true))
        #expect(asked(kept, value: [6]) == ([1], false))
    }

    @Test(arguments: [
        "DELETE FROM kept WHERE key = (SELECT min(key) FROM kept)",
        "UPDATE kept SET bytes = substr(bytes, 2)", "UPDATE kept SET bytes = x''",
        "UPDATE kept SET digest = digest + 1",
        // The value of another source, under the key of this one.
        """
        UPDATE kept SET bytes = (SELECT bytes FROM kept ORDER BY used DESC LIMIT 1),
            digest = (SELECT digest FROM kept ORDER BY used DESC LIMIT 1)
        """,
    ])
    func `A value that is missing, cut or another's is worked out again and mended`(damage: String)
        throws
    {
        _ = asked(KeptFile(path), value: [1, 2, 3])
        if damage.hasPrefix("UPDATE kept SET bytes = (SELECT") {
            _ = asked(KeptFile(path), of: "b", value: [9])
        }
        try change(damage)
        #expect(asked(KeptFile(path), value: [1, 2, 3]) == ([1, 2, 3], true))
        #expect(asked(KeptFile(path), value: []) == ([1, 2, 3], false))
    }

    @Test func `Whatever happens to the file, the value is right, and a later one is kept again`()
        throws
    {
        var random = SplitMix64(seed: 11)
        for round in 0..<60 {
            let value = Array(0..<5000)
            // The first may find the file damaged when it writes, and removes it.
            for _ in 0..<2 { _ = asked(KeptFile(path), of: "\(round)", value: value) }
            var bytes = try FileDescriptor.contents(of: path, most: 1 << 24)
            switch round % 3 {
            case 0: bytes.removeLast(Int.random(in: 1..<bytes.count - 100, using: &random))
            case 1: bytes[Int.random(in: 100..<bytes.count, using: &random)] ^= 0x41
            default:
                for place in 4096..<bytes.count { bytes[place] = 0 }
            }
            try FileDescriptor.creating(path).append(bytes)
            let kept = KeptFile(path)
            for _ in 0..<3 { #expect(asked(kept, of: "\(round)", value: value).value == value) }
            #expect(!asked(kept, of: "\(round)", value: []).isWorked, "\(round)")
        }
    }

    @Test func `A file that is no database stays as it is`() throws {
        let text = Array("A letter to somebody. ".utf8) + [UInt8](repeating: 32, count: 2000)
        try FileDescriptor.creating(path).append(text)
        let kept = KeptFile(path)
        #expect(asked(kept, value: [1]) == ([1], true))
        #expect(asked(kept, value: [2]) == ([2], true))
        #expect(try FileDescriptor.contents(of: path, most: 1 << 20) == text)
    }

    @Test func `The file is for its owner alone, and the oldest values go`() throws {
        let kept = KeptFile(path)
        _ = asked(kept, of: "used", value: [0])
        for number in 0..<100 {
            _ = asked(kept, of: "\(number)", value: [number])
            _ = asked(kept, of: "used", value: [-1])
        }
        let count = try DatabaseQueue(path: path).read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM kept")
        }
        #expect(count == 16)
        #expect(asked(kept, of: "used", value: [-1]) == ([0], false))
        #expect(asked(kept, of: "99", value: [-1]) == ([99], false))
        #expect(asked(kept, of: "0", value: [-1]) == ([-1], true))
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func `Where nothing can be written, values are worked out each time`() throws {
        let kept = KeptFile("\(folder.path)/missing/kept")
        #expect(asked(kept, value: [1]) == ([1], true))
        #expect(asked(kept, value: [2]) == ([2], true))
    }

    @Test func `What fails is not kept`() throws {
        struct Refused: Error {}
        let kept = KeptFile(path)
        #expect(throws: Refused.self) {
            try kept.value("answer", of: "a") { () throws -> [Int] in throw Refused() }
        }
        #expect(asked(kept, value: [1]) == ([1], true))
    }

    @Test func `Many who ask at once get the same`() {
        let kept = [KeptFile(path), KeptFile(path)]
        let wrong = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 64) { number in
            let value = kept[number / 4 % 2].value("answer", of: "\(number % 4)") { [number % 4] }
            if value != [number % 4] { wrong.withLock { $0 += 1 } }
        }
        #expect(wrong.withLock { $0 } == 0)
    }
}
