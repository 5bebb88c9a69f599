package import Domain
import Formats
import Tables

/// What a file offers to choose from, for a person who says what it means: its sheets and columns.
///
/// ```swift
/// let outline = try FileOutline(
///     path: path, feed: .renewals, reading: ReadingOptions(), mapping: nil,
///     scratchFolder: "/tmp")
/// print(outline.columns.map(\.name))
/// ```
package struct FileOutline: Sendable {
    /// A column of a file.
    package struct Column: Sendable, Equatable, Codable {
        /// Its name in the header.
        package var name: String
        /// The first value in it; empty if the first rows have none.
        package var example: String
    }

    /// The columns that have a name, in order.
    package let columns: [Column]

    /// How many rows are looked at for examples.
    private static let mostRows = 50
    /// How many bytes of a file are looked at for examples.
    private static let sampleSize = 1 << 18
    /// The most characters of an example, and of a name.
    private static let longest = 60

    /// Looks at a file.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - feed: the feed whose rows it holds.
    ///   - reading: what a person says about its form.
    ///   - mapping: how its columns become those of the feed.
    ///   - scratchFolder: a folder for copies.
    /// - Throws: `IntakeError` or `FileError` if the file cannot be read as a table.
    package init(
        path: String, feed: Feed, reading: ReadingOptions, mapping: Mapping?, scratchFolder: String
    ) throws {
        let rules = mapping?.feeds[feed.rawValue]
        let reading = reading.completed(by: mapping?.file)
        let file = try FeedFile(
            path: path, feed: feed, reading, mapping: rules, scratchFolder: scratchFolder)
        let place = try HeaderPlace(file, mapping: rules, row: reading.headerRow)
        var bytes = [UInt8](repeating: 0, count: Self.sampleSize)
        let count = try file.table.content.read(into: &bytes, at: place.end)
        let records = TextSample(
            bytes[..<count], separator: .comma, countsRecords: file.table.countsRecords,
            mostLines: Self.mostRows
        ).records
        columns = place.names.enumerated().compactMap { position, name in
            guard !columnName(name).isEmpty else { return nil }
            let example = records.lazy.compactMap { record -> String? in
                guard position < record.fields.count else { return nil }
                let field = record.fields[position].filter { !$0.isNewline }
                return field.allSatisfy(\.isBlank) ? nil : field
            }.first
            return Column(name: name, example: String((example ?? "").prefix(Self.longest)))
        }
    }

    /// The sheets of a workbook that are neither hidden nor empty; none for a file of another kind.
    ///
    /// - Throws: `IntakeError` or `FileError` if the file cannot be opened.
    package static func sheets(
        path: String, scratchFolder: String
    ) throws -> [String] {
        do {
            return try TableFile(path: path, scratchFolder: scratchFolder).sheets()?.names ?? []
        } catch let error as TableError {
            throw IntakeError.unusable(file: lastComponent(path), reason: "\(error)")
        }
    }

    /// The feeds that a file holds: those after which the sheets of a workbook are named, or the one
    /// after which it is named itself. None if neither is a feed's name.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - name: what its owner calls it.
    ///   - scratchFolder: a folder for copies.
    package static func feeds(path: String, named name: String, scratchFolder: String) -> [Feed] {
        let search = FeedSearch(feed: nil, scratchFolder: scratchFolder, rejectsPath: "")
        let sheets = search.feedsOfSheets(path)
        if sheets.count > 1 { return sheets }
        return FeedFile.feed(named: name).map { [$0] } ?? sheets
    }

    /// The feed whose columns a file has the most of; nil if it has all required ones of none.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - scratchFolder: a folder for copies.
    package static func likeliestFeed(path: String, scratchFolder: String) -> Feed? {
        let names: [String]
        do {
            names = try FileOutline(
                path: path, feed: .accounts, reading: ReadingOptions(), mapping: nil,
                scratchFolder: scratchFolder
            ).columns.map(\.name)
        } catch {
            // Whatever is in the way is told when the file is read.
            return nil
        }
        func matches(_ feed: Feed) -> Int { Header.matches(names, feed: feed, mapping: nil) }
        return Feed.allCases.filter { Header.isHeader(names, feed: $0, mapping: nil) }
            .max { matches($0) < matches($1) }
    }

    /// The one of some columns that has this name, compared as the importer compares names; nil if
    /// none has.
    package static func column(named name: String, among names: [String]) -> String? {
        let wanted = columnName(name)
        return names.first { columnName($0) == wanted }
    }
}
