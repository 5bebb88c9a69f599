package import Formats

/// Turns a text file of any encoding, separator and line ends into plain CSV.
struct TextTable {
    let file: FileDescriptor
    let options: TableOptions
    let scratchFolder: String
    /// Whether the fields of a record are those of a header that is looked for.
    let isHeader: ([String]) -> Bool

    /// How much of a file is looked at to tell its form.
    private static let sampleSize = 1 << 18

    func plain() throws -> PlainTable {
        var sample = [UInt8](repeating: 0, count: Self.sampleSize)
        let count = try file.read(into: &sample, at: 0)
        sample.removeLast(sample.count - count)
        let encoding = try encoding(of: sample)
        var text = sample[encoding.mark...]
        if let decoder = try decoder(encoding.name) {
            guard let decoded = text.withUnsafeBytes(decoder.decoded) else {
                throw TableError.notEncoded(encoding.name ?? "UTF-8")
            }
            text = decoded[...]
        }
        guard text.contains(where: { $0 > 0x20 }) else { throw TableError.empty }
        var table = try PlainTable(file)
        table.start = encoding.mark
        if let name = encoding.name { table.form.append(name) }
        if encoding.name == nil, let asked = options.encoding, !asked.uppercased().hasPrefix("UTF")
        {
            table.form.append("UTF-8, although \(asked) was named")
        }
        let endsLinesWithCR = Self.endsLinesWithCR(text)
        if endsLinesWithCR { table.form.append("lines that end in CR") }
        let announced = Self.announcedSeparator(text)
        let separator = options.separator ?? announced ?? likeliestSeparator(text)
        if separator != .comma { table.form.append(separator.name + "s between fields") }
        guard encoding.name != nil || endsLinesWithCR || separator != .comma else { return table }
        let copy = try FileDescriptor.scratch(in: scratchFolder)
        try write(to: copy, separator, endsLinesWithCR, encoding, skipsFirstLine: announced != nil)
        table.content = copy
        table.size = try copy.size()
        table.start = 0
        return table
    }

    // MARK: Encoding

    /// The name of the encoding where it is not UTF-8, and the length of the byte-order mark.
    private func encoding(of sample: [UInt8]) throws -> (name: String?, mark: Int) {
        let marks: [([UInt8], String?)] = [
            ([0xEF, 0xBB, 0xBF], nil), ([0xFF, 0xFE, 0, 0], "UTF-32LE"),
            ([0, 0, 0xFE, 0xFF], "UTF-32BE"), ([0xFF, 0xFE], "UTF-16LE"),
            ([0xFE, 0xFF], "UTF-16BE"),
        ]
        for (mark, name) in marks where sample.starts(with: mark) {
            return (name, mark.count)
        }
        if let name = options.encoding {
            let upper = name.uppercased()
            let isUTF8 = try ["UTF-8", "UTF8"].contains(upper) || looksLikeUTF8(sample)
            return (isUTF8 ? nil : name, 0)
        }
        guard !EncodingGuess.isBinary(sample) else {
            throw TableError.foreign(
                "it holds binary data and no table; export the data as .xlsx or as CSV UTF-8")
        }
        // Text has no zero bytes, except in an encoding of two or four bytes a character.
        if sample.prefix(4096).count(where: { $0 == 0 }) * 4 > min(4096, sample.count) {
            throw TableError.notUTF8(likely: EncodingGuess.likeliest(sample))
        }
        return (nil, 0)
    }

