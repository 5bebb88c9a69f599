package import Access
package import Calendar
import Closing
import Delivery
package import Formats
import Publishing
import Review

/// What was sent, what is due and what failed, delivery by delivery. It has no figure and no secret.
package struct DeliveryList: Sendable {
    /// A delivery.
    package struct Entry: Sendable {
        /// The delivery.
        package let delivery: PlannedDelivery
        /// When it was first seen; nil before the first run.
        package let seen: Instant?
        /// The periods that have fallen due, in order.
        package let periods: [Period]
        /// The month that falls due next, and when; nil where something must happen first.
        package let next: (month: Month, due: Instant)?
    }

    /// A period that has fallen due.
    package struct Period: Sendable {
        /// The period.
        package let period: DeliveryPeriod
        /// Where it stands.
        package let state: DeliveryState
        /// When its message was first about to be sent; nil if it never was.
        package let begun: Instant?
        /// Its name.
        package var name: String { period.name }
    }

    /// The deliveries of the settings, in their order.
    package let entries: [Entry]
    /// Deliveries that are not in the settings any more, and when each last sent something.
    package let former: [(name: String, lastSent: Instant?)]

    /// The list at a time.
    ///
    /// - Throws: what the stores throw.
    package init(
        _ settings: DeliverySettings, store: any AccessStore, source: any ReviewSource,
        at now: Instant
    ) throws {
        let events = Dictionary(grouping: try store.deliveryEvents(), by: \.delivery)
        let closings = try source.closings()
        entries = settings.deliveries.map { delivery in
            let own = events[delivery.name] ?? []
            let byPeriod = Dictionary(grouping: own, by: \.period)
            return Entry(
                delivery: delivery, seen: own.first { $0.kind == .seen }?.time,
                periods: delivery.periods(
                    after: own, closings: closings, settings: settings, at: now
                ).map { period in
                    let happened = byPeriod[period.name] ?? []
                    return Period(
                        period: period, state: DeliveryState(happened, at: now),
                        begun: happened.first { $0.kind == .begun }?.time)
                }, next: delivery.next(settings, after: now))
        }
        let names = Set(settings.deliveries.map(\.name))
        former = events.filter { !names.contains($0.key) }.map { name, events in
            (name, events.last { $0.kind == .sent }?.time)
        }.sorted { $0.name < $1.name }
    }
}

extension DeliveryList.Period {
    /// Where it stands, in a sentence.
    package var words: String {
        switch state {
        case .due(let isRepeat):
            "due since \(period.due.words)"
                + (isRepeat
                    ? "; sending was cut short, so it is sent again under the same identifier" : "")
        case .waiting(let until, let tries, let reason):
            "failed \(tries == 1 ? "once" : "\(tries) times"), next try from \(until.words) on: "
                + reason
        case .stopped(let time, let reason):
            "stopped on \(time.words), because it was refused: \(reason)"
        case .sent(let time, let how): "sent on \(time.words): \(how)"
        }
    }

    /// The state in a word.
    package var word: String {
        switch state {
        case .due: "due"
        case .waiting: "failed"
        case .stopped: "stopped"
        case .sent: "sent"
        }
    }
}

extension DeliveryList.Entry {
    /// What happens next, in a sentence.
    package var nextWords: String {
        guard seen != nil else {
            return "new: what falls due after the first run is sent"
        }
        guard let next else {
            if case .alerts = delivery.subject { return "when a rule finds something" }
            return "when the next month is closed"
        }
        return "\(next.month) on \(next.due.words)"
    }
}

extension DeliveryList {
    /// The list as JSON.
    package var json: JSON {
        [
            "deliveries": .array(entries.map(\.json)),
            "former": .array(
                former.map {
                    ["name": .text($0.name), "last_sent": .optional($0.lastSent?.description)]
                }),
        ]
    }
}

extension DeliveryList.Entry {
    fileprivate var json: JSON {
        [
            "name": .text(delivery.name), "role": .text(delivery.role.words),
            "what": .text(delivery.contentWords), "when": .text(delivery.timeWords),
            "how": .text(delivery.route.name), "first_seen": .optional(seen?.description),
            "next": .optional(next?.due.description),
            "periods": .array(
                periods.map { period in
                    [
                        "period": .text(period.name), "due": .text(period.period.due.description),
                        "state": .text(period.word), "words": .text(period.words),
                    ]
                }),
        ]
    }
}

extension Instant {
    /// The time as people read it, in UTC: `2026-11-21 08:30`.
    var words: String {
        description.prefix(16).split(separator: "T").joined(separator: " ")
    }
}
