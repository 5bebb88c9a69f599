import Formats

/// Writes messages as text files into a folder, attachments beside them. The same message gives the
/// same file.
public struct FileRoute: DeliveryRoute {
    /// The folder.
    public var folder: String

    /// A route to a folder, which is made if it is missing.
    public init(folder: String) { self.folder = folder }

    /// `file in FOLDER`
    public var name: String { "file in \(folder)" }

    /// Writes the files. The text is written last, so that whoever sees it has the others.
    public func deliver(_ message: Message) throws(DeliveryError) {
        do throws(FileError) {
            try makeFolder(folder)
            let stem = "\(folder)/\(fileName(message.id))"
            for attachment in message.attachments {
                try AtomicFile(path: "\(stem)-\(fileName(attachment.name))").write(attachment.bytes)
            }
            let text = "\(message.subject)\n\n\(message.text)\n"
            try AtomicFile(path: "\(stem).txt").write(Array(text.utf8))
        } catch {
            throw .later("\(error)", wait: 0)
        }
    }
}

/// A text as the name of a file: what is no letter or digit of ASCII, point, hyphen or underscore
/// becomes a hyphen.
func fileName(_ text: String) -> String {
    let name = String(
        text.map { letter in
            letter.isASCII && (letter.isLetter || letter.isNumber || "._-".contains(letter))
                ? letter : "-"
        }.prefix(120))
    return name.hasPrefix(".") ? "-" + name : name
}
