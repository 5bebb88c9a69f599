package import Formats
import Foundation
import Intake

/// The mappings that people saved under a name, in a folder beside the ledger. Each is a YAML file
/// that the command line can use by its path. Only its owner may read it.
///
/// ```swift
/// let folder = MappingFolder(path: "parallax.sqlite.mappings")
/// if let name = MappingName("crm") { try folder.save(text, as: name, replacing: false) }
/// ```
package struct MappingFolder: Sendable {
    /// The path of the folder. It is made with the first mapping.
    package let path: String

    /// The most mappings kept.
    package static let most = 200
    /// The largest mapping, in bytes.
    package static let largest = 64 << 10
    private static let suffix = ".yaml"

    /// The folder at a path.
    package init(path: String) { self.path = path }

    /// The names of the saved mappings, in order. Other files are passed over.
    ///
    /// - Throws: an error if the folder cannot be read.
    package func names() throws -> [MappingName] {
        guard access(path, F_OK) == 0 || errno != ENOENT else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: path)
            .filter { $0.hasSuffix(Self.suffix) }
            .compactMap { MappingName(String($0.dropLast(Self.suffix.count))) }
            .sorted { $0.text < $1.text }
    }

    /// The text of a mapping; nil if none has that name.
    ///
    /// - Throws: `FileError` if the file cannot be read or is too large.
    package func text(of name: MappingName) throws(FileError) -> String? {
        let path = file(name)
        guard access(path, F_OK) == 0 || errno != ENOENT else { return nil }
        let file = try FileDescriptor.reading(path)
        let size = try file.size()
        guard size <= Self.largest else {
            throw .unreadable(path: path, reason: "it is over \(Self.largest) bytes")
        }
        var bytes = [UInt8](repeating: 0, count: size)
        let count = try file.read(into: &bytes, at: 0)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    /// Saves a mapping. The file is replaced as a whole.
    ///
    /// - Parameters:
    ///   - text: the mapping in YAML.
    ///   - name: its name.
    ///   - replacing: whether a mapping of that name may be replaced.
    /// - Throws: `Refusal` if it is not to be saved, `FileError` if it cannot be.
    package func save(_ text: String, as name: MappingName, replacing: Bool) throws {
        guard !Mapping.bundledNames.contains(name.text) else { throw Refusal.isBundled(name) }
        guard text.utf8.count <= Self.largest else { throw Refusal.isTooLarge }
        let known = try names()
        if known.contains(name) {
            guard replacing else { throw Refusal.exists(name) }
        } else {
            guard known.count < Self.most else { throw Refusal.tooMany }
        }
        try makeFolder(path)
        try AtomicFile(path: file(name)).write(Array(text.utf8))
    }

    private func file(_ name: MappingName) -> String { "\(path)/\(name.text)\(Self.suffix)" }

    /// Why a mapping is not saved.
    package enum Refusal: Error, Equatable, CustomStringConvertible {
        /// There is one of that name, and nobody said that it may be replaced.
        case exists(MappingName)
        /// A mapping of that name ships with Parallax.
        case isBundled(MappingName)
        /// It has too many bytes.
        case isTooLarge
        /// The folder is full.
        case tooMany

        /// What is in the way and what to do.
        package var description: String {
            switch self {
            case .exists(let name):
                "There is a mapping “\(name.text)” already. Choose another name, or tick that it "
                    + "may be replaced."
            case .isBundled(let name):
                "“\(name.text)” is a mapping that ships with Parallax. Choose another name."
            case .isTooLarge:
                "The mapping has more than \(MappingFolder.largest / 1024) KiB, which is too large."
            case .tooMany:
                "There are \(MappingFolder.most) saved mappings, which is the most. Replace one, or "
                    + "ask whoever runs Parallax to remove some."
            }
        }
    }
}

/// The name of a saved mapping: 1 to 40 of a–z, 0–9 and hyphens.
package struct MappingName: Sendable, Hashable {
    /// The name.
    package let text: String

    /// The name, if it is one; nil for any other text.
    package init?(_ text: String) {
        let isName =
            (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
            }
        guard isName else { return nil }
        self.text = text
    }
}
