import Statistics
import Formats
import Tables
import TestSupport
import Testing

struct RecordReaderTests {
    /// What a text is split into: the line and the fields of each record, or its fault.
    private func records(_ text: String, longest: Int = 1 << 20) throws -> [String] {
        try split(Array(text.utf8), longest: longest)
    }

    @Test(arguments: [
        ("a,b\nc,d\n", ["1:a|b", "2:c|d"]),
        ("a,b\r\nc,d\r\n", ["1:a|b", "2:c|d"]),
        ("a,b\nc,d", ["1:a|b", "2:c|d"]),
        ("a,b\r\nc,\"d\"", ["1:a|b", "2:c|d"]),
        ("", []),
        ("\n\r\n\n", []),
        ("a\n\n\r\nb\n", ["1:a", "4:b"]),
        ("\"a,b\",\"c\"\"d\"\n", ["1:a,b|c\"d"]),
        ("\"\"\"\",\"\"\n", ["1:\"|"]),
        ("\"a\nb\",c\nd,e\n", ["1:a\nb|c", "3:d|e"]),
        ("\"a\r\nb\",c\r\nd,e\r\n", ["1:a\r\nb|c", "3:d|e"]),
        ("a\"b,c\n", ["1:a\"b|c"]),
        ("a, \"b\"\n", ["1:a| \"b\""]),
        (",\n,", ["1:|", "2:|"]),
        ("a,b,\n", ["1:a|b|"]),
        ("a\rb,c\n", ["1:a\rb|c"]),
        ("\"a\"b,c\nd,e\n", ["1!text after a closing quote", "2:d|e"]),
        ("\"a\nb\"c,d\ne,f\n", ["1!text after a closing quote", "2:b\"c|d", "3:e|f"]),
        (
            "a,\"b\nc,d\n",
            ["1!a quote is never closed, or the row is over 1 MiB", "2:c|d"]
        ),
        ("x,\"y", ["1!a quote is never closed, or the row is over 1 MiB"]),
    ])
    func `A text is split as RFC 4180 says`(text: String, expected: [String]) throws {
        #expect(try records(text) == expected)
    }

    @Test func `An unclosed quote does not swallow the rows behind it`() throws {
        let rows = (2...5000).map { "row \($0),x\n" }.joined()
        let read = try records("a,\"b\n" + rows)
        #expect(read.count == 5000)
        #expect(read[0].hasPrefix("1!a quote is never closed"))
        #expect(read[1] == "2:row 2|x")
        #expect(read[4999] == "5000:row 5000|x")
    }

    @Test(arguments: [100, 256, 300, 1023, 1024, 5000])
    func `A line longer than the longest record is one malformed row`(length: Int) throws {
        let long = String(repeating: "x", count: length)
        let read = try records("a,b\n\(long),z\nc,d\n", longest: 64)
        #expect(read == ["1:a|b", "2!a quote is never closed, or the row is over 1 MiB", "3:c|d"])
    }

    @Test func `A line of nine megabytes is one malformed row`() throws {
        let read = try records("a,b\n\(String(repeating: "x,", count: 4_500_000))\nc,d\n")
        #expect(read == ["1:a|b", "2!a quote is never closed, or the row is over 1 MiB", "3:c|d"])
    }

    @Test(arguments: 0..<300)
    func `Records over the borders of a small window are those of a slow splitter`(
        seed: UInt64
    ) throws {
        var random = SplitMix64(seed: seed)
        var text: [UInt8] = []
        let lineEnd = Bool.random(using: &random) ? "\r\n" : "\n"
        for _ in 0..<Int.random(in: 1...60, using: &random) {
            var line: [String] = []
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                line.append(field(&random))
            }
            text += Array(line.joined(separator: ",").utf8)
            text += Array(lineEnd.utf8)
        }
        if seed % 3 == 0 { text.removeLast(lineEnd.utf8.count) }
        #expect(try split(text, longest: 64) == slowSplit(text))
    }

    /// A field that never makes a record malformed or longer than 64 bytes.
    private func field(_ random: inout SplitMix64) -> String {
        let letters = ["a", "é", "0", " ", "\"\"", "\n", "\r\n", ",", ""]
        let count = Int.random(in: 0...6, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0:
            let inner = (0..<count).map { _ in letters[Int.random(in: 0..<9, using: &random)] }
            return "\"\(inner.joined())\""
        case 1: return ""
        default: return String(repeating: "x", count: count)
        }
    }
}

/// What `RecordReader` makes of the bytes.
func split(_ bytes: [UInt8], longest: Int) throws -> [String] {
    let shop = try ScratchFolder()
    let path = try shop.write("records.csv", bytes)
    let file = try FileDescriptor.reading(path)
    let reader = RecordReader(file, range: 0..<bytes.count, longestRecord: longest)
    var records: [String] = []
    while let record = try reader.next() {
        let fields = reader.fields.map { String(decoding: $0, as: UTF8.self) }
        records.append(
            record.fault.map { "\(record.line)!\($0)" }
                ?? "\(record.line):\(fields.joined(separator: "|"))")
    }
    return records
}

/// An independent splitter, a byte at a time, for records that are well formed.
func slowSplit(_ bytes: [UInt8]) -> [String] {
    var records: [String] = []
    var fields: [[UInt8]] = [[]]
    var line = 1
    var firstLine = 1
    var isQuoted = false
    var wasQuoted = false
    var index = 0
    func at(_ index: Int) -> Character? {
        index < bytes.count ? Character(Unicode.Scalar(bytes[index])) : nil
    }
    func end() {
        if !wasQuoted, fields[fields.count - 1].last == 13 {
            fields[fields.count - 1].removeLast()
        }
        let texts = fields.map { String(decoding: $0, as: UTF8.self) }
        if texts != [""] { records.append("\(firstLine):\(texts.joined(separator: "|"))") }
        fields = [[]]
        wasQuoted = false
        firstLine = line
    }
    while let character = at(index) {
        if isQuoted {
            if character == "\"", at(index + 1) == "\"" {
                fields[fields.count - 1].append(34)
                index += 1
            } else if character == "\"" {
                isQuoted = false
                wasQuoted = true
            } else {
                if character == "\n" { line += 1 }
                fields[fields.count - 1].append(bytes[index])
            }
        } else if character == "\"", fields[fields.count - 1].isEmpty, !wasQuoted {
            isQuoted = true
        } else if character == "," {
            fields.append([])
            wasQuoted = false
        } else if character == "\n" {
            line += 1
            end()
        } else if !(character == "\r" && wasQuoted) {
            fields[fields.count - 1].append(bytes[index])
        }
        index += 1
    }
    if fields != [[]] || wasQuoted { end() }
    return records
}
