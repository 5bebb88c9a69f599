package import Access
package import Calendar
package import Charting
import Closing
import Crypto
import Delivery
import Domain
import Formats
import Publishing
import Review
import Storage

/// Sends what is due, each period once.
///
///     let send = SendDeliveries(settings, store: store, claim: path, source: reviews, fonts: fonts)
///     let report = try send.run()
///
/// One process sends at a time. A message is recorded before it is sent and after the other side has
/// taken it. A kill at any moment leaves the rest to the next run. If it falls between the two records,
/// nobody can know whether the other side has the message, and the next run sends it again with the
/// same identifier: a mail server or a receiver of webhooks can drop the second one, and files replace
/// themselves.
package struct SendDeliveries: Sendable {
    let settings: DeliverySettings
    let store: any AccessStore
    private let claim: String
    let source: any ReviewSource
    let fonts: @Sendable () throws -> Fonts
    let clock: @Sendable () -> Instant
    private let isStopping: @Sendable () -> Bool
    /// After so many failures in a row at a server or a folder, a run leaves the rest to the next one.
    private static let mostFailures = 3

    /// Deliveries with these settings.
    ///
    /// - Parameters:
    ///   - settings: who gets what, when and how.
    ///   - store: what was sent before, and the access log.
    ///   - claim: the path of the file for which one process at a time sends.
    ///   - source: the reviews.
    ///   - fonts: the fonts of pictures.
    ///   - clock: the time.
    ///   - isStopping: whether no further message is to be begun.
    package init(
        _ settings: DeliverySettings, store: any AccessStore, claim: String,
        source: any ReviewSource, fonts: @escaping @Sendable () throws -> Fonts,
        clock: @escaping @Sendable () -> Instant,
        isStopping: @escaping @Sendable () -> Bool = { false }
    ) {
        self.settings = settings
        self.store = store
        self.claim = claim
        self.source = source
        self.fonts = fonts
        self.clock = clock
        self.isStopping = isStopping
    }

    /// What a run did.
    package struct Report: Sendable, Equatable {
        /// What became of a message.
        package struct Outcome: Sendable, Equatable {
            /// The delivery.
            package let delivery: String
            /// The period.
            package let period: String
            /// `sent`, `failed` or `refused`; `begun` for what waits for data.
            package let kind: DeliveryEvent.Kind
            /// The way, or why it was not sent.
            package let text: String
        }

        /// The messages, in order.
        package var outcomes: [Outcome] = []
        /// The deliveries that were seen for the first time.
        package var firstSeen: [String] = []
        /// Whether another process is sending, so that this one did nothing.
        package var isElsewhere = false
        /// Whether something was not sent.
        package var hasFailures: Bool { outcomes.contains { $0.kind != .sent } }
    }

    /// Sends what is due.
    ///
    /// - Parameter withAlerts: whether to look for new alerts, which takes a review.
    /// - Returns: what became of each message.
    /// - Throws: what the stores throw. A message that cannot be sent is no error, but is in the report.
    package func run(withAlerts: Bool = true) throws -> Report {
        var report = Report()
        guard let claim = try ProcessClaim(on: claim) else {
            report.isElsewhere = true
            return report
        }
        try withExtendedLifetime(claim) {
            try notice(&report)
            if withAlerts { try raiseAlerts() }
            try sendAll(&report)
        }
        return report
    }

    /// Asks for another try of what a delivery has not sent.
    ///
    /// - Returns: the periods.
    /// - Throws: what the store throws.
    package func retry(_ delivery: PlannedDelivery) throws -> [String] {
        let now = clock()
        let list = try DeliveryList(settings, store: store, source: source, at: now)
        let periods = list.entries.first { $0.delivery.name == delivery.name }?.periods ?? []
        let names = periods.filter { period in
            switch period.state {
            case .stopped, .waiting: true
            case .sent, .due: false
            }
        }.map(\.name)
        try store.record(
            names.map {
                DeliveryEvent(delivery: delivery.name, period: $0, kind: .retried, time: now)
            }, views: [])
        return names
    }

    private func notice(_ report: inout Report) throws {
        let known = Set(
            try store.deliveryEvents().filter { $0.kind == .seen }.map(\.delivery))
        report.firstSeen = settings.deliveries.map(\.name).filter { !known.contains($0) }
        guard !report.firstSeen.isEmpty else { return }
        let now = clock()
        // Two things may happen in one second, so closings are told apart by their number.
        let closings = try source.closings().count
        try store.record(
            report.firstSeen.map {
                DeliveryEvent(delivery: $0, kind: .seen, time: now, text: "\(closings)")
            }, views: [])
    }

    /// Records what rules have found and was not raised before. What a run raises for a delivery is one
    /// message.
    private func raiseAlerts() throws {
        let now = clock()
        for (delivery, period, alerts) in try newAlerts(at: now) {
            try store.record(
                alerts.map {
                    DeliveryEvent(
                        delivery: delivery.name, period: period, kind: .alert, time: now,
                        text: $0.sentence, key: $0.key)
                }, views: [])
        }
    }

    /// The alerts of a delivery that were not raised yet, as the period that they would be; nil for
    /// none.
    func newAlerts(of delivery: PlannedDelivery, at now: Instant) throws -> DeliveryPeriod? {
        guard case .alerts = delivery.subject else { return nil }
        return try newAlerts(at: now).first { $0.0.name == delivery.name }.map {
            DeliveryPeriod(name: $0.1, due: now, subject: .alerts($0.2.map(\.sentence)))
        }
    }

    /// What rules have found and was not raised before, with the period that tells it.
    private func newAlerts(at now: Instant) throws -> [(PlannedDelivery, String, [Alert])] {
        let rules = settings.deliveries.compactMap { delivery -> (PlannedDelivery, [AlertRule])? in
            if case .alerts(let rules) = delivery.subject { (delivery, rules) } else { nil }
        }
        guard !rules.isEmpty else { return [] }
        let found = try foundAlerts(at: now)
        let events = try store.deliveryEvents().filter { $0.kind == .alert }
        return rules.compactMap { delivery, rules in
            let own = events.filter { $0.delivery == delivery.name }
            let known = Set(own.map(\.key))
            let new = found.raised(for: delivery.role, by: rules).filter {
                !known.contains($0.key)
            }
            guard !new.isEmpty else { return nil }
            return (delivery, "alerts-\(Set(own.map(\.period)).count + 1)", new)
        }
    }

    private func foundAlerts(at now: Instant) throws -> Alerts {
        let facts = try source.facts()
        return Alerts(
            review: try facts.months.first.map { try source.review(of: $0, on: now.day) },
            facts: facts, disputes: try store.disputes(of: nil).filter { $0.answer == nil },
            closed: Set(try source.closings().map(\.month)), today: now.day,
            staleAfterDays: settings.staleAfterDays)
    }

    private func sendAll(_ report: inout Report) throws {
        // A place that failed three times in a row is not asked again in the same run.
        var failures: [String: Int] = [:]
        var reviews: [Month: MonthlyReview] = [:]
        let list = try DeliveryList(settings, store: store, source: source, at: clock())
        for entry in list.entries {
            for period in entry.periods {
                guard case .due(let isRepeat) = period.state,
                    failures[entry.delivery.place, default: 0] < Self.mostFailures
                else { continue }
                guard !isStopping() else { return }
                let outcome = try send(
                    period.period, of: entry.delivery, isRepeat: isRepeat,
                    firstTry: period.begun, &reviews)
                report.outcomes.append(outcome)
                switch outcome.kind {
                case .failed: failures[entry.delivery.place, default: 0] += 1
                case .sent: failures[entry.delivery.place] = 0
                default: break
                }
            }
        }
    }
}
