import Domain
import Formats
import Tables

/// Where the header of a file stands: the first of its first lines that has the required columns.
struct HeaderPlace {
    /// The columns' names.
    let names: [String]
    /// The line of the header.
    let line: Int
    /// The offset of the byte behind the header.
    let end: Int
    /// The line behind the header.
    let nextLine: Int
    private let next: TextSample.Record?

    /// How many lines may stand above the header.
    private static let mostLines = 20
    /// How much of a file is looked at. A header may be as long as any record.
    private static let sampleSize = 1 << 20

    /// Finds the header of a file.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - mapping: how its columns become those of the feed.
    ///   - row: the line on which a person says that the header stands.
    /// - Throws: `IntakeError` if the file has no record.
    init(_ file: FeedFile, mapping: Mapping.FeedMapping?, row: Int?) throws {
        let table = file.table
        let size = min(Self.sampleSize, try table.content.size() - table.start)
        var bytes = [UInt8](repeating: 0, count: max(0, size))
        let count = try table.content.read(into: &bytes, at: table.start)
        let records = TextSample(
            bytes[..<count], separator: .comma, firstLine: table.firstLine,
            countsRecords: table.countsRecords, mostLines: max(row ?? 0, Self.mostLines) + 3
        ).records
        func unusable(_ reason: String) -> IntakeError {
            .unusable(file: file.name, reason: reason)
        }
        let candidates = records.prefix {
            $0.line < table.firstLine + max(row ?? 0, Self.mostLines)
        }
        let filled = candidates.indices.filter { index in
            candidates[index].fields.contains { !columnName($0).isEmpty }
        }
        guard !filled.isEmpty else { throw unusable("\(TableError.empty)") }
        let found: Int
        if let row {
            guard let index = filled.first(where: { candidates[$0].line == row }) else {
                throw unusable("it has no header on line \(row)")
            }
            found = index
        } else {
            let header = filled.first {
                Header.isHeader(candidates[$0].fields, feed: file.feed, mapping: mapping)
            }
            // Where none is complete, the best one tells what is missing: the first of those with
            // the most columns of the feed, then with the most fields. Rows have no more fields than
            // their header, and titles above it have fewer.
            func rank(_ index: Int) -> (Int, Int) {
                let fields = candidates[index].fields
                return (
                    Header.matches(fields, feed: file.feed, mapping: mapping),
                    fields.count { !columnName($0).isEmpty }
                )
            }
            found = header ?? filled.max { rank($0) < rank($1) } ?? filled[0]
        }
        let record = candidates[found]
        var check = UTF8Check()
        bytes[..<record.end].withUnsafeBytes { check.update($0) }
        check.end()
        if !check.isValid {
            throw unusable("\(try notUTF8(table.content))")
        }
        names = record.fields
        line = record.line
        end = table.start + record.end
        let following = records.dropFirst(found + 1)
        nextLine =
            table.countsRecords
            ? record.line + 1
            : following.first?.line ?? record.line + 1
                + record.fields.reduce(0) {
                    $0 + $1.utf8.count { $0 == newline }
                }
        next = following.first { $0.fields.contains { !columnName($0).isEmpty } }
    }

    /// The line behind the header, if it holds units or descriptions: no field has a digit, and one
    /// stands where a day or a number must be given.
    func unitsLine(_ header: Header) -> Int? {
        guard let next, !next.fields.contains(where: { $0.contains(where: \.isNumber) }) else {
            return nil
        }
        let stands = header.readColumns.contains { source, column in
            guard column.isRequired, column.kind == .day || column.kind == .number,
                let position = source.position, position < next.fields.count
            else { return false }
            var field = next.fields[position].filter { !$0.isBlank }
            return field.withUTF8 { bytes in
                !bytes.isEmpty && !Nothing.isWord(UnsafeRawBufferPointer(bytes))
            }
        }
        return stands ? next.line : nil
    }
}
