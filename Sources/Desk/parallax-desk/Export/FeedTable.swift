import Calendar
import Domain
import Formats

/// A feed's file as the importer reads it back, byte for byte: no value is changed for a spreadsheet.
struct FeedTable {
    let feed: Feed
    private(set) var bytes: [UInt8] = []
    /// The values of the key of each row, joined by commas.
    private(set) var keys: [String] = []
    /// Where each row begins in `bytes`, and where the last one ends.
    private var starts: [Int] = []
    private let keyPlaces: [Int]

    /// A file of a feed, with further columns after the feed's own.
    init(_ feed: Feed, further: [String] = []) {
        let columns = feed.columns.filter { !$0.isDerived }
        self.feed = feed
        keyPlaces = columns.indices.filter { columns[$0].isKey }
        append(columns.map(\.name) + further)
    }

    /// How many rows it has.
    var rows: Int { keys.count }

    /// The header with its line end.
    var header: ArraySlice<UInt8> { bytes[..<(starts.first ?? bytes.count)] }

    /// A row with its line end.
    func row(_ place: Int) -> ArraySlice<UInt8> { bytes[starts[place]..<starts[place + 1]] }

    /// Adds a row, one text for each column.
    mutating func add(_ fields: [String]) {
        keys.append(keyPlaces.map { fields[$0] }.joined(separator: ","))
        append(fields)
    }

    private mutating func append(_ fields: [String]) {
        for (place, field) in fields.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            appendCSVField(field, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
        starts.append(bytes.count)
    }
}
