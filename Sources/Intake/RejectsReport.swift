import Glibc

/// The file that names every rejected row. It is written only where there are any.
final class RejectsReport {
    private let path: String
    private var file: UnsafeMutablePointer<FILE>?

    init(path: String) {
        self.path = path
    }

    deinit { if let file { fclose(file) } }

    /// Whether no row was rejected.
    private(set) var isEmpty = true

    /// Adds the rejected rows of a file.
    func add(_ list: RejectList) throws(IntakeError) {
        guard list.count > 0 else { return }
        if file == nil {
            file = fopen(path, "w")
            try put(Array(RejectList.header.utf8))
        }
        isEmpty = false
        try list.forEachPiece { piece throws(IntakeError) in try put(piece) }
    }

    /// Completes the file; an older report stays where this import rejected nothing.
    func close() throws(IntakeError) {
        guard let file else { return }
        self.file = nil
        guard fclose(file) == 0 else {
            throw .unwritable(path: path, reason: reasonOfLastError())
        }
    }

    private func put(_ bytes: [UInt8]) throws(IntakeError) {
        guard let file, fwrite(bytes, 1, bytes.count, file) == bytes.count else {
            throw .unwritable(path: path, reason: reasonOfLastError())
        }
    }
}
