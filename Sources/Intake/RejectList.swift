/// The rejected rows of one stretch of a file as lines of the rejects report, in a scratch file
/// where they are many.
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

    func add(line: Int, _ fault: Fault) throws(IntakeError) {
        count += 1
        let fields = [file, String(line), fault.column, fault.value, fault.reason]
        pending.append(contentsOf: fields.map(quoted).joined(separator: ",").utf8)
        pending.append(newline)
        if pending.count >= 1 << 16 { try flush() }
    }

    private func flush() throws(IntakeError) {
        try write(pending, to: scratch, at: written)
        written += pending.count
        pending.removeAll(keepingCapacity: true)
    }

    /// Calls `body` with the report's lines, piece by piece.
    func forEachPiece(_ body: ([UInt8]) throws(IntakeError) -> Void) throws(IntakeError) {
        var offset = 0
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while offset < written {
            let wanted = min(piece.count, written - offset)
            let count = try read(into: &piece, from: scratch, at: offset)
            try body(Array(piece[..<min(count, wanted)]))
            offset += wanted
        }
        try body(pending)
    }

    private func quoted(_ field: String) -> String {
        guard field.utf8.contains(where: { [quote, comma, newline, carriageReturn].contains($0) })
        else { return field }
        let doubled = field.split(separator: "\"", omittingEmptySubsequences: false)
        return "\"\(doubled.joined(separator: "\"\""))\""
    }
}
