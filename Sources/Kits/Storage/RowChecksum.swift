import CCRC32C
package import GRDB
import GRDBSQLite

/// The checksum of a row: the CRC-32C of its values. It is the same whether the program computes it
/// before it writes the row or SQLite does, with the function `row_checksum`, from the stored row.
///
/// ```swift
/// var checksum = RowChecksum()
/// checksum.add(7, at: 0)
/// checksum.add("red", at: 1)
/// checksum.value  // SELECT row_checksum(7, 'red')
/// ```
///
/// A NULL is left out. So a new column whose rows are all NULL leaves the checksums as they are.
///
/// The CRC runs over UInt64s, little-endian, which begin with the value's place and kind. An integer
/// of up to 48 bits follows in the same UInt64; a larger one, and a number, in the next. A text and
/// a BLOB follow their length.
package struct RowChecksum {
    private var crc: UInt32 = 0

    /// The checksum of no values.
    package init() {}

    /// The checksum as SQLite stores it.
    package var value: Int64 { Int64(Int32(bitPattern: crc)) }

    /// Adds an integer. Places count from 0 and rise.
    package mutating func add(_ integer: Int64, at place: Int) {
        if let word = Self.word(integer, at: place) {
            withUnsafeBytes(of: word) { crc = crc32c(crc, $0.baseAddress, $0.count) }
        } else {
            add(place, kind: 5, number: UInt64(bitPattern: integer))
        }
    }

    /// Adds integers at the places from 0 on, except the one at `null`. Each has at most 48 bits.
    package mutating func add(_ integers: UnsafeBufferPointer<Int64>, null: Int?) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: integers.count) { words in
            var count = 0
            for (place, integer) in integers.enumerated() where place != null {
                if let word = Self.word(integer, at: place) {
                    words.initializeElement(at: count, to: word)
                    count += 1
                }
            }
            crc = crc32c(crc, words.baseAddress, 8 * count)
        }
    }

    /// An integer of up to 48 bits with its place and kind; nil for a larger one.
    private static func word(_ integer: Int64, at place: Int) -> UInt64? {
        guard (integer << 16) >> 16 == integer else { return nil }
        return ((UInt64(bitPattern: integer) << 16) | (1 << 8) | UInt64(place)).littleEndian
    }

    /// Adds an integer, unless it is nil.
    package mutating func add(_ integer: Int64?, at place: Int) {
        if let integer { add(integer, at: place) }
    }

    /// Adds a number. SQLite keeps no negative zero.
    package mutating func add(_ number: Double, at place: Int) {
        add(place, kind: 2, number: (number == 0 ? 0 : number).bitPattern)
    }

    /// Adds a text.
    package mutating func add(_ text: String, at place: Int) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0), kind: 3, at: place) }
    }

    /// Adds the bytes of a BLOB.
    package mutating func add(_ bytes: UnsafeRawBufferPointer, at place: Int) {
        add(bytes, kind: 4, at: place)
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer, kind: UInt64, at place: Int) {
        let head = ((UInt64(bytes.count) << 16) | (kind << 8) | UInt64(place)).littleEndian
        withUnsafeBytes(of: head) { crc = crc32c(crc, $0.baseAddress, $0.count) }
        crc = crc32c(crc, bytes.baseAddress, bytes.count)
    }

    private mutating func add(_ place: Int, kind: UInt64, number: UInt64) {
        let head = (kind << 8) | UInt64(place)
        withUnsafeBytes(of: (head.littleEndian, number.littleEndian)) {
            crc = crc32c(crc, $0.baseAddress, $0.count)
        }
    }

    fileprivate mutating func add(_ value: OpaquePointer?, at place: Int) {
        let kind = sqlite3_value_type(value)
        switch kind {
        case SQLITE_INTEGER: add(sqlite3_value_int64(value), at: place)
        case SQLITE_FLOAT: add(sqlite3_value_double(value), at: place)
        case SQLITE_TEXT, SQLITE_BLOB:
            let start = sqlite3_value_blob(value)
            let bytes = UnsafeRawBufferPointer(
                start: start, count: Int(sqlite3_value_bytes(value)))
            add(bytes, kind: kind == SQLITE_TEXT ? 3 : 4, at: place)
        default: break
        }
    }
}

extension Database {
    /// Gives this connection the SQL function `row_checksum`, which takes the values of a row.
    ///
    /// - Throws: `DatabaseError`.
    package func addRowChecksum() throws {
        let result = sqlite3_create_function_v2(
            sqliteConnection, "row_checksum", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nil,
            { context, count, values in
                var checksum = RowChecksum()
                for place in 0..<Int(count) { checksum.add(values?[place], at: place) }
                sqlite3_result_int64(context, checksum.value)
            }, nil, nil, nil)
        guard result == SQLITE_OK else {
            throw DatabaseError(resultCode: ResultCode(rawValue: result))
        }
    }
}
