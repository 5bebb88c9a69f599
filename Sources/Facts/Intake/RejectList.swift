import Formats
import Tables

/// The rejected rows of one part of a file, as lines of the rejects report. Many rows overflow into
/// a scratch file.
final class RejectList {
    /// The header of the report.
    static let header = "file,line,column,value,reason\n"

    private(set) var count = 0
    private let file: String
    private let scratch: FileDescriptor
    private var pending: [UInt8] = []
    private var written = 0

    init(file: String, scratch: FileDescriptor) {
        self.file = file
        self.scratch = scratch
    }

    func add(line: Int, _ fault: Fault) throws {
        count += 1
        let value = isNumber(fault.value) ? fault.value : inertCell(fault.value)
        let fields = [
            inertCell(file), String(line), inertCell(fault.column), value, inertCell(fault.reason),
        ]
        pending.append(contentsOf: fields.map(csvField).joined(separator: ",").utf8)
        pending.append(newline)
        if pending.count >= 1 << 16 { try flush() }
    }

    /// Whether a text is a plain number, such as -5, which no spreadsheet takes for a formula.
    private func isNumber(_ text: String) -> Bool {
        let digits = text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
        return text.utf8.count - digits.count <= 1 && !digits.isEmpty
            && digits.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    }

    private func flush() throws {
        try scratch.write(pending, at: written)
        written += pending.count
        pending.removeAll(keepingCapacity: true)
    }

    /// Calls `body` with the report's lines, piece by piece.
    func forEachPiece(_ body: ([UInt8]) throws -> Void) throws {
        var offset = 0
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while offset < written {
            let wanted = min(piece.count, written - offset)
            let count = try scratch.read(into: &piece, at: offset)
            try body(Array(piece[..<min(count, wanted)]))
            offset += wanted
        }
        try body(pending)
    }
}
