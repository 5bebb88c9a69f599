import Domain

/// A feed's CSV file, written row by row.
final class FeedFile {
    /// How a file looks that is legal but not plain.
    struct Style {
        var hasByteOrderMark = false
        var lineEnd = "\n"
        var upperCasesHeader = false
        var reversesColumns = false
        var unknownColumn: String?
    }

    private let file: OutputFile
    private let style: Style
    /// The number of the line on which the next row begins.
    private(set) var line = 1

    init(_ feed: Feed, in directory: String, style: Style = Style()) throws(SampleError) {
        file = try OutputFile("\(directory)/\(feed.rawValue).csv")
        self.style = style
        var names = feed.columns.map(\.name)
        if feed == .health { names += Vocabulary.components.map { Feed.componentPrefix + $0 } }
        if style.upperCasesHeader { names = names.map { $0.uppercased() } }
        if style.hasByteOrderMark { try file.write([0xEF, 0xBB, 0xBF]) }
        try row(names, extra: style.unknownColumn)
    }

    /// Writes a row whose fields stand in the documented order of the columns.
    func row(_ fields: [String]) throws(SampleError) {
        try row(fields, extra: style.unknownColumn == nil ? nil : "not a feed's column")
    }

    /// Writes bytes that hold so many whole lines.
    func write(_ bytes: [UInt8], lines: Int) throws(SampleError) {
        try file.write(bytes)
        line += lines
    }

    func flush() throws(SampleError) { try file.flush() }

    private func row(_ fields: [String], extra: String?) throws(SampleError) {
        var fields = style.reversesColumns ? fields.reversed() : fields
        if let extra { fields.insert(extra, at: fields.count / 2) }
        var isFirst = true
        for field in fields {
            try file.write(isFirst ? quoted(field) : "," + quoted(field))
            isFirst = false
            line += field.utf8.count { $0 == UInt8(ascii: "\n") }
        }
        try file.write(style.lineEnd)
        line += 1
    }
}

/// The field as RFC 4180 writes it.
func quoted(_ field: String) -> String {
    let needsQuotes = field.utf8.contains { byte in
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r")
    }
    guard needsQuotes else { return field }
    var text = "\""
    for character in field.unicodeScalars {
        if character == "\"" { text += "\"" }
        text.unicodeScalars.append(character)
    }
    return text + "\""
}
