import Domain
import Formats
import Glibc

/// The report that lists every rejected row of an import, for a person to read. The file is written
/// only if a row was rejected.
final class RejectsReport {
    /// The first line of a report.
    static let header = "file,line,column,value,reason\n"

    private let path: String
    private var file: FileDescriptor?

    init(path: String) {
        self.path = path
    }

    /// Whether no row was rejected.
    var isEmpty: Bool { file == nil }

    /// Adds the rejected rows of a file.
    func add(_ list: RejectList, of name: String) throws {
        guard list.count > 0 else { return }
        let file = try file ?? FileDescriptor.creating(path)
        if self.file == nil { try file.append(Array(Self.header.utf8)) }
        self.file = file
        var pending: [UInt8] = []
        try list.forEach { row in
            let value = isNumber(row.value) ? row.value : inertCell(row.value)
            let fields = [
                inertCell(name), String(row.line), inertCell(row.column), value,
                inertCell(row.reason),
            ]
            pending.append(contentsOf: fields.map(csvField).joined(separator: ",").utf8)
            pending.append(UInt8(ascii: "\n"))
            if pending.count >= 1 << 16 {
                try file.append(pending)
                pending.removeAll(keepingCapacity: true)
            }
        }
        try file.append(pending)
    }

    /// Removes a report that an earlier import left, once an import rejected nothing. A file that
    /// does not begin like a report stays.
    ///
    /// - Throws: `FileError.unwritable`.
    func removeOlder() throws(FileError) {
        guard isEmpty, access(path, R_OK) == 0 else { return }
        let older = try FileDescriptor.reading(path)
        var start = [UInt8](repeating: 0, count: Self.header.utf8.count)
        guard try older.read(into: &start, at: 0) == start.count,
            start.elementsEqual(Self.header.utf8)
        else { return }
        guard unlink(path) == 0 else {
            throw .unwritable(path: path, reason: reasonOfLastError())
        }
    }

    /// Whether a text is a plain number, such as -5, which no spreadsheet takes for a formula.
    private func isNumber(_ text: String) -> Bool {
        let digits = text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
        return text.utf8.count - digits.count <= 1 && !digits.isEmpty
            && digits.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    }
}
