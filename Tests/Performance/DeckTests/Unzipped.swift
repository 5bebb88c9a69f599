import CZlib

/// A part of a package.
struct PackagePart {
    let path: String
    let bytes: [UInt8]

    /// Whether the bytes of a text are in it, as they are or with what XML writes for its signs.
    func has(_ text: String) -> Bool {
        [text, text.escaped].contains { bytes.has(Array($0.utf8)) }
            || path.contains(text)
    }
}

/// Why a package could not be opened.
struct BrokenPackage: Error {
    let reason: String
}

/// All parts of a ZIP file, and the parts of ZIP files within it.
func unzipped(_ bytes: [UInt8], in folder: String = "") throws -> [PackagePart] {
    func number(_ place: Int, _ count: Int) throws -> Int {
        guard place >= 0, place + count <= bytes.count else {
            throw BrokenPackage(reason: "it is cut short")
        }
        return bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    guard
        let end = stride(from: bytes.count - 22, through: 0, by: -1).first(where: {
            bytes[$0..<$0 + 4].elementsEqual([0x50, 0x4b, 5, 6])
        })
    else { throw BrokenPackage(reason: "\(folder) is no ZIP file") }
    var parts: [PackagePart] = []
    var place = try number(end + 16, 4)
    for _ in 0..<(try number(end + 10, 2)) {
        let (method, packed, size) = try (
            number(place + 10, 2), number(place + 20, 4), number(place + 24, 4)
        )
        let name = try number(place + 28, 2)
        let path =
            folder + String(decoding: bytes[(place + 46)..<(place + 46 + name)], as: UTF8.self)
        let local = try number(place + 42, 4)
        let start = try local + 30 + number(local + 26, 2) + number(local + 28, 2)
        let body = Array(bytes[start..<(start + packed)])
        let content = method == 0 ? body : try inflated(body, size: size)
        parts.append(PackagePart(path: path, bytes: content))
        if content.starts(with: [0x50, 0x4b, 3, 4]) {
            parts += try unzipped(content, in: path + "!/")
        }
        place += try 46 + name + number(place + 30, 2) + number(place + 32, 2)
    }
    return parts
}

private func inflated(_ packed: [UInt8], size: Int) throws -> [UInt8] {
    var (input, output) = (packed, [UInt8](repeating: 0, count: size + 1))
    let count = input.withUnsafeMutableBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output -> Int? in
            var stream = z_stream()
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            guard
                inflateInit2_(
                    &stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
            else { return nil }
            defer { inflateEnd(&stream) }
            return inflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : nil
        }
    }
    guard count == size else { throw BrokenPackage(reason: "a part is damaged") }
    return Array(output[..<size])
}

extension [UInt8] {
    fileprivate func has(_ other: [UInt8]) -> Bool {
        guard let first = other.first, count >= other.count else { return false }
        return withUnsafeBufferPointer { all in
            var place = 0
            while place <= all.count - other.count {
                if all[place] == first,
                    all[place..<(place + other.count)].elementsEqual(other)
                {
                    return true
                }
                place += 1
            }
            return false
        }
    }
}

extension String {
    fileprivate var escaped: String {
        reduce(into: "") { text, letter in
            switch letter {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            default: text.append(letter)
            }
        }
    }
}
