package import CWorkbook
package import Formats

/// A zip file that is open for reading.
///
/// Names of entries are compared without regard to case, and `\` counts as `/`, because some
/// programs write them so.
package final class Archive {
    /// The names of the entries, in the order of the directory.
    package let names: [String]
    private let zip: OpaquePointer
    private let source: ArchiveSource
    private var indices: [String: UInt64] = [:]

    /// Opens a zip file.
    ///
    /// - Throws: `WorkbookError`.
    package init(_ file: FileDescriptor) throws(WorkbookError) {
        if let error = WorkbookError(loadZip(), file: "libzip.so.4", package: "libzip4") {
            throw error
        }
        try checkArchiveDirectory(of: file)
        source = try usingFile { () throws(FileError) in try ArchiveSource(file) }
        guard let zipSource = source.make() else { throw .outOfMemory }
        guard let zip = zip_open_from_source(zipSource, ZIP_RDONLY, nil) else {
            let failure = source.failure
            zip_source_free(zipSource)
            if let failure { throw .file(failure) }
            throw .damaged(reason: "it is no whole zip file")
        }
        self.zip = zip
        let count = zip_get_num_entries(zip, 0)
        var names: [String] = []
        for index in 0..<UInt64(max(0, min(count, Int64(WorkbookLimits.entries)))) {
            let name = zip_get_name(zip, index, 0).map { String(cString: $0) } ?? ""
            names.append(name)
            let key = Self.key(name)
            if indices[key] == nil { indices[key] = index }
        }
        self.names = names
        guard count <= WorkbookLimits.entries else {
            throw .tooLarge(reason: "the zip file has over \(WorkbookLimits.entries) entries")
        }
    }

    deinit { zip_discard(zip) }

    /// Whether there is an entry of this name.
    package func contains(_ path: String) -> Bool { indices[Self.key(path)] != nil }

    /// Unpacks an entry and hands it to `body` piece by piece, until `body` returns false.
    ///
    /// The bytes are valid during the call only. The last piece is empty.
    ///
    /// - Throws: `WorkbookError`, also if the entry inflates beyond the limits.
    package func read(
        _ path: String, _ body: (UnsafeRawBufferPointer) throws(WorkbookError) -> Bool
    ) throws(WorkbookError) {
        guard let index = indices[Self.key(path)] else {
            throw .damaged(reason: "\(printable(path)) is missing")
        }
        let compressed = try checkedSize(of: index, path)
        guard let entry = zip_fopen_index(zip, index, 0) else { throw failure(path) }
        defer { zip_fclose(entry) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { buffer.deallocate() }
        var total = 0
        while true {
            let count = zip_fread(entry, buffer.baseAddress, UInt64(buffer.count))
            guard count >= 0 else { throw failure(path) }
            total += Int(count)
            let isBomb =
                total > WorkbookLimits.unsuspectedBytes
                && total / WorkbookLimits.inflation > compressed
            guard total <= WorkbookLimits.partBytes, !isBomb else {
                throw .tooLarge(reason: "\(printable(path)) unpacks to over \(total >> 20) MiB")
            }
            let goesOn = try body(UnsafeRawBufferPointer(rebasing: buffer.prefix(Int(count))))
            guard goesOn, count > 0 else { return }
        }
    }

    /// The compressed size of an entry, once it is known to be readable.
    private func checkedSize(of index: UInt64, _ path: String) throws(WorkbookError) -> Int {
        var status = zip_stat_t()
        guard zip_stat_index(zip, index, 0, &status) == 0 else { throw failure(path) }
        guard status.encryption_method == ZIP_EM_NONE else { throw .encrypted }
        // The format allows no other method, and the libraries behind them need no exposure.
        guard [ZIP_CM_STORE, ZIP_CM_DEFLATE].contains(Int32(status.comp_method)) else {
            throw .damaged(reason: "\(printable(path)) is compressed in an unknown way")
        }
        return Int(clamping: status.comp_size)
    }

    private func failure(_ path: String) -> WorkbookError {
        source.failure.map(WorkbookError.file)
            ?? .damaged(reason: "\(printable(path)) cannot be unpacked")
    }

    private static func key(_ path: String) -> String {
        let path = path.lowercased().replacing("\\", with: "/")
        return path.hasPrefix("/") ? String(path.dropFirst()) : path
    }
}

extension WorkbookError {
    /// The error for a failed search for a library, or nil when all functions were found.
    package init?(_ search: LibrarySearch, file: String, package: String) {
        if !search.isInstalled {
            self = .noLibrary(file: file, package: package)
        } else if let missing = search.missing {
            self = .incompleteLibrary(
                file: file, missing: String(cString: missing), package: package)
        } else {
            return nil
        }
    }
}
