import Formats
import Foundation
import Office
import Tables
import Testing

/// The parts of an Office file, to look at or to damage.
struct PackageFixture {
    var parts: [(name: String, bytes: [UInt8])] = []

    /// Unpacks a file.
    init(_ bytes: [UInt8]) throws {
        let file = try FileDescriptor.scratch(in: NSTemporaryDirectory())
        try file.write(bytes, at: 0)
        let archive = try Archive(file)
        for name in archive.names {
            var part: [UInt8] = []
            try archive.read(name) { piece throws(WorkbookError) in
                part.append(contentsOf: piece)
                return true
            }
            parts.append((name, part))
        }
    }

    /// The text of a part; nil where there is none.
    func text(_ name: String) -> String? {
        parts.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// The names of the parts in a folder that end with `.xml`.
    func names(in folder: String) -> [String] {
        parts.map(\.name).filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(".xml") }.sorted()
    }

    /// Changes the text of a part, which must have what is replaced.
    mutating func replace(_ old: String, with new: String, in name: String) throws {
        let index = try #require(parts.firstIndex { $0.name == name })
        let text = String(decoding: parts[index].bytes, as: UTF8.self)
        try #require(text.contains(old))
        parts[index].bytes = Array(text.replacing(old, with: new).utf8)
    }

    /// Takes a part out.
    mutating func remove(_ name: String) { parts.removeAll { $0.name == name } }

    /// The file again.
    func zipped() throws -> [UInt8] { try zipFile(parts) }
}

/// A deck of one slide on the built-in template.
func plainDeck(_ title: String = "Plain") throws -> [UInt8] {
    try Presentation(title: title, slides: [Slide(layout: .text, title: title)])
        .pptx(on: .standard).bytes
}
