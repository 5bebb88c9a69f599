import Calendar
import Formats
import Domain

/// A feed's CSV file, written row by row.
final class FeedFile {
    /// Unusual but legal formats of a file.
    struct Style {
        var hasByteOrderMark = false
        var lineEnd = "\n"
        var upperCasesHeader = false
        var reversesColumns = false
        var unknownColumn: String?
    }

    private let file: OutputFile
    private let style: Style
    /// The line number at which the next row begins, from 1.
    private(set) var line = 1

    init(_ feed: Feed, in directory: String, style: Style = Style()) throws(FileError) {
        file = try OutputFile("\(directory)/\(feed.rawValue).csv")
        self.style = style
        var names = feed.columns.filter { !$0.isAdded }.map(\.name)
        if feed == .health { names += Vocabulary.components.map { Feed.componentPrefix + $0 } }
        if style.upperCasesHeader { names = names.map { $0.uppercased() } }
        if style.hasByteOrderMark { try file.write([0xEF, 0xBB, 0xBF]) }
        try row(names, extra: style.unknownColumn)
    }

    /// Writes a row. Its fields are in the documented order of the columns.
    func row(_ fields: [String]) throws(FileError) {
        try row(fields, extra: style.unknownColumn == nil ? nil : "not a feed's column")
    }

    /// Writes bytes that contain this many whole lines.
    func write(_ bytes: [UInt8], lines: Int) throws(FileError) {
        try file.write(bytes)
        line += lines
    }

    func flush() throws(FileError) { try file.flush() }

    private func row(_ fields: [String], extra: String?) throws(FileError) {
        var fields = style.reversesColumns ? fields.reversed() : fields
        if let extra { fields.insert(extra, at: fields.count / 2) }
        var isFirst = true
        for field in fields {
            try file.write(isFirst ? csvField(field) : "," + csvField(field))
            isFirst = false
            line += field.utf8.count { $0 == UInt8(ascii: "\n") }
        }
        try file.write(style.lineEnd)
        line += 1
    }
}
