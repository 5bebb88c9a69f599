public import Domain
import GRDB

extension SQLiteDeskMemory {
    /// What a service has been sent of a feed.
    ///
    /// - Parameters:
    ///   - feed: the feed.
    ///   - service: the address of the service.
    /// - Returns: the digests of what was sent, and the rows that were refused.
    /// - Throws: `StorageError`.
    public func pushed(_ feed: Feed, to service: String) throws -> PushedFeed {
        try reading { database in
            var known = PushedFeed()
            let place: StatementArguments = [service, feed.rawValue]
            let units = try Row.fetchCursor(
                database, sql: "SELECT unit, digest FROM pushed WHERE service = ? AND feed = ?",
                arguments: place)
            while let row = try units.next() {
                known.digests[row[0]] = UInt64(bitPattern: row[1])
            }
            let refused = try Row.fetchCursor(
                database,
                sql: "SELECT row, reason FROM push_refusals WHERE service = ? AND feed = ?",
                arguments: place)
            while let row = try refused.next() { known.refused[row[0]] = row[1] }
            return known
        }
    }

    /// Keeps what became of some rows, all or nothing.
    ///
    /// - Throws: `StorageError`.
    public func keep(_ step: PushStep, of feed: Feed, to service: String) throws {
        try writing { database in
            let unit = try database.cachedStatement(
                sql: """
                    INSERT INTO pushed (service, feed, unit, digest) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET digest = excluded.digest
                    """)
            for (name, digest) in step.units {
                try unit.execute(arguments: [
                    service, feed.rawValue, name, Int64(bitPattern: digest),
                ])
            }
            let taken = try database.cachedStatement(
                sql: "DELETE FROM push_refusals WHERE service = ? AND feed = ? AND row = ?")
            for row in step.taken {
                try taken.execute(arguments: [service, feed.rawValue, row])
            }
            let refused = try database.cachedStatement(
                sql: """
                    INSERT INTO push_refusals (service, feed, row, reason) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET reason = excluded.reason
                    """)
            for (row, reason) in step.refused {
                try refused.execute(arguments: [service, feed.rawValue, row, reason])
            }
        }
    }

    /// Forgets what a service was sent, so that everything is sent again.
    ///
    /// - Throws: `StorageError`.
    public func forgetPushes(to service: String) throws {
        try writing { database in
            try database.execute(sql: "DELETE FROM pushed WHERE service = ?", arguments: [service])
            try database.execute(
                sql: "DELETE FROM push_refusals WHERE service = ?", arguments: [service])
        }
    }
}
