public import Access
import Calendar
import GRDB
import Storage

extension SQLiteAccessStore {
    /// All events of deliveries in the order in which they happened.
    public func deliveryEvents() throws -> [DeliveryEvent] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT event_id, delivery, period, kind, time, text, alert, wait
                    FROM delivery_events ORDER BY event_id
                    """)
        }.map { row in
            let row = StoredValues(row: row, table: "delivery_events")
            guard let kind = DeliveryEvent.Kind(rawValue: try row.value(3)) else {
                throw row.damaged(3)
            }
            return DeliveryEvent(
                delivery: try row.value(1), period: try row.value(2), kind: kind,
                time: try row.instant(4), text: try row.value(5), key: try row.value(6),
                wait: try row.value(7))
        }
    }

    /// Adds events of deliveries, and records to the access log; either all or none.
    public func record(_ events: [DeliveryEvent], views: [AccessRecord]) throws {
        try writing { database in
            try Self.insert(views, into: database)
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO delivery_events (delivery, period, kind, time, text, alert, wait)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """)
            for event in events {
                try statement.execute(arguments: [
                    event.delivery, event.period, event.kind.rawValue, event.time.seconds,
                    event.text, event.key, event.wait,
                ])
            }
        }
    }
}
