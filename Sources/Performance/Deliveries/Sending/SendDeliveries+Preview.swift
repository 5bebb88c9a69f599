import Calendar
import Delivery
import Domain
import Formats
import Review

extension SendDeliveries {
    /// What would be sent now.
    package struct Preview: Sendable {
        /// The delivery.
        package let delivery: String
        /// The period.
        package let period: String
        /// The message in words, or why there is none.
        package let text: String
    }

    /// Makes what is due, alerts that were not raised yet among it, and sends and records nothing.
    ///
    /// - Throws: what the stores throw.
    package func preview() throws -> [Preview] {
        var reviews: [Month: MonthlyReview] = [:]
        let now = clock()
        let list = try DeliveryList(settings, store: store, source: source, at: now)
        return try list.entries.flatMap { entry in
            var periods = entry.periods.filter { period in
                if case .due = period.state { true } else { false }
            }.map(\.period)
            if let new = try newAlerts(of: entry.delivery, at: now) { periods.append(new) }
            return try periods.map { period in
                let text: String
                do {
                    text = try message(period, of: entry.delivery, created: now, &reviews)
                        .message.words
                } catch let unmade as Unmade {
                    text = "Cannot be sent: \(unmade.reason)\n"
                }
                return Preview(
                    delivery: entry.delivery.name, period: period.name,
                    text: "\(entry.delivery.name), \(period.name), "
                        + "\(entry.delivery.wayWords)\n\n\(text)")
            }
        }
    }
}

extension Message {
    /// Its subject, its text, and its files with their sizes.
    fileprivate var words: String {
        let files = attachments.map { "\($0.name), \(counted($0.bytes.count, "byte"))\n" }
        return "\(subject)\n\n\(text)\n\(files.joined())"
    }
}
