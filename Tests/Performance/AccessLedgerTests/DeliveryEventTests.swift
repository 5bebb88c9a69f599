import Access
import AccessLedger
import Calendar
import Domain
import GRDB
import Storage
import TestSupport
import Testing

@Suite struct DeliveryEventTests {
    private let time = Instant(seconds: 1_800_000_000)

    private func path(_ folder: ScratchFolder) -> String {
        SQLiteAccessStore.path(besideLedger: "\(folder.path)/ledger.sqlite")
    }

    private func event(
        _ kind: DeliveryEvent.Kind, period: String = "2026-10", key: String = ""
    ) -> DeliveryEvent {
        DeliveryEvent(
            delivery: "vp", period: period, kind: kind, time: time, text: "mail", key: key, wait: 7)
    }

    @Test func `Events come back in order, and with them what the access log has`() throws {
        let folder = try ScratchFolder()
        let store = try SQLiteAccessStore(path: path(folder))
        let events = DeliveryEvent.Kind.allCases.map { event($0, key: $0.rawValue) }
        let view = AccessRecord(
            time: time, viewer: Viewer(subject: "delivery vp", name: "mail", role: .vp),
            what: "brief 2026-10")
        try store.record(events, views: [view])
        #expect(try store.deliveryEvents() == events)
        #expect(try store.records(of: CSMID("c1"), before: nil, limit: 9).map(\.record) == [view])
    }

    @Test func `A period is sent once, an alert is raised once, a delivery is first seen once`()
        throws
    {
        let folder = try ScratchFolder()
        let store = try SQLiteAccessStore(path: path(folder))
        let once = [event(.seen), event(.sent), event(.alert, key: "stale_feed health")]
        try store.record(once, views: [])
        for again in once {
            // Neither the event nor what comes with it is kept.
            #expect(throws: StorageError.self) {
                try store.record([event(.begun), again], views: [])
            }
        }
        #expect(try store.deliveryEvents() == once)
        try store.record(
            [event(.sent, period: "2026-11"), event(.begun), event(.begun)], views: [])
        #expect(try store.deliveryEvents().count == 6)
    }

    @Test(arguments: [
        "DELETE FROM delivery_events", "UPDATE delivery_events SET period = 'x'",
        """
        INSERT OR REPLACE INTO delivery_events
        VALUES (1, 'vp', '', 'failed', 0, '', '', 0)
        """,
        """
        INSERT OR REPLACE INTO delivery_events
        VALUES (9, 'vp', '2026-10', 'sent', 0, '', '', 0)
        """,
    ])
    func `What happened cannot be changed or deleted, not even by hand`(sql: String) throws {
        let folder = try ScratchFolder()
        let store = try SQLiteAccessStore(path: path(folder))
        try store.record([event(.sent)], views: [])
        let database = try DatabaseQueue(path: path(folder))
        #expect(throws: DatabaseError.self) { try database.write { try $0.execute(sql: sql) } }
        #expect(try store.deliveryEvents() == [event(.sent)])
    }

    @Test func `A file of the version before keeps what it has and takes events`() throws {
        let folder = try ScratchFolder()
        let view = AccessRecord(
            time: time, viewer: Viewer(subject: "t", name: "Vera", role: .vp), what: "brief 2026-09"
        )
        do {
            let store = try SQLiteAccessStore(path: path(folder))
            try store.record([view])
        }
        try DatabaseQueue(path: path(folder)).write { database in
            try database.execute(sql: "DROP TABLE delivery_events")
            try database.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '7'")
        }
        let store = try SQLiteAccessStore(path: path(folder))
        try store.record([event(.seen)], views: [])
        #expect(try store.deliveryEvents() == [event(.seen)])
        #expect(try store.records(of: nil, before: nil, limit: 9).map(\.record) == [view])
    }

    @Test func `An unknown word is damage, and is named`() throws {
        let folder = try ScratchFolder()
        let store = try SQLiteAccessStore(path: path(folder))
        try DatabaseQueue(path: path(folder)).write {
            try $0.execute(
                sql: """
                    INSERT INTO delivery_events (delivery, period, kind, time, text, alert, wait)
                    VALUES ('vp', '', 'thrown', 0, '', '', 0)
                    """)
        }
        #expect(
            throws: StorageError.damagedRow(table: "delivery_events", key: "1", column: "kind")
        ) { try store.deliveryEvents() }
    }
}
