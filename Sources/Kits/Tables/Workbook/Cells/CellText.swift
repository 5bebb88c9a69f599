/// Turns the values of cells into the text of CSV fields. See ``Workbook/write(_:to:)``.
struct CellText {
    /// The number format of each style.
    let formats: [NumberFormat]
    /// From which day dates count.
    let epoch: SerialEpoch

    /// Appends the text of a cell, other than a shared string, to `field`.
    func append(_ cell: borrowing RawCell, to field: inout [UInt8]) {
        switch cell.kind {
        case .number:
            append(number: cell.value, style: cell.style, to: &field)
        case .boolean:
            let isTrue = cell.value == Array("1".utf8) || cell.value == Array("true".utf8)
            field.append(contentsOf: (isTrue ? "TRUE" : "FALSE").utf8)
        case .date:
            field.append(contentsOf: withoutZone(cell.value))
        case .text, .error, .sharedString:
            field.append(contentsOf: cell.value)
        }
    }

    private func append(number digits: [UInt8], style: Int, to field: inout [UInt8]) {
        let format = style < formats.count ? formats[style] : .number
        if format == .number, isPlain(digits) {
            field.append(contentsOf: digits)
            return
        }
        guard let value = decimal(digits) else {
            // Whoever reads the field rejects it.
            field.append(contentsOf: digits)
            return
        }
        let text: String? =
            switch format {
            case .number: nil
            case .percent: DecimalDigits(value).percentage
            case .currency(let sign): DecimalDigits(value).number + " " + sign
            case .date, .time: epoch.text(value, format)
            }
        field.append(contentsOf: (text ?? DecimalDigits(value).number).utf8)
    }
}

/// The value of a decimal number; nil for other texts, and beyond the range of a number.
private func decimal(_ digits: [UInt8]) -> Double? {
    // `Double` would also read `nan` and `0x10`.
    guard digits.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }),
        let value = Double(String(decoding: digits, as: UTF8.self)), value.isFinite
    else { return nil }
    return value
}

/// Whether the bytes are a whole number of up to 15 digits as it is to be written.
private func isPlain(_ digits: [UInt8]) -> Bool {
    guard let first = digits.first, digits.count <= 15,
        first != UInt8(ascii: "0") || digits.count == 1
    else { return false }
    return digits.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
}

/// An ISO date and time without zone, fraction and midnight. Dates in cells have no zone: some
/// programs append `Z` to what the cell shows.
private func withoutZone(_ text: [UInt8]) -> ArraySlice<UInt8> {
    let clock = Array("T00:00:00".utf8)
    guard text.count >= 19, text[10] == clock[0], text[13] == clock[3], text[16] == clock[6] else {
        return text[...]
    }
    return text[10..<19].elementsEqual(clock) ? text[..<10] : text[..<19]
}