    /// Whether a file has characters beyond ASCII, all of them in UTF-8: text of another encoding
    /// never does by chance. Reads all of it if its start does.
    private func looksLikeUTF8(_ sample: [UInt8]) throws -> Bool {
        guard !sample.withUnsafeBytes(UTF8Check.isASCII) else { return false }
        var check = UTF8Check()
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        var offset = 0
        while check.isValid {
            let count = try file.read(into: &piece, at: offset)
            guard count > 0 else { break }
            piece.withUnsafeBytes { check.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            offset += count
        }
        check.end()
        return check.isValid
    }

    private func decoder(_ name: String?) throws(TableError) -> TextDecoder? {
        guard let name else { return nil }
        guard let decoder = TextDecoder(encoding: name) else { throw .unknownEncoding(name) }
        return decoder
    }

    // MARK: Lines and fields

    private static func endsLinesWithCR(_ text: ArraySlice<UInt8>) -> Bool {
        text.contains(carriageReturn) && !text.contains(newline)
    }

    /// The separator that a first line such as `sep=;` names.
    private static func announcedSeparator(_ text: ArraySlice<UInt8>) -> Separator? {
        guard text.starts(with: "sep=".utf8) || text.starts(with: "SEP=".utf8),
            let byte = text.dropFirst(4).first,
            text.dropFirst(5).first.map({ $0 == newline || $0 == carriageReturn }) ?? true
        else { return nil }
        return Separator(rawValue: byte)
    }

    /// The separator at which one of the first lines becomes a header; a comma if none does.
    private func likeliestSeparator(_ text: ArraySlice<UInt8>) -> Separator {
        Separator.allCases.first { separator in
            TextSample(text, separator: separator, mostLines: options.headerLines).records
                .contains { isHeader($0.fields) }
        } ?? mostFrequentSeparator(text)
    }

    /// The separator that splits the first lines into the most fields, where no line is a header.
    private func mostFrequentSeparator(_ text: ArraySlice<UInt8>) -> Separator {
        func fields(_ separator: Separator) -> Int {
            TextSample(text, separator: separator, mostLines: options.headerLines).records
                .map(\.fields.count).max() ?? 0
        }
        return Separator.allCases.reversed().max { fields($0) < fields($1) } ?? .comma
    }

    /// Copies the text as plain CSV. The line with the announced separator becomes an empty one.
    private func write(
        to copy: FileDescriptor, _ separator: Separator, _ endsLinesWithCR: Bool,
        _ encoding: (name: String?, mark: Int), skipsFirstLine: Bool
    ) throws {
        let decoder = try decoder(encoding.name)
        var writer = PlainCSVWriter(
            separator: separator, endsLinesWithCR: endsLinesWithCR, to: copy)
        var check = UTF8Check()
        var isInFirstLine = skipsFirstLine
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        var offset = encoding.mark
        while true {
            let count = try file.read(into: &piece, at: offset)
            guard count > 0 else { break }
            offset += count
            var text = piece[..<count]
            if let decoder {
                guard let decoded = text.withUnsafeBytes(decoder.decoded) else {
                    throw TableError.notEncoded(encoding.name ?? "UTF-8")
                }
                text = decoded[...]
            } else {
                text.withUnsafeBytes { check.update($0) }
                guard check.isValid else { throw try notUTF8(file) }
            }
            if isInFirstLine {
                isInFirstLine = false
                text = text.drop { $0 != newline && $0 != carriageReturn }
            }
            try writer.write(text)
        }
        check.end()
        guard check.isValid else { throw try notUTF8(file) }
        guard decoder?.isAtCharacterEnd ?? true else {
            throw TableError.notEncoded(encoding.name ?? "UTF-8")
        }
        try writer.end()
    }
}

/// The error for a file that is not UTF-8. It names the encoding that the bytes look like.
package func notUTF8(_ file: FileDescriptor) throws(FileError) -> TableError {
    var sample: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    var offset = 0
    while sample.count < 1 << 16 {
        let count = try file.read(into: &piece, at: offset)
        guard count > 0 else { break }
        offset += count
        // Only lines with a byte above 127 tell something.
        for line in piece[..<count].split(separator: newline)
        where line.contains(where: { $0 > 127 }) {
            sample += line.prefix(1000)
            sample.append(newline)
            if sample.count >= 1 << 16 { break }
        }
    }
    return .notUTF8(likely: EncodingGuess.likeliest(sample))
}
