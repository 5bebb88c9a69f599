package import Formats

extension ContainerKind {
    /// Tells what a file is from its first bytes. A zip file's directory and an Office file's list
    /// of streams are read too.
    ///
    /// - Parameter file: the file; its name does not matter.
    /// - Throws: `WorkbookError`, if the file cannot be read, or libzip is missing for a zip file.
    package init(of file: FileDescriptor) throws(WorkbookError) {
        let start = try usingFile { () throws(FileError) in
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = try file.read(into: &bytes, at: 0)
            return Array(bytes.prefix(count))
        }
        if let known = signatures.first(where: { $0.matches(start) }) {
            self = known.kind
        } else if zipMarks.contains(where: { start.starts(with: $0) }) {
            self = try ContainerKind(ofZip: file)
        } else if start.starts(with: oldOfficeMark) {
            self = try ContainerKind(ofOldOffice: file, header: start)
        } else {
            self = ContainerKind(ofText: start)
        }
    }
}

private struct Signature {
    let kind: ContainerKind
    let offset: Int
    let bytes: [UInt8]

    init(_ kind: ContainerKind, at offset: Int = 0, _ bytes: [UInt8]) {
        self.kind = kind
        self.offset = offset
        self.bytes = bytes
    }

    init(_ kind: ContainerKind, at offset: Int = 0, _ text: String) {
        self.init(kind, at: offset, Array(text.utf8))
    }

    func matches(_ start: [UInt8]) -> Bool { start.dropFirst(offset).starts(with: bytes) }
}

private let signatures = [
    Signature(.gzip, [0x1F, 0x8B]),
    Signature(.pdf, "%PDF-"),
    Signature(.rtf, "{\\rtf"),
    Signature(.parquet, "PAR1"),
    Signature(.sqlite, "SQLite format 3\0"),
    // "BZh", a digit and the first bits of a block, so that no word of a CSV file looks like it.
    Signature(.packed(format: "bzip2"), at: 4, [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]),
    Signature(.packed(format: "xz"), [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]),
    Signature(.packed(format: "zstd"), [0x28, 0xB5, 0x2F, 0xFD]),
    Signature(.packed(format: "7-Zip"), [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    Signature(.packed(format: "RAR"), [0x52, 0x61, 0x72, 0x21, 0x1A, 7]),
    Signature(.packed(format: "tar"), at: 257, "ustar"),
    Signature(.picture(format: "PNG"), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    Signature(.picture(format: "JPEG"), [0xFF, 0xD8, 0xFF]),
]

/// An entry, the end of a file without entries, and the first piece of a split file.
private let zipMarks: [[UInt8]] = [
    [0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6], [0x50, 0x4B, 7, 8],
]
private let oldOfficeMark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
