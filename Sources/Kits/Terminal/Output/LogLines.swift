import Calendar
import Formats
public import Logging

/// Writes log messages to standard error as JSON objects, one per line.
public struct LogLines: LogHandler {
    /// The metadata of every line.
    public var metadata: Logger.Metadata = [:]
    /// The lowest level that is written.
    public var logLevel: Logger.Level = .info

    /// Creates a logger without metadata.
    public init() {}

    /// The metadata of a key.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line.
    public func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let members: [(name: String, value: JSON)] =
            [
                ("time", .text(Terminal.now().description)),
                ("level", .text(event.level.rawValue)),
                ("message", .text(event.message.description)),
            ]
            + all.sorted { $0.key < $1.key }.map { key, value in
                (key == "hb.request.id" ? "request" : key, .text(value.description))
            }
        let line = String(decoding: JSON.object(members).document, as: UTF8.self)
        Terminal.log(String(line.dropLast()).replacing("\n", with: " "))
    }
}
