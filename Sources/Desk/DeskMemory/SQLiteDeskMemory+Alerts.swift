public import Calendar
import Domain
import GRDB
public import HealthDesk
import Storage

extension SQLiteDeskMemory {
    /// Finds out what happened and remembers it, for pages and for the next digest: all of it or
    /// nothing.
    ///
    /// - Parameter find: takes what was told before, changes it, and returns what is new.
    /// - Throws: `StorageError`.
    public func remember(_ find: (inout AlertMemory) -> [ToldAlert]) throws {
        try writing { database in
            let before = try Self.memory(database)
            var memory = before
            let alerts = find(&memory)
            try Self.keep(memory, insteadOf: before, database)
            let alert = try database.cachedStatement(
                sql: """
                    INSERT INTO alerts (day, account_id, account_name, csm_id, csm_name, team,
                        kind, subject, sentence)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            for told in alerts {
                try alert.execute(arguments: [
                    told.day.number, told.alert.key.account.text, told.accountName,
                    told.csm?.text, told.csmName, told.team, told.alert.key.kind.rawValue,
                    told.alert.key.subject, told.alert.sentence,
                ])
            }
        }
    }

    /// Makes a digest of the alerts that no digest has told, and puts it into the outbox.
    ///
    /// - Parameters:
    ///   - day: the day.
    ///   - routes: the keys of the routes by which these alerts go out.
    /// - Returns: the alerts, in order.
    /// - Throws: `StorageError`.
    public func makeDigest(on day: Day, through routes: ([ToldAlert]) -> [String]) throws
        -> [ToldAlert]
    {
        try writing { database in
            let alerts = try Self.alerts(database, where: Self.isUntold, [])
            guard !alerts.isEmpty else { return [] }
            let digest =
                1 + (try Int.fetchOne(database, sql: "SELECT MAX(digest) FROM alerts") ?? 0)
            try database.execute(
                sql: "UPDATE alerts SET digest = ? WHERE digest IS NULL", arguments: [digest])
            for route in routes(alerts) {
                try database.execute(
                    sql: "INSERT INTO outbox (digest, route, day) VALUES (?, ?, ?)",
                    arguments: [digest, route, day.number])
            }
            return alerts
        }
    }

    /// The alerts that no digest has told, in order.
    ///
    /// - Throws: `StorageError`.
    public func untoldAlerts() throws -> [ToldAlert] {
        try reading { try Self.alerts($0, where: Self.isUntold, []) }
    }

    private static let isUntold = "digest IS NULL ORDER BY alert_id"

    /// What has been told, as `AlertMemory` needs it.
    ///
    /// - Throws: `StorageError`.
    public func alertMemory() throws -> AlertMemory { try reading(Self.memory) }

    /// The alerts since a day, the newest day first, those of a day in the order of the accounts.
    ///
    /// - Throws: `StorageError`.
    public func alerts(since day: Day) throws -> [ToldAlert] {
        try reading {
            try Self.alerts($0, where: "day >= ? ORDER BY day DESC, alert_id", [day.number])
        }
    }

    /// The alerts of a digest, in order.
    ///
    /// - Throws: `StorageError`.
    public func alerts(ofDigest number: Int) throws -> [ToldAlert] {
        try reading { try Self.alerts($0, where: "digest = ? ORDER BY alert_id", [number]) }
    }

    /// The digests that are still to be delivered, the oldest first.
    ///
    /// - Throws: `StorageError`.
    public func outbox() throws -> [OutboxEntry] {
        try reading { database in
            try Row.fetchAll(
                database, sql: "SELECT digest, route, day FROM outbox ORDER BY digest, route"
            ).map { OutboxEntry(digest: $0[0], route: $0[1], day: Day(number: $0[2])) }
        }
    }

    /// Takes a digest out of the outbox: it was delivered, or is given up.
    ///
    /// - Throws: `StorageError`.
    public func settle(_ entry: OutboxEntry) throws {
        try writing { database in
            try database.execute(
                sql: "DELETE FROM outbox WHERE digest = ? AND route = ?",
                arguments: [entry.digest, entry.route])
        }
    }

    /// A random name of this memory: twelve hexadecimal digits.
    ///
    /// - Throws: `StorageError`.
    public func identity() throws -> String {
        try reading { try String.fetchOne($0, sql: "SELECT name FROM identity") ?? "" }
    }

    private static func memory(_ database: Database) throws -> AlertMemory {
        var standing: Set<Alert.Key> = []
        for row in try Row.fetchAll(
            database, sql: "SELECT account_id, kind, subject FROM standing_alerts")
        {
            standing.insert(try key(row, table: "standing_alerts", from: 0))
        }
        var tiers: [AccountID: Tier] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT account_id, tier FROM known_tiers") {
            let account: String = row[0]
            guard let tier = Tier(rawValue: row[1]) else {
                throw StorageError.damagedRow(table: "known_tiers", key: account, column: "tier")
            }
            tiers[AccountID(account)] = tier
        }
        return AlertMemory(standing: standing, tiers: tiers)
    }

    /// Writes what differs.
    private static func keep(
        _ memory: AlertMemory, insteadOf before: AlertMemory, _ database: Database
    ) throws {
        for key in memory.standing.subtracting(before.standing) {
            try database.execute(
                sql: "INSERT INTO standing_alerts (account_id, kind, subject) VALUES (?, ?, ?)",
                arguments: [key.account.text, key.kind.rawValue, key.subject])
        }
        for key in before.standing.subtracting(memory.standing) {
            try database.execute(
                sql: """
                    DELETE FROM standing_alerts WHERE account_id = ? AND kind = ? AND subject = ?
                    """, arguments: [key.account.text, key.kind.rawValue, key.subject])
        }
        for (account, tier) in memory.tiers where before.tiers[account] != tier {
            try database.execute(
                sql: """
                    INSERT INTO known_tiers (account_id, tier) VALUES (?, ?)
                    ON CONFLICT DO UPDATE SET tier = excluded.tier
                    """, arguments: [account.text, tier.rawValue])
        }
    }

    private static func alerts(
        _ database: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [ToldAlert] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT day, account_name, csm_id, csm_name, team, sentence, account_id, kind,
                    subject
                FROM alerts WHERE \(condition)
                """, arguments: arguments
        ).map { row in
            ToldAlert(
                day: Day(number: row[0]),
                alert: Alert(key: try key(row, table: "alerts", from: 6), sentence: row[5]),
                accountName: row[1], csm: (row[2] as String?).map { CSMID($0) },
                csmName: row[3], team: row[4])
        }
    }

    /// The key of an alert, in three columns.
    private static func key(_ row: Row, table: String, from column: Int) throws -> Alert.Key {
        let (account, kind): (String, String) = (row[column], row[column + 1])
        guard let kind = Alert.Key.Kind(rawValue: kind) else {
            throw StorageError.damagedRow(table: table, key: account, column: "kind")
        }
        return Alert.Key(account: AccountID(account), kind: kind, subject: row[column + 2])
    }
}
