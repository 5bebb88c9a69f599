import Calendar
import Domain
import Formats

/// A feed's file as the importer reads it back, byte for byte: no value is changed for a spreadsheet.
struct FeedTable {
    private(set) var bytes: [UInt8] = []
    /// How many rows it has.
    private(set) var rows = -1

    /// A file of a feed, with further columns after the feed's own.
    init(_ feed: Feed, further: [String] = []) {
        add(feed.columns.filter { !$0.isDerived }.map(\.name) + further)
    }

    /// Adds a row, one text for each column.
    mutating func add(_ fields: [String]) {
        for (place, field) in fields.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            appendCSVField(field, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
        rows += 1
    }
}
