public import Formats
import Glibc

/// A secret that a program needs and nobody should see: it is in the environment or in a file, never
/// in an argument. Printed, it is three dots.
public struct Secret: Sendable, Equatable, CustomStringConvertible {
    /// The secret itself.
    public let text: String

    /// The secret of a text, without blanks and line ends around it; nil if nothing is left.
    public init?(_ text: String) {
        let trimmed = text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
        guard !trimmed.isEmpty else { return nil }
        self.text = String(trimmed)
    }

    /// The secret of a variable of the environment; nil if it is not set, or empty.
    public init?(environment name: String) {
        guard let value = getenv(name) else { return nil }
        self.init(String(cString: value))
    }

    /// The secret in a file of at most 64 KiB.
    ///
    /// - Throws: `FileError` if the file cannot be read, or is empty.
    public init(file path: String) throws(FileError) {
        let file = try FileDescriptor.reading(path)
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = try file.read(into: &bytes, at: 0)
        guard let text = String(validating: bytes[..<count], as: UTF8.self),
            let secret = Secret(text)
        else { throw .unreadable(path: path, reason: "it holds no secret") }
        self = secret
    }

    /// Three dots.
    public var description: String { "…" }
}
