import Formats
import HTTPTypes
import Synchronization

/// Where the parts of a form with files go: fields into memory, files to disk.
final class FileFormSink: Sendable {
    private struct State {
        var reader: MultipartReader
        var sent = FileForm.Sent()
        /// The field that is being read.
        var field: (name: String, value: [UInt8])?
        /// The file that is being written.
        var file: (name: String, path: String, file: FileDescriptor, size: Int)?
    }

    private let place: @Sendable (FileForm.NextFile) throws -> String
    private let state: Mutex<State>
    /// The most bytes that all fields may have together.
    private static let longestFields = 64 << 10

    init(
        _ reader: MultipartReader, _ place: @escaping @Sendable (FileForm.NextFile) throws -> String
    ) {
        self.place = place
        state = Mutex(State(reader: reader))
    }

    /// Reads the next bytes of the body.
    ///
    /// - Throws: `Problem`, `FileError`, or what the closure for places throws.
    func write(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            var reader = state.reader
            try reader.parse(bytes) { try write($0, &state) }
            state.reader = reader
        }
    }

    /// What the form had.
    ///
    /// - Throws: `Problem` if its end is missing.
    func end() throws -> FileForm.Sent {
        try state.withLock { state in
            try state.reader.end()
            return state.sent
        }
    }

    private func write(_ piece: MultipartReader.Piece, _ state: inout State) throws {
        switch piece {
        case .head(let head):
            guard let name = head.fileName else {
                state.field = (head.name, [])
                return
            }
            // A browser sends a field in which no file was chosen as an empty file without a name.
            guard !name.isEmpty else { return }
            let path = try place(
                .init(name: name, number: state.sent.files.count, fields: state.sent.fields))
            let file = try FileDescriptor.creating(path, exclusively: true)
            state.file = (name, path, file, 0)
        case .content(let bytes):
            if state.file != nil {
                try state.file?.file.append(bytes)
                state.file?.size += bytes.count
            } else if state.field != nil {
                state.field?.value += bytes
                let others = state.sent.fields.reduce(0) { $0 + $1.value.utf8.count }
                guard others + (state.field?.value.count ?? 0) <= Self.longestFields else {
                    throw Problem(.contentTooLarge, "The fields of a form have at most 64 KiB.")
                }
            } else {
                throw Problem.badForm
            }
        case .end:
            if let (name, path, file, size) = state.file {
                try file.sync()
                state.sent.files.append(.init(name: name, path: path, size: size))
            } else if let (name, value) = state.field {
                guard let text = String(validating: value, as: UTF8.self) else {
                    throw Problem.badForm
                }
                state.sent.fields[name] = text
            }
            (state.file, state.field) = (nil, nil)
        }
    }
}
