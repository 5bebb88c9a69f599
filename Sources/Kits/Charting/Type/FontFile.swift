import Glibc

/// Reads which characters a TrueType or OpenType file has and how wide they are.
///
/// libgd draws glyphs but measures them in whole pixels. This gives exact widths at any size.
struct FontFile: Sendable {
    let path: String
    private let bytes: [UInt8]
    private let unitsPerEm: Double
    private let advances: Int
    private let advanceCount: Int
    private let characterMap: Int
    private let characterMapFormat: Int

    /// Reads the file. Nil when it is missing or is not a font with a Unicode character map.
    init?(path: String) {
        guard let bytes = readFile(path), bytes.count > 64 else { return nil }
        self.path = path
        self.bytes = bytes
        // A collection (ttcf) starts with a header that points to its fonts. Use the first, as
        // libgd does.
        let start = bytes.starts(with: Array("ttcf".utf8)) ? bytes.word32(12) : 0
        var tables: [UInt32: Int] = [:]
        for index in 0..<bytes.word16(start + 4) {
            let record = start + 12 + 16 * index
            tables[UInt32(truncatingIfNeeded: bytes.word32(record))] = bytes.word32(record + 8)
        }
        guard let head = tables[tag("head")], let hhea = tables[tag("hhea")],
            let hmtx = tables[tag("hmtx")], let cmap = tables[tag("cmap")]
        else { return nil }
        unitsPerEm = Double(max(bytes.word16(head + 18), 1))
        advanceCount = bytes.word16(hhea + 34)
        advances = hmtx
        var best = (format: 0, offset: 0)
        for index in 0..<bytes.word16(cmap + 2) {
            let record = cmap + 4 + 8 * index
            let isUnicode = [0, 3].contains(bytes.word16(record))
            let offset = cmap + bytes.word32(record + 4)
            let format = bytes.word16(offset)
            if isUnicode, format == 12 || format == 4, format > best.format {
                best = (format, offset)
            }
        }
        guard best.format > 0, advanceCount > 0 else { return nil }
        (characterMapFormat, characterMap) = best
    }

    /// The advance width of a character in ems, or nil when the font lacks it.
    func advance(of scalar: Unicode.Scalar) -> Double? {
        let glyph = characterMapFormat == 12 ? groupedGlyph(scalar) : segmentedGlyph(scalar)
        guard glyph > 0 else { return nil }
        let units = bytes.word16(advances + 4 * min(glyph, advanceCount - 1))
        return Double(units) / unitsPerEm
    }

    /// Looks up a glyph in a format 12 map: sorted groups of 12 bytes, each holding the first
    /// character, the last character and the first glyph. Returns 0 when there is none.
    private func groupedGlyph(_ scalar: Unicode.Scalar) -> Int {
        let character = Int(scalar.value)
        var (low, high) = (0, bytes.word32(characterMap + 12))
        while low < high {
            let middle = (low + high) / 2
            let group = characterMap + 16 + 12 * middle
            if character < bytes.word32(group) {
                high = middle
            } else if character > bytes.word32(group + 4) {
                low = middle + 1
            } else {
                return bytes.word32(group + 8) + character - bytes.word32(group)
            }
        }
        return 0
    }

    /// Looks up a glyph in a format 4 map: parallel arrays of segment ends, starts, deltas and
    /// offsets. Returns 0 when there is none.
    private func segmentedGlyph(_ scalar: Unicode.Scalar) -> Int {
        guard scalar.value < 0x10000 else { return 0 }
        let character = Int(scalar.value)
        let doubled = bytes.word16(characterMap + 6)
        let ends = characterMap + 14
        for segment in stride(from: 0, to: doubled, by: 2)
        where bytes.word16(ends + segment) >= character {
            let start = bytes.word16(ends + doubled + 2 + segment)
            guard start <= character else { return 0 }
            let delta = bytes.word16(ends + 2 * doubled + 2 + segment)
            let place = ends + 3 * doubled + 2 + segment
            let offset = bytes.word16(place)
            if offset == 0 { return (character + delta) & 0xFFFF }
            let glyph = bytes.word16(place + offset + 2 * (character - start))
            return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF
        }
        return 0
    }
}

private func tag(_ name: StaticString) -> UInt32 {
    name.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt32($1) } }
}

extension [UInt8] {
    /// The big-endian 16-bit word at an offset. 0 past the end, so that a truncated file cannot
    /// crash.
    fileprivate func word16(_ offset: Int) -> Int {
        guard offset >= 0, offset + 2 <= count else { return 0 }
        return Int(self[offset]) << 8 | Int(self[offset + 1])
    }

    fileprivate func word32(_ offset: Int) -> Int {
        word16(offset) << 16 | word16(offset + 2)
    }
}

/// The bytes of a file, or nil when it is empty or cannot be read.
private func readFile(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    guard fseek(file, 0, SEEK_END) == 0 else { return nil }
    let size = ftell(file)
    guard size > 0, fseek(file, 0, SEEK_SET) == 0 else { return nil }
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        count = fread(buffer.baseAddress, 1, size, file)
    }
}
