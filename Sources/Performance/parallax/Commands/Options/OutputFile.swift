import ArgumentParser
import Formats
import Terminal

/// A file that a command writes, or standard output for `-`.
struct OutputFile {
    /// The path, or `-`.
    let path: String

    /// Whether it is standard output.
    var isStandardOutput: Bool { path == "-" }

    /// Endings by which a file says what it holds.
    private static let formats: Set = [
        "svg", "png", "pdf", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "eps", "html",
        "htm", "json", "csv", "md", "xlsx", "pptx", "zip",
    ]

    /// The ending of a path where it says what the file holds; nil for all other paths.
    static func format(of path: String) -> String? {
        let name = path.split(separator: "/").last ?? ""
        guard let point = name.lastIndex(of: ".") else { return nil }
        let ending = name[name.index(after: point)...].lowercased()
        return formats.contains(ending) ? ending : nil
    }

    /// Refuses a path whose ending promises another format.
    ///
    /// - Throws: `ValidationError`.
    static func check(_ path: String, holds ending: String, what: String) throws {
        guard let found = format(of: path), found != ending else { return }
        throw ValidationError(
            "\(what) as .\(ending), not yet as .\(found): name a file that ends in .\(ending), "
                + "not '\(path)'")
    }

    /// Refuses a path for a folder that looks like a file.
    ///
    /// - Throws: `ValidationError`.
    static func checkFolder(_ path: String, option: String, remedy: String) throws {
        guard let found = format(of: path) else { return }
        throw ValidationError(
            "\(option) names a folder, and '\(path)' looks like a .\(found) file: \(remedy)")
    }

    /// Writes binary data; replaces a file that exists.
    ///
    /// - Returns: what to report; nil if standard output has the data.
    /// - Throws: `FileError`, or `OutputError`, also if the target is a terminal.
    func write(binary bytes: [UInt8], kind: String) throws -> String? {
        guard !isStandardOutput else {
            try Terminal.print(binary: bytes, kind: kind)
            return nil
        }
        guard !Terminal.isTerminal(path) else { throw OutputError.binary(kind: kind) }
        try AtomicFile(path: path).write(bytes)
        return "Wrote \(path)"
    }

    /// Writes text; replaces a file that exists.
    ///
    /// - Returns: what to report; nil if standard output has the text.
    /// - Throws: `FileError` or `OutputError`.
    func write(text bytes: [UInt8]) throws -> String? {
        guard !isStandardOutput else {
            try Terminal.print(bytes)
            return nil
        }
        try AtomicFile(path: path).write(bytes)
        return "Wrote \(path)"
    }
}
