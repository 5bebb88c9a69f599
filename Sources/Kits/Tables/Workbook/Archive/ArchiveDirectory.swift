import Formats

/// Checks what a zip file says about its directory, before libzip makes room for it.
///
/// libzip reserves memory for as many entries as the file claims. So a file of 100 bytes could
/// make it fill gigabytes.
///
/// - Throws: `WorkbookError.tooLarge`, or an error of the file. A file without a directory passes:
///   libzip refuses it.
///
/// Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.14 to 4.3.16.
func checkArchiveDirectory(of file: FileDescriptor) throws(WorkbookError) {
    let (tail, start) = try usingFile { () throws(FileError) in try readTail(of: file) }
    // libzip tries each place that looks like the end of the directory.
    for at in tail.indices.dropLast(endLength - 1) where tail.holds(endMark, at: at) {
        var entries = tail.number(at: at + 10, bytes: 2)
        var size = tail.number(at: at + 12, bytes: 4)
        let locator = at - locatorLength
        if locator >= 0, tail.holds(locatorMark, at: locator) {
            let offset = tail.number(at: locator + 8, bytes: 8)
            let record = try readRecord(of: file, at: offset, tail: tail, tailStart: start)
            guard record.count == largeEndLength else { continue }
            entries = max(record.number(at: 24, bytes: 8), record.number(at: 32, bytes: 8))
            size = record.number(at: 40, bytes: 8)
        }
        guard entries <= UInt64(WorkbookLimits.entries) else {
            throw .tooLarge(reason: "the zip file has over \(WorkbookLimits.entries) entries")
        }
        guard size <= UInt64(WorkbookLimits.directoryBytes) else {
            throw .tooLarge(reason: "the directory of the zip file is over 4 MiB")
        }
    }
}

private let endMark: [UInt8] = [0x50, 0x4B, 5, 6]
private let endLength = 22
private let locatorMark: [UInt8] = [0x50, 0x4B, 6, 7]
private let locatorLength = 20
private let largeEndLength = 56

/// The end of the file that can hold the end of the directory: a comment has up to 65,535 bytes.
private func readTail(of file: FileDescriptor) throws(FileError) -> ([UInt8], Int) {
    let size = try file.size()
    // libzip looks a little further back than it must.
    let start = max(0, size - 70_000)
    var tail = [UInt8](repeating: 0, count: size - start)
    let count = try file.read(into: &tail, at: start)
    return (Array(tail.prefix(count)), start)
}

private func readRecord(
    of file: FileDescriptor, at offset: UInt64, tail: [UInt8], tailStart: Int
) throws(WorkbookError) -> [UInt8] {
    guard offset < UInt64(tailStart + tail.count) else { return [] }
    var record = [UInt8](repeating: 0, count: largeEndLength)
    let count = try usingFile { () throws(FileError) in
        try file.read(into: &record, at: Int(offset))
    }
    return Array(record.prefix(count))
}

extension [UInt8] {
    fileprivate func holds(_ mark: [UInt8], at index: Int) -> Bool {
        index + mark.count <= count
            && self[index] == mark[0] && self[index..<index + mark.count].elementsEqual(mark)
    }

    /// The number at an index, low byte first; the bytes must be there.
    fileprivate func number(at index: Int, bytes: Int) -> UInt64 {
        self[index..<index + bytes].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
