import CWorkbook

/// The bytes of a zip file with these entries, in order.
///
/// Each entry is dated 1980-01-01, the first day that the format knows, so that the same entries
/// give the same bytes.
///
/// - Throws: `OfficeError`.
package func zipFile(_ entries: [(name: String, bytes: [UInt8])]) throws(OfficeError) -> [UInt8] {
    if let error = OfficeError(loadZip(), file: "libzip.so.4", package: "libzip4") { throw error }
    guard let target = zip_source_buffer_create(nil, 0, 0, nil) else { throw .outOfMemory }
    // Closing the archive takes one reference away. The other one is to read the result.
    zip_source_keep(target)
    defer { zip_source_free(target) }
    guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, nil) else {
        zip_source_free(target)
        throw .writing(reason: "no zip file can be begun")
    }
    // libzip reads the bytes when the archive is closed.
    var pieces: [UnsafeMutableRawBufferPointer] = []
    defer { pieces.forEach { $0.deallocate() } }
    for entry in entries {
        let piece = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(1, entry.bytes.count), alignment: 16)
        piece.copyBytes(from: entry.bytes)
        pieces.append(piece)
        guard add(entry.name, piece, entry.bytes.count, to: archive) else {
            zip_discard(archive)
            throw .writing(reason: "\(entry.name) cannot be added")
        }
    }
    guard zip_close(archive) == 0 else {
        zip_discard(archive)
        throw .writing(reason: "the zip file cannot be finished")
    }
    guard let bytes = content(of: target) else { throw .outOfMemory }
    return bytes
}

private func add(
    _ name: String, _ piece: UnsafeMutableRawBufferPointer, _ count: Int,
    to archive: OpaquePointer
) -> Bool {
    guard let source = zip_source_buffer(archive, piece.baseAddress, UInt64(count), 0) else {
        return false
    }
    let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
        zip_source_free(source)
        return false
    }
    let firstDay: UInt16 = 1 << 5 | 1
    let isPacked = [".png", ".jpg", ".jpeg", ".xlsx"].contains { name.hasSuffix($0) }
    let method = isPacked ? ZIP_CM_STORE : ZIP_CM_DEFLATE
    return zip_file_set_dostime(archive, UInt64(index), 0, firstDay, 0) == 0
        && zip_set_file_compression(archive, UInt64(index), method, 6) == 0
}

private func content(of source: OpaquePointer) -> [UInt8]? {
    var status = zip_stat_t()
    guard zip_source_open(source) == 0 else { return nil }
    defer { zip_source_close(source) }
    guard zip_source_stat(source, &status) == 0 else { return nil }
    let size = Int(status.size)
    var isWhole = true
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        while count < size {
            let read = zip_source_read(
                source, buffer.baseAddress.map { $0 + count }, UInt64(size - count))
            guard read > 0 else {
                isWhole = false
                return
            }
            count += Int(read)
        }
    }
    return isWhole ? bytes : nil
}
