public import Calendar
import Domain
import GRDB
public import HealthDesk

/// An alert that was told, and the day.
public struct ToldAlert: Sendable, Equatable {
    /// The day on which it was told.
    public let day: Day
    /// The alert.
    public let alert: Alert

    /// An alert of a day.
    public init(day: Day, alert: Alert) {
        self.day = day
        self.alert = alert
    }
}

extension DeskAccessStore {
    /// Adds what is new today to the alerts that were told. What was told before is not told again:
    /// the memory and the alerts change together or not at all.
    ///
    /// - Parameter today: how the accounts stand.
    /// - Returns: how many are new.
    /// - Throws: `StorageError`.
    public func tell(_ today: WorkingDay) throws -> Int {
        try writing { database in
            let before = try Self.memory(database)
            var memory = before
            let alerts = memory.alerts(today)
            guard memory != before else { return 0 }
            try Self.remember(memory, after: before, database)
            for alert in alerts {
                try database.execute(
                    sql: """
                        INSERT INTO alerts (account_id, kind, subject, day, sentence)
                        VALUES (?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        alert.key.account.text, alert.key.kind.rawValue, alert.key.subject,
                        today.day.description, alert.sentence,
                    ])
            }
            return alerts.count
        }
    }

    /// The alerts that were told on or after a day, newest first.
    public func alerts(since day: Day) throws -> [ToldAlert] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT alert_id, account_id, kind, subject, day, sentence FROM alerts
                    WHERE day >= ? ORDER BY alert_id DESC
                    """, arguments: [day.description])
        }.map { row in
            let row = StoredValues(row: row, table: "alerts")
            return ToldAlert(
                day: try row.day(4),
                alert: Alert(
                    key: Alert.Key(
                        account: AccountID(try row.value(1) as String), kind: try row.word(2),
                        subject: try row.value(3)), sentence: try row.value(5)))
        }
    }

    private static func memory(_ database: Database) throws -> AlertMemory {
        let standing = try Row.fetchAll(
            database, sql: "SELECT account_id, kind, subject FROM alert_standing"
        ).map { row in
            let row = StoredValues(row: row, table: "alert_standing")
            return Alert.Key(
                account: AccountID(try row.value(0) as String), kind: try row.word(1),
                subject: try row.value(2))
        }
        let tiers = try Row.fetchAll(database, sql: "SELECT account_id, tier FROM alert_tiers")
            .map { row in
                let row = StoredValues(row: row, table: "alert_tiers")
                guard let tier = Tier.allCases.first(where: { $0.word == row.row[1] }) else {
                    throw row.damaged(1)
                }
                return (AccountID(try row.value(0) as String), tier)
            }
        return AlertMemory(
            standing: Set(standing), tiers: Dictionary(tiers, uniquingKeysWith: { $1 }))
    }

    private static func remember(
        _ memory: AlertMemory, after before: AlertMemory, _ database: Database
    ) throws {
        for key in before.standing.subtracting(memory.standing) {
            try database.execute(
                sql: """
                    DELETE FROM alert_standing WHERE account_id = ? AND kind = ? AND subject = ?
                    """, arguments: [key.account.text, key.kind.rawValue, key.subject])
        }
        for key in memory.standing.subtracting(before.standing) {
            try database.execute(
                sql: "INSERT INTO alert_standing (account_id, kind, subject) VALUES (?, ?, ?)",
                arguments: [key.account.text, key.kind.rawValue, key.subject])
        }
        for (account, tier) in memory.tiers where before.tiers[account] != tier {
            try database.execute(
                sql: "INSERT OR REPLACE INTO alert_tiers (account_id, tier) VALUES (?, ?)",
                arguments: [account.text, tier.word])
        }
    }
}
