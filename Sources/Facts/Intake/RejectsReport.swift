import Formats

/// The file that names every rejected row. It is written only if there are any.
final class RejectsReport {
    private let path: String
    private var file: FileDescriptor?

    init(path: String) {
        self.path = path
    }

    /// Whether no row was rejected.
    var isEmpty: Bool { file == nil }

    /// Adds the rejected rows of a file. An older report stays if this import rejects nothing.
    func add(_ list: RejectList) throws {
        guard list.count > 0 else { return }
        let file = try file ?? FileDescriptor.creating(path)
        if self.file == nil { try file.append(Array(RejectList.header.utf8)) }
        self.file = file
        try list.forEachPiece { try file.append($0) }
    }
}
