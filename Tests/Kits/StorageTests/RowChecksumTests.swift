import Statistics
import CCRC32C
import GRDB
import Storage
import TestSupport
import Testing

@Suite struct RowChecksumTests {
    /// The check value of CRC-32C (iSCSI) in RFC 3720, B.4 and the catalogue of CRC algorithms:
    /// https://reveng.sourceforge.io/crc-catalogue/all.htm#crc.cat.crc-32-iscsi
    @Test func `The CRC of the digits 1 to 9 is the published one`() {
        let digits = Array("123456789".utf8)
        #expect(crc32c(0, digits, digits.count) == 0xE306_9283)
        #expect(crc32cByTable(0, digits, digits.count) == 0xE306_9283)
        // RFC 3720, B.4: 32 bytes of zeros, of ones, and rising.
        #expect(crc32c(0, [UInt8](repeating: 0, count: 32), 32) == 0x8A91_36AA)
        #expect(crc32c(0, [UInt8](repeating: 0xff, count: 32), 32) == 0x62A8_AB43)
        #expect(crc32c(0, [UInt8](0..<32), 32) == 0x46DD_794E)
    }

    @Test func `The instruction and the table agree at any length, start and division`() {
        var random = SplitMix64(seed: 1)
        let bytes = (0..<300).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        bytes.withUnsafeBytes { bytes in
            for count in 0..<200 {
                let start = Int.random(in: 0..<100, using: &random)
                let part = bytes[start..<start + count]
                let whole = UnsafeRawBufferPointer(rebasing: part)
                let byTable = crc32cByTable(0, whole.baseAddress, count)
                #expect(crc32c(0, whole.baseAddress, count) == byTable)
                let first = Int.random(in: 0...count, using: &random)
                let begun = crc32c(0, whole.baseAddress, first)
                let rest = UnsafeRawBufferPointer(rebasing: whole[first...])
                #expect(crc32c(begun, rest.baseAddress, rest.count) == byTable)
            }
        }
    }

    @Test func `SQLite computes the same checksum from the row that it stored`() throws {
        let rows: [(Int64?, Double, String, [UInt8])] = [
            (nil, 5, "", [0]), (.min, -0.0, "Zoë\u{0}x", [1, 2]), (7, 0.1, "x", [255]),
            (7, 0.1, "x", [254]),
        ]
        try DatabaseQueue().write { database in
            try database.addRowChecksum()
            try database.execute(
                sql: "CREATE TABLE t (a INTEGER, b REAL, c TEXT, d BLOB, e TEXT) STRICT")
            let insert = try PreparedStatement(
                database, "INSERT INTO t (a, b, c, d) VALUES (?, ?, ?, ?)")
            var computed: [Int64] = []
            for (a, b, c, d) in rows {
                var checksum = RowChecksum()
                checksum.add(a, at: 0)
                checksum.add(b, at: 1)
                checksum.add(c, at: 2)
                insert.bind(a, at: 1)
                insert.bind(b, at: 2)
                insert.bind(c, at: 3)
                try d.withUnsafeBytes {
                    checksum.add($0, at: 3)
                    insert.bind($0, at: 4)
                    try insert.run()
                }
                computed.append(checksum.value)
            }
            let stored = try Int64.fetchAll(
                database, sql: "SELECT row_checksum(a, b, c, d, e) FROM t ORDER BY rowid")
            #expect(stored == computed)
            #expect(Set(computed).count == rows.count)
        }
    }
}
