import Access
package import Calendar
import Closing

/// A period of a delivery that fell due.
package struct DeliveryPeriod: Sendable, Equatable {
    /// What it is the period of.
    package enum Subject: Sendable, Equatable {
        /// A month.
        case month(Month)
        /// Alerts that were raised together, in sentences.
        case alerts([String])
    }

    /// What tells it apart within the delivery: `2026-10`, or `alerts-1`.
    package let name: String
    /// When it fell due.
    package let due: Instant
    /// What it is the period of.
    package let subject: Subject
}

extension PlannedDelivery {
    /// The periods that have fallen due since the delivery was first seen, in order.
    ///
    /// - Parameters:
    ///   - events: what happened to the delivery, in order.
    ///   - closings: all closings in the order in which they were made.
    ///   - settings: the holidays and the hour.
    ///   - now: now.
    /// - Returns: the periods; none for a delivery that was not seen yet.
    func periods(
        after events: [DeliveryEvent], closings: [ClosedMonth], settings: DeliverySettings,
        at now: Instant
    ) -> [DeliveryPeriod] {
        guard let first = events.first(where: { $0.kind == .seen }) else { return [] }
        let seen = first.time
        switch subject {
        case .alerts:
            let alerts = events.filter { $0.kind == .alert }
            return Dictionary(grouping: alerts, by: \.period).map { name, alerts in
                DeliveryPeriod(
                    name: name, due: alerts[0].time, subject: .alerts(alerts.map(\.text)))
            }.sorted { ($0.due, $0.name.count, $0.name) < ($1.due, $1.name.count, $1.name) }
        case .review(_, .onClose):
            var known: Set<Month> = []
            return closings.dropFirst(Int(first.text) ?? 0).filter {
                known.insert($0.month).inserted
            }.map {
                DeliveryPeriod(
                    name: "\($0.month)", due: $0.closed, subject: .month($0.month))
            }
        case .review(_, .workingDay(let number)):
            let months = now.day.month - seen.day.month
            guard months >= 0 else { return [] }
            return (0...months).compactMap { offset in
                let month = seen.day.month + offset - 1
                let due = settings.due(month, workingDay: number)
                guard due > seen, due <= now else { return nil }
                return DeliveryPeriod(name: "\(month)", due: due, subject: .month(month))
            }
        }
    }

    /// When the next period falls due, as far as that is known.
    ///
    /// - Parameters:
    ///   - settings: the holidays and the hour.
    ///   - now: now.
    /// - Returns: the month and the time; nil for a delivery that waits for something to happen.
    func next(_ settings: DeliverySettings, after now: Instant) -> (month: Month, due: Instant)? {
        guard case .review(_, .workingDay(let number)) = subject else { return nil }
        return (0...1).map { now.day.month + $0 - 1 }.map { month in
            (month, settings.due(month, workingDay: number))
        }.first { $0.1 > now }
    }
}

extension DeliverySettings {
    /// When a month falls due on a working day of the month after.
    func due(_ month: Month, workingDay number: Int) -> Instant {
        let day = (month + 1).workingDay(number, holidays: holidays)
        return Instant(seconds: Int(day.number) * 86_400 + hour * 3600)
    }
}
