import Formats
package import Hummingbird

/// A body on its way into a file, never held in memory as a whole.
package struct Upload: Sendable {
    private let path: String
    private let most: Int
    /// A body must come at this many bytes a second at least, after the first half minute.
    private static let slowest = 1000.0

    /// A body for a file that does not exist yet.
    ///
    /// - Parameters:
    ///   - path: the file; only its owner may read it.
    ///   - most: the largest body taken, in bytes.
    package init(to path: String, most: Int) {
        self.path = path
        self.most = most
    }

    /// Writes a body to the file, down to the disk.
    ///
    /// - Parameters:
    ///   - body: what arrives.
    ///   - lines: turns it into rows on the way; nil to keep it as it is.
    /// - Returns: the bytes received.
    /// - Throws: `Problem` where the body is too large, too slow or broken, `FileError` where it
    ///   cannot be kept.
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
