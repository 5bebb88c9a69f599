import Statistics
import Calendar
import Domain
import Formats
import GRDB
import Ledger
import LedgerTestSupport
import Storage
import TestSupport
import Testing

/// Ledgers in which bits or values were changed behind the program's back.
struct DamageTests {
    private let folder: LedgerFolder
    private let moments: [Instant?]
    private let sound: String

    init() throws {
        folder = try LedgerFolder(accounts: 5)
        var random = SplitMix64(seed: 11)
        var imports = try RandomImports(folder)
        var moments: [Instant?] = [nil]
        for number in 0..<40 {
            try imports.takeOne(into: folder, &random)
            if number == 20 { moments.append(folder.time) }
        }
        self.moments = moments
        try folder.ledger.backUp(to: "\(folder.folder)/sound.sqlite")
        sound = try Self.contents("\(folder.folder)/sound.sqlite", at: moments)
    }

    /// All that a ledger tells, now and as it stood at one moment before.
    private static func contents(_ path: String, at moments: [Instant?]) throws -> String {
        let ledger = try SQLiteLedger(path: path, creating: false)
        var text = ""
        for moment in moments {
            let reading = try ledger.reading(knownAt: moment)
            text += "\(reading.portfolio) \(reading.dataDigest) "
            text += "\(try reading.extents(through: "2025-02")) \(reading.lastHealthDay as Any) "
            let accounts = reading.portfolio.accounts.indices
            for account in accounts {
                for day in try reading.health.days(of: account) {
                    let components = day.components.sorted { $0.key < $1.key }
                    text += "\(day.day) \(day.score) \(day.tier as Any) "
                    text += "\(day.modelVersion as Any) \(components) "
                }
            }
            let questions = accounts.flatMap { account in
                (["2025-01-31", "2025-02-20", "2025-03-15"] as [Day]).map {
                    HealthQuestion(account: account, day: $0)
                }
            }
            for version in [HealthVersion.current, .firstRecorded] {
                let answers = try reading.health.scores(
                    asOf: questions, maximumAge: 40, version: version)
                let components = try reading.health.components(
                    asOf: questions, maximumAge: 40, version: version)
                text += "\(answers) \(components) "
            }
            text += "\(try reading.measures.measures(through: "2025-03-01")) "
            try reading.measures.forEachMeasure(from: "2024-11-01", through: "2025-03-01") {
                text += "\($0) \($1) "
            }
            try reading.health.forEachMonth(from: "2024-12", through: "2025-04") {
                text += "\($0) "
            }
            try reading.health.forEachScore(from: "2025-01-20", through: "2025-03-01") {
                text += "\($0) \($1) "
            }
        }
        for feed in Feed.performance {
            text += "\(try ledger.importLog(of: feed, after: 0)) "
        }
        return text
    }

    /// Reads a damaged ledger. Returns whether its contents are sound; nil for an error.
    private func isSound(_ path: String) throws -> Bool? {
        do {
            return try Self.contents(path, at: moments) == sound
        } catch is StorageError {
            return nil
        } catch is LedgerError {
            return nil
        }
    }

    private func copy(_ bytes: [UInt8]) throws -> String {
        let path = "\(folder.folder)/damaged.sqlite"
        for suffix in ["", "-wal", "-shm"] { folder.remove("damaged.sqlite\(suffix)") }
        try FileDescriptor.creating(path).append(bytes)
        return path
    }

    private func soundBytes() throws -> [UInt8] {
        let file = try FileDescriptor.reading("\(folder.folder)/sound.sqlite")
        var bytes = [UInt8](repeating: 0, count: try file.size())
        _ = try file.read(into: &bytes, at: 0)
        return bytes
    }

    @Test func `A ledger with changed bytes gives the same facts or an error`() throws {
        let bytes = try soundBytes()
        var random = SplitMix64(seed: 12)
        var refused = 0
        for trial in 0..<80 {
            var damaged = bytes
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch trial % 4 {
            case 0: damaged[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
            case 1:
                for place in place..<min(bytes.count, place + 512) {
                    damaged[place] = UInt8.random(in: .min ... .max, using: &random)
                }
            case 2:
                for place in place..<min(bytes.count, place + 64) { damaged[place] = 0 }
            default: damaged.removeLast(bytes.count - place)
            }
            let isSound = try isSound(copy(damaged))
            #expect(isSound ?? true, "trial \(trial), byte \(place)")
            if isSound == nil { refused += 1 }
        }
        #expect(refused > 15)
    }

    @Test(arguments: [false, true])
    func `Any value in any column gives an error or is read, and never ends the program`(
        correcting: Bool
    ) throws {
        let bytes = try soundBytes()
        var random = SplitMix64(seed: 13)
        let columns = try DatabaseQueue(path: "\(folder.folder)/sound.sqlite").read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT tables.name, columns.name, columns.type
                    FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
                    WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%'
                        AND tables.name <> 'grdb_migrations'
                    """
            ).map { (table: $0[0] as String, column: $0[1] as String, type: $0[2] as String) }
        }
        #expect(columns.count > 200)
        for (number, (table, column, type)) in columns.enumerated() {
            let values =
                switch type {
                case "INTEGER":
                    [
                        "-5", "0", "500", "70000", "4294967296", "9223372036854775807",
                        "-9223372036854775808", "\(column) + 1",
                    ]
                case "REAL": ["-1e308", "1e308", "9e999", "0.05", "\(column) + 1"]
                case "BLOB": ["x''", "x'00'", "zeroblob(900)", "substr(\(column), 2)"]
                default:
                    [
                        "''", "'x'", "CAST(x'ff' AS TEXT)", "'9999-12-31'", "'2025-02-30'",
                        "\(column) || '0'",
                    ]
                }
            let value = try #require(values.randomElement(using: &random))
            let path = try copy(bytes)
            let (hasChanged, faults) = try change(table, column, to: value, path, correcting)
            guard hasChanged else { continue }
            if correcting {
                _ = try isSound(path)
            } else {
                #expect(!faults.isEmpty, "\(table).\(column) = \(value)")
                guard number % 4 == 0 else { continue }
                #expect(try isSound(path) ?? true, "\(table).\(column) = \(value)")
            }
        }
    }

    /// Changes a column in one row. Returns whether the row changed, and what a verification finds.
    private func change(
        _ table: String, _ column: String, to value: String, _ path: String, _ correcting: Bool
    ) throws -> (hasChanged: Bool, faults: [String]) {
        let statement = """
            UPDATE \(table) SET \(column) = \(value)
            WHERE \(column) IS NOT \(value) AND \(column) IS (
                SELECT \(column) FROM \(table) WHERE \(column) IS NOT \(value) LIMIT 1)
            """
        do {
            guard try LedgerFolder.damage(path, statement, correcting: correcting) else {
                return (false, [])
            }
        } catch is DatabaseError {
            // The table refuses the value.
            return (false, [])
        }
        guard !correcting else { return (true, []) }
        do {
            return (true, try LedgerVerification(path: path).faults)
        } catch let error as StorageError {
            return (true, ["\(error)"])
        } catch let error as LedgerError {
            return (true, ["\(error)"])
        }
    }
}
