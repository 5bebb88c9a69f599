import Formats

/// The report that lists every rejected row. The file is written only if a row was rejected.
final class RejectsReport {
    private let path: String
    private var file: FileDescriptor?

    init(path: String) {
        self.path = path
    }

    /// Whether no row was rejected.
    var isEmpty: Bool { file == nil }

    /// Adds the rejected rows of a file. If this import rejects nothing, an older report stays in
    /// place.
    func add(_ list: RejectList) throws {
        guard list.count > 0 else { return }
        let file = try file ?? FileDescriptor.creating(path)
        if self.file == nil { try file.append(Array(RejectList.header.utf8)) }
        self.file = file
        try list.forEachPiece { try file.append($0) }
    }
}
