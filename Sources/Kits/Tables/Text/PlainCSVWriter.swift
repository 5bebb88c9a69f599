package import Formats

/// Turns text with any separator and any line ends into plain CSV: UTF-8, commas, LF.
///
/// Lines stay lines, so that the line of a row in the copy is its line in the file. Fields that
/// hold a comma are put in quotes.
package struct PlainCSVWriter {
    private enum State {
        case start, plain, quoted, quoteInQuoted
        /// Behind text that follows a closing quote: quotes are bytes like others.
        case broken
    }

    private let separator: UInt8
    private let endsLinesWithCR: Bool
    private let file: FileDescriptor
    private var state = State.start
    private var field: [UInt8] = []
    private var needsQuotes = false
    private var output: [UInt8] = []
    private var written = 0

    /// A writer to an empty file.
    ///
    /// - Parameters:
    ///   - separator: what stands between the fields of the text.
    ///   - endsLinesWithCR: whether a single CR ends a line.
    ///   - file: the file to write to.
    package init(separator: Separator, endsLinesWithCR: Bool, to file: FileDescriptor) {
        self.separator = separator.rawValue
        self.endsLinesWithCR = endsLinesWithCR
        self.file = file
    }

    /// Takes the next bytes of the text.
    ///
    /// - Throws: `FileError`.
    package mutating func write(_ bytes: some Sequence<UInt8>) throws(FileError) {
        for byte in bytes {
            let byte = endsLinesWithCR && byte == carriageReturn ? newline : byte
            switch state {
            case .start where byte == quote:
                output.append(byte)
                state = .quoted
            case .quoted:
                output.append(byte)
                if byte == quote { state = .quoteInQuoted }
            case .quoteInQuoted where byte == quote:
                output.append(byte)
                state = .quoted
            case .start, .plain, .quoteInQuoted, .broken:
                if byte == separator {
                    endField(with: comma)
                } else if byte == newline {
                    endField(with: newline)
                } else if state == .quoteInQuoted || state == .broken {
                    output.append(byte)
                    state = byte == carriageReturn && state == .quoteInQuoted ? state : .broken
                } else {
                    field.append(byte)
                    if byte == comma || byte == quote { needsQuotes = true }
                    state = .plain
                }
            }
        }
        if output.count >= 1 << 18 { try flush() }
    }

    /// Ends the text.
    ///
    /// - Throws: `FileError`.
    package mutating func end() throws(FileError) {
        if state == .plain { endField(with: nil) }
        try flush()
    }

    private mutating func endField(with mark: UInt8?) {
        if !field.isEmpty {
            var isBeforeCR = false
            if needsQuotes {
                if field.last == carriageReturn, mark == newline {
                    field.removeLast()
                    isBeforeCR = true
                }
                appendCSVField(String(decoding: field, as: UTF8.self), to: &output)
            } else {
                output.append(contentsOf: field)
            }
            if isBeforeCR { output.append(carriageReturn) }
            field.removeAll(keepingCapacity: true)
        }
        needsQuotes = false
        state = .start
        if let mark { output.append(mark) }
    }

    private mutating func flush() throws(FileError) {
        try file.write(output, at: written)
        written += output.count
        output.removeAll(keepingCapacity: true)
    }
}
