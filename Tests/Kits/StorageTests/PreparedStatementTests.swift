import GRDB
import Storage
import Testing

@Suite struct PreparedStatementTests {
    private let queue: DatabaseQueue

    init() throws {
        queue = try DatabaseQueue()
        try queue.write { try $0.execute(sql: "CREATE TABLE t (a, b)") }
    }

    @Test func `Values of every kind come back`() throws {
        try queue.write { database in
            let insert = try PreparedStatement(database, "INSERT INTO t VALUES (?, ?)")
            insert.bind(Int64.min, at: 1)
            insert.bind(0.1, at: 2)
            #expect(try insert.run() == 1)
            insert.bind("Zoë\u{0}x", at: 1)
            insert.bind("", at: 2)
            try insert.run()
            insert.bindNull(at: 1)
            try [UInt8]([0, 255]).withUnsafeBytes { bytes in
                insert.bind(bytes, at: 2)
                try insert.run()
            }
            let rows = try PreparedStatement(database, "SELECT a, b FROM t ORDER BY rowid")
            #expect(try rows.step())
            #expect(rows.integer(0) == Int64.min && rows.number(1) == 0.1)
            #expect(try rows.step())
            #expect(rows.text(0) == "Zoë\u{0}x")
            #expect(!rows.isNull(1) && rows.optionalText(1) == "")
            #expect(try rows.step())
            #expect(rows.isNull(0) && rows.optionalText(0) == nil && rows.integer(0) == 0)
            #expect(Array(rows.bytes(1)) == [0, 255])
            #expect(try !rows.step())
        }
    }

    @Test func `A refused binding fails the run, and the next run goes well`() throws {
        try queue.write { database in
            let insert = try PreparedStatement(database, "INSERT INTO t VALUES (?, 0)")
            insert.bind(1, at: 1)
            insert.bind(2, at: 9)
            let error = #expect(throws: DatabaseError.self) { try insert.run() }
            #expect(error?.resultCode == .SQLITE_RANGE)
            insert.bind(3, at: 1)
            #expect(try insert.run() == 1)
        }
        #expect(try queue.read { try Int.fetchAll($0, sql: "SELECT a FROM t") } == [3])
    }

    @Test func `A refused binding of any kind fails a query too`() throws {
        try queue.read { database in
            let bindings: [(PreparedStatement) -> Void] = [
                { $0.bindNull(at: 2) }, { $0.bind(nil as Int64?, at: 2) }, { $0.bind(1.5, at: 2) },
                { $0.bind("x", at: 2) },
                { $0.bind(UnsafeRawBufferPointer(start: nil, count: 0), at: 0) },
            ]
            for bind in bindings {
                let select = try PreparedStatement(database, "SELECT ?")
                bind(select)
                #expect(throws: DatabaseError.self) { try select.step() }
            }
        }
    }

    @Test func `A statement that breaks a constraint is an error, and can run again`() throws {
        try queue.write { database in
            try database.execute(sql: "CREATE TABLE u (a INTEGER PRIMARY KEY)")
            let insert = try PreparedStatement(database, "INSERT INTO u VALUES (?)")
            insert.bind(1, at: 1)
            try insert.run()
            let error = #expect(throws: DatabaseError.self) { try insert.run() }
            #expect(error?.reason == "UNIQUE constraint failed: u.a")
            insert.bind(2, at: 1)
            #expect(try insert.run() == 1)
        }
    }

    @Test func `A query with rows is no statement to run`() throws {
        try queue.read { database in
            let select = try PreparedStatement(database, "SELECT 1")
            #expect(throws: DatabaseError.self) { try select.run() }
        }
    }
}
