import Formats
package import Hummingbird

/// A request body that is written to a file as it arrives. It is never held in memory as a whole.
///
/// ```swift
/// let upload = Upload(to: path, most: 2 << 30)
/// let size = try await upload.receive(request.body)
/// ```
package struct Upload: Sendable {
    private let path: String
    private let most: Int
    /// The lowest average rate accepted, in bytes per second. Each body gets 30 seconds on top.
    private static let slowest = 1000.0

    /// An upload to a file that does not exist yet.
    ///
    /// - Parameters:
    ///   - path: the file to create. Only its owner may read it.
    ///   - most: the largest body accepted, in bytes.
    package init(to path: String, most: Int) {
        self.path = path
        self.most = most
    }

    /// Writes a body to the file and syncs the file to disk.
    ///
    /// - Parameters:
    ///   - body: the body to read.
    ///   - lines: converts JSON lines to CSV rows on the way; nil keeps the bytes as they are.
    /// - Returns: the number of bytes received.
    /// - Throws: `Problem` if the body is too large, too slow or broken; `FileError` if the file
    ///   cannot be written.
    package func receive(_ body: RequestBody, through lines: JSONLines? = nil) async throws -> Int {
        do {
            return try await receive(body, lines)
        } catch let problem as Problem {
            throw problem
        } catch let error as FileError {
            throw error
        } catch {
            throw Problem.brokenBody
        }
    }

    private func receive(_ body: RequestBody, _ lines: JSONLines?) async throws -> Int {
        let file = try FileDescriptor.creating(path, permissions: 0o600, exclusively: true)
        var lines = lines
        var received = 0
        let start = uptime()
        for try await part in body {
            received += part.readableBytes
            guard received <= most else {
                throw Problem(
                    .contentTooLarge,
                    "A file may have \(most) bytes: send it in parts, or packed.")
            }
            guard uptime() - start < 30 + Double(received) / Self.slowest else {
                throw Problem(.requestTimeout, "The body came too slowly: send it again.")
            }
            let bytes = Array(part.readableBytesView)
            try file.append(try lines?.rows(bytes) ?? bytes)
        }
        if let last = try lines?.end() { try file.append(last) }
        try await Work.run { try file.sync() }
        return received
    }
}
