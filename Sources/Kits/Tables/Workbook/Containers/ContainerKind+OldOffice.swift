import Formats

extension ContainerKind {
    /// Tells what an Office file of the old kind is from the names of its streams.
    ///
    /// An encrypted file of the new kind is one too, with a stream `EncryptedPackage`.
    ///
    /// Source: [MS-CFB] 2.2, 2.3 and 2.6.
    init(ofOldOffice file: FileDescriptor, header: [UInt8]) throws(WorkbookError) {
        let names = try StreamList(of: file, header: header).entries
        if names.contains(.init("EncryptedPackage")) {
            self = .encryptedOffice
        } else if names.contains(.init("Workbook")) || names.contains(.init("Book")) {
            self = .oldExcel
        } else {
            self = .otherOldOffice
        }
    }
}

/// The names of the streams in an Office file of the old kind, as far as its first 64 sectors go.
private struct StreamList {
    /// The first bytes of an entry: a name in UTF-16.
    struct Name: Equatable {
        let bytes: ArraySlice<UInt8>

        init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

        init(_ name: String) {
            let units = Array(name.utf16) + Array(repeating: 0, count: 32 - name.utf16.count)
            bytes = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }[...]
        }
    }

    private(set) var entries: [Name] = []

    init(of file: FileDescriptor, header: [UInt8]) throws(WorkbookError) {
        guard header.count >= 512 else { return }
        // Sectors have 512 or 4096 bytes.
        let size = header[30] >= 12 ? 4096 : 512
        var sector = number(in: header, at: 48)
        for _ in 0..<64 {
            let bytes = try read(sector, of: file, size)
            for start in stride(from: 0, to: bytes.count - 127, by: 128) {
                entries.append(Name(bytes[start..<start + 64]))
            }
            // The header names the first 109 sectors of the table that links sectors.
            let table = sector / (size / 4)
            guard table < 109 else { return }
            let links = try read(number(in: header, at: 76 + 4 * table), of: file, size)
            guard links.count == size else { return }
            sector = number(in: links, at: 4 * (sector % (size / 4)))
        }
    }
}

private func read(
    _ sector: Int, of file: FileDescriptor, _ size: Int
) throws(WorkbookError) -> [UInt8] {
    try usingFile { () throws(FileError) in
        var bytes = [UInt8](repeating: 0, count: size)
        let count = try file.read(into: &bytes, at: (sector + 1) * size)
        return Array(bytes.prefix(count))
    }
}

private func number(in bytes: [UInt8], at index: Int) -> Int {
    bytes[index..<index + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
}
