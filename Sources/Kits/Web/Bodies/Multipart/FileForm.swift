import Formats
import HTTPTypes
package import Hummingbird

/// A form with files (multipart/form-data). Each file is written to disk as it arrives and is never
/// held in memory as a whole.
///
/// ```swift
/// let form = try FileForm(call.request, most: 2 << 30)
/// let sent = try await form.receive { file in "/tmp/\(file.number)" }
/// ```
package struct FileForm: Sendable {
    /// A file that is about to arrive.
    package struct NextFile: Sendable {
        /// The name of the file as the browser gave it, without folders.
        package let name: String
        /// How many files came before it.
        package let number: Int
        /// The fields that came before it.
        package let fields: [String: String]
    }

    /// A file that has arrived.
    package struct SentFile: Sendable, Equatable {
        /// The name of the file as the browser gave it, without folders.
        package let name: String
        /// The path of the file on this machine.
        package let path: String
        /// Its size in bytes.
        package let size: Int
    }

    /// What a form had.
    package struct Sent: Sendable {
        /// The fields that are no files.
        package var fields: [String: String] = [:]
        /// The files, in order. File fields in which nothing was chosen are left out.
        package var files: [SentFile] = []
    }

    private let boundary: String
    private let most: Int

    /// A form that a request brings.
    ///
    /// - Parameters:
    ///   - request: the request. Its body is not read yet.
    ///   - most: the largest body accepted, in bytes.
    /// - Throws: `Problem` if the request brings no such form.
    package init(_ request: Request, most: Int) throws(Problem) {
        let parts = (request.headers[.contentType] ?? "").split(separator: ";")
        let kind = parts.first.map { $0.filter { $0 != " " }.lowercased() }
        let value = parts.dropFirst().lazy.map { $0.drop { $0 == " " } }
            .first { $0.lowercased().hasPrefix("boundary=") }?.dropFirst("boundary=".count)
        let boundary = (value ?? "").filter { $0 != "\"" }
        // At most 70 characters (RFC 2046, 5.1.1).
        guard kind == "multipart/form-data", (1...70).contains(boundary.utf8.count) else {
            throw .badForm
        }
        self.boundary = String(boundary)
        self.most = most
    }

    /// Receives the form.
    ///
    /// - Parameters:
    ///   - body: the body to read.
    ///   - place: gives the path for a file, which is created for its owner only. It is called when
    ///     the file begins, on a thread for slow work.
    /// - Returns: the fields and the files.
    /// - Throws: `Problem` if the body is no such form, too large, too slow or broken; `FileError`
    ///   if a file cannot be written; and what `place` throws. Files that were begun stay.
    package func receive(
        _ body: RequestBody, place: @escaping @Sendable (NextFile) throws -> String
    ) async throws -> Sent {
        let sink = FileFormSink(MultipartReader(boundary: boundary), place)
        _ = try await body.received(most: most) { try sink.write($0) }
        return try await BlockingWork.run(on: .bodies) { try sink.end() }
    }
}
