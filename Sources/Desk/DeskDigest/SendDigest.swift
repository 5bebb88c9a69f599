import Calendar
import Delivery
public import DeskMemory
import Domain
public import HealthDesk

/// Tells what happened since the last digest, each alert once.
///
///     let send = SendDigest(memory: memory, settings: settings)
///     let report = try send.run(today)
///
/// What is new goes into the memory; what no digest has told yet, be it from a page of the desk, goes
/// into the outbox in one step; then each route delivers what its outbox holds. A kill at any moment
/// leaves the rest to the next run. If a kill falls between a delivery and its record, the same message goes
/// out again with the same identifier: a file is then replaced by itself, and a mail program or a
/// receiver of webhooks can drop the second one.
public struct SendDigest {
    private let memory: SQLiteDeskMemory
    private let settings: DigestSettings
    private let sleep: (Int) -> Void

    /// What a run did.
    public struct Report: Sendable {
        /// What was new.
        public var alerts: [ToldAlert] = []
        /// The ways by which digests were delivered.
        public var delivered: [String] = []
        /// The ways that did not work, each with the reason. Their digests stay in the outbox.
        public var failed: [(route: String, reason: String)] = []
        /// Digests that were given up: their day, and the key of their route.
        public var givenUp: [OutboxEntry] = []
    }

    /// A digest of what this memory does not know.
    ///
    /// - Parameters:
    ///   - memory: what was told.
    ///   - settings: by which ways.
    ///   - sleep: waits for some seconds.
    public init(
        memory: SQLiteDeskMemory, settings: DigestSettings, sleep: @escaping (Int) -> Void
    ) {
        self.memory = memory
        self.settings = settings
        self.sleep = sleep
    }

    /// Tells what is new on a day, and what an earlier run could not deliver.
    ///
    /// - Throws: `StorageError`. A way that does not work is no error, but is in the report.
    public func run(_ today: WorkingDay) throws -> Report {
        var report = Report()
        try memory.remember(today)
        report.alerts = try memory.makeDigest(on: today.day) { alerts in
            settings.routes.filter { route in alerts.contains { route.audience.wants($0) } }
                .map(\.key)
        }
        let identity = try memory.identity()
        // A way that does not work is not tried again for the next digest of the same run.
        var broken: Set<String> = []
        for entry in try memory.outbox() where !broken.contains(entry.route) {
            guard today.day - entry.day <= settings.patienceInDays else {
                report.givenUp.append(entry)
                try memory.settle(entry)
                continue
            }
            guard let route = settings.routes.first(where: { $0.key == entry.route }) else {
                continue
            }
            let alerts = try memory.alerts(ofDigest: entry.digest).filter(route.audience.wants)
            let message = Message(
                digestOf: alerts, id: "desk-\(identity)-\(entry.digest)-\(entry.route)",
                address: settings.address)
            do throws(DeliveryError) {
                try route.route.deliver(message, waits: settings.waits, sleep: sleep)
            } catch {
                broken.insert(entry.route)
                report.failed.append((route.route.name, "\(error)"))
                continue
            }
            try memory.settle(entry)
            report.delivered.append(route.route.name)
        }
        return report
    }
}
