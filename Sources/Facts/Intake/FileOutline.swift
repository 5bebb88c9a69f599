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
        package var example = ""
        /// The different values in it, sorted; empty if they are too many or too long for words.
        package var words: [String] = []
    }

    /// The columns that have a name, in order.
    package let columns: [Column]
    /// Different values of each column in the first rows, as many as tell words from texts. Long ones
    /// are left out.
    let samples: [Set<String>]
    /// What the file is, where it is not plain CSV, in words.
    let form: [String]
    /// Why the rows cannot be read although the header can; nil if they can.
    let fault: IntakeError?

    /// How many rows are looked at.
    private static let mostRows = 10_000
    /// The most characters of an example.
    private static let longestExample = 60
    /// More different values than this are no words but texts.
    static let mostWords = 40
    /// The most bytes of a word.
    private static let longestWord = 100

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
        let rules = mapping?.rules(of: feed)
        let reading = reading.completed(by: mapping?.file)
        let file = try FeedFile(
            path: path, feed: feed, among: Feed.performance, reading, mapping: rules,
            scratchFolder: scratchFolder)
        let place = try HeaderPlace(file, mapping: rules, row: reading.headerRow)
        let positions = place.names.indices.filter { !columnName(place.names[$0]).isEmpty }
        var examples: [Int: String] = [:]
        var samples: [Int: Set<String>] = [:]
        var haveTexts: Set<Int> = []
        let records = RecordReader(
            file.table.content, range: place.end..<file.table.size,
            countsRecords: file.table.countsRecords)
        var rows = 0
        while rows < Self.mostRows, let record = try records.next() {
            guard record.fault == nil else { continue }
            rows += 1
            for position in positions where position < records.fields.count {
                let hasEnough = samples[position]?.count ?? 0 > Self.mostWords
                if hasEnough, examples[position] != nil { continue }
                let bytes = FieldBytes(bytes: records.fields[position]).trimmed
                guard !bytes.isEmpty, !Nothing.isWord(bytes) else { continue }
                let value = String(decoding: bytes, as: UTF8.self)
                if examples[position] == nil { examples[position] = Self.example(value) }
                if bytes.count > Self.longestWord {
                    haveTexts.insert(position)
                } else if !hasEnough {
                    samples[position, default: []].insert(value)
                }
            }
        }
        columns = positions.map { position in
            let values = samples[position] ?? []
            let areWords = values.count <= Self.mostWords && !haveTexts.contains(position)
            return Column(
                name: place.names[position], example: examples[position] ?? "",
                words: areWords ? values.sorted() : [])
        }
        self.samples = positions.map { samples[$0] ?? [] }
        form = file.table.form
        fault =
            records.utf8.isValid
            ? nil : .unusable(file: file.name, reason: "\(try notUTF8(file.table.content))")
    }

    private static func example(_ value: String) -> String {
        let line = value.map { $0.isNewline ? " " : $0 }
        return line.count > longestExample
            ? String(line.prefix(longestExample - 1)) + "…" : String(line)
    }

    /// The words of a file with the feed's likeliest words for them, if the feed does not know all
    /// of them; empty if it does, or if its column takes no words.
    ///
    /// - Parameters:
    ///   - words: the different values of the file's column.
    ///   - column: the feed's column.
    /// - Returns: the feed's word for each word of the file; nil for a word that nobody can guess.
    package static func translations(
        of words: [String], for column: FeedColumn
    ) -> [String: String?] {
        guard case .word(let known) = column.kind else { return [:] }
        let isKnown = { FieldRule.word(named: $0, in: known) != nil }
        guard !words.allSatisfy(isKnown) else { return [:] }
        return Dictionary(uniqueKeysWithValues: words.map { ($0, WordSynonyms.word($0, known)) })
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

    /// The feeds of the performance side that a file holds by its name, or by the names of a workbook's sheets.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - name: what its owner calls it.
    ///   - scratchFolder: a folder for copies.
    /// - Returns: the feeds after which several sheets are named, or the one after which the file or
    ///   its only such sheet is. Empty if nothing is named after a feed.
    package static func feeds(path: String, named name: String, scratchFolder: String) -> [Feed] {
        let search = FeedSearch(
            feed: nil, feeds: Feed.performance, scratchFolder: scratchFolder, rejectsPath: "")
        let sheets = search.feedsOfSheets(path)
        if sheets.count > 1 { return sheets }
        return FeedFile.feed(named: name, among: Feed.performance).map { [$0] } ?? sheets
    }

    /// The feed of the performance side that a file holds by its columns.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - scratchFolder: a folder for copies.
    /// - Returns: the feed whose columns it has the most of, among those of which it has all required
    ///   ones; nil if there is none.
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
        return Feed.performance.filter { Header.isHeader(names, feed: $0, mapping: nil) }
            .max { matches($0) < matches($1) }
    }

    /// The one of some columns that has this name, compared as the importer compares names; nil if
    /// none has.
    package static func column(named name: String, among names: [String]) -> String? {
        let wanted = columnName(name)
        return names.first { columnName($0) == wanted }
    }
}
