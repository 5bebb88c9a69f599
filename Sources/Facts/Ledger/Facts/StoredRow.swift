import Calendar
import Domain
import Glibc
import Storage

/// Reads a row of a feed's table and checks its values. A value that no import can have written
/// throws an error that names the table, the row's key and the column.
struct StoredRow {
    private let statement: PreparedStatement
    private let table: String
    /// The positions of the key's columns in the statement.
    private let keys: [Int32]

    /// The statement's current row. `keys` are the positions of the key's columns.
    init(_ statement: PreparedStatement, table: String, keys: [Int32]) {
        self.statement = statement
        self.table = table
        self.keys = keys
    }

    /// The current row of a statement that selects all of the feed's columns in their order.
    init(_ statement: PreparedStatement, feed: Feed) {
        self.init(
            statement, table: feed.rawValue,
            keys: feed.columns.indices.filter { feed.columns[$0].isKey }.map { Int32($0) })
    }

    /// The error for a column with an impossible value.
    func damaged(_ column: Int32) -> StorageError {
        .damagedRow(
            table: table, key: keys.map { statement.text($0) }.joined(separator: ", "),
            column: statement.columnName(column))
    }

    func isNull(_ column: Int32) -> Bool { statement.isNull(column) }

    func text(_ column: Int32) throws -> String {
        guard let text = try optionalText(column) else { throw damaged(column) }
        return text
    }

    /// Whether a column has this text, byte for byte.
    func isText(_ text: String, _ column: Int32) -> Bool {
        guard !statement.isNull(column) else { return false }
        let bytes = statement.bytes(column)
        var text = text
        return text.withUTF8 { utf8 in
            guard let one = utf8.baseAddress, let other = bytes.baseAddress else {
                return utf8.count == bytes.count
            }
            return utf8.count == bytes.count && memcmp(one, other, utf8.count) == 0
        }
    }

    func optionalText(_ column: Int32) throws -> String? {
        guard !statement.isNull(column) else { return nil }
        // Comparing the bytes afterwards detects invalid UTF-8, several times as fast as
        // `String(validating:as:)`.
        let text = String(decoding: statement.bytes(column), as: UTF8.self)
        guard isText(text, column) else { throw damaged(column) }
        return text
    }

    func day(_ column: Int32) throws -> Day {
        guard let day = Day(statement.bytes(column)) else { throw damaged(column) }
        return day
    }

    func optionalDay(_ column: Int32) throws -> Day? {
        statement.isNull(column) ? nil : try day(column)
    }

    /// A finite number; NULL is an error.
    func number(_ column: Int32) throws -> Double {
        let number = statement.number(column)
        guard number.isFinite, !statement.isNull(column) else { throw damaged(column) }
        return number
    }

    /// A whole number within a range; NULL is an error.
    func integer<Number: FixedWidthInteger>(
        _ column: Int32, in range: ClosedRange<Number>
    ) throws -> Number {
        guard let number = Number(exactly: try number(column)), range.contains(number) else {
            throw damaged(column)
        }
        return number
    }

    /// A word of a fixed list.
    func word<Word: RawRepresentable<String>>(
        _ column: Int32, _: Word.Type = Word.self
    ) throws -> Word {
        guard let word = Word(rawValue: try text(column)) else { throw damaged(column) }
        return word
    }

    func tier(_ column: Int32) throws -> Tier {
        guard let tier = Tier(try text(column)) else { throw damaged(column) }
        return tier
    }

    /// A score from a column in points; nil for NULL.
    func optionalScore(_ column: Int32) throws -> Score? {
        guard !statement.isNull(column) else { return nil }
        let points = try number(column)
        guard (0...100).contains(points) else { throw damaged(column) }
        return Score(tenths: Int16((points * 10).rounded()))
    }

    /// All columns of the feed. Requires a statement that selects all of them in order.
    func feedRow(_ columns: [FeedColumn]) throws -> FeedRow {
        FeedRow(
            try columns.indices.map { index in
                let column = Int32(index)
                guard !statement.isNull(column) else { return .none }
                return switch columns[index].kind {
                case .number: .number(try number(column))
                case .day: .day(try day(column))
                default: .text(try text(column))
                }
            })
    }
}
