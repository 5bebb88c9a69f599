package import Access
package import Calendar
import Closing
import Crypto
package import Delivery
import Domain
import Formats
import Identity
import Publishing
package import Review

extension SendDeliveries {
    /// The identifier of a message: the same in every try, and another one in every installation.
    package func identifier(_ delivery: String, _ period: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("deliveries".utf8), using: SymmetricKey(data: store.signingKey))
        return "parallax-\(hexadecimal(Array(code.prefix(6))))-\(delivery)-\(period)"
    }

    /// The message of a period, and whose figures it shows.
    ///
    /// - Parameters:
    ///   - period: the period.
    ///   - delivery: the delivery.
    ///   - created: when it was first made.
    ///   - reviews: the reviews that this run has made.
    /// - Returns: the message, and the records for the access log.
    /// - Throws: `Unmade` with the reason, or what the store throws when it cannot be read.
    package func message(
        _ period: DeliveryPeriod, of delivery: PlannedDelivery, created: Instant,
        _ reviews: inout [Month: MonthlyReview]
    ) throws -> (message: Message, views: [AccessRecord]) {
        let id = identifier(delivery.name, period.name)
        switch period.subject {
        case .alerts(let sentences):
            return (Message(alerts: sentences, of: delivery, id: id, created: created), [])
        case .month(let month):
            let now = clock()
            let review: MonthlyReview
            do {
                review = try reviews[month] ?? source.review(of: month, on: now.day)
            } catch let error as ReviewError {
                throw Unmade(.begun, "\(error)")
            }
            reviews[month] = review
            do {
                let delivered = try DeliveredReview(review, for: delivery, fonts: fonts)
                let message = try Message(delivered, of: delivery, id: id, created: created)
                return (message, delivered.records(of: delivery.contentWords, at: now))
            } catch let error as NothingToSee {
                throw Unmade(.refused, "\(error)")
            } catch {
                throw Unmade(.failed, "\(error): nothing was sent")
            }
        }
    }

    /// Sends one message and records what became of it.
    func send(
        _ period: DeliveryPeriod, of delivery: PlannedDelivery, isRepeat: Bool, firstTry: Instant?,
        _ reviews: inout [Month: MonthlyReview]
    ) throws -> Report.Outcome {
        let begun = clock()
        func event(
            _ kind: DeliveryEvent.Kind, _ text: String, wait: Int = 0, at time: Instant? = nil
        ) -> DeliveryEvent {
            DeliveryEvent(
                delivery: delivery.name, period: period.name, kind: kind, time: time ?? clock(),
                text: text, wait: wait)
        }
        func outcome(_ kind: DeliveryEvent.Kind, _ text: String) -> Report.Outcome {
            Report.Outcome(
                delivery: delivery.name, period: period.name, kind: kind, text: text)
        }
        let made: (message: Message, views: [AccessRecord])
        do {
            made = try message(period, of: delivery, created: firstTry ?? begun, &reviews)
        } catch let unmade as Unmade {
            // What waits for data is tried by every run, and leaves no trace.
            if unmade.kind != .begun {
                try store.record([event(unmade.kind, unmade.reason)], views: [])
            }
            return outcome(unmade.kind, unmade.reason)
        }
        // Nothing is shown before it is logged. Further tries show nothing else, and have the date of
        // the first.
        try store.record(
            [event(.begun, delivery.route.name, at: begun)],
            views: firstTry == nil ? made.views : [])
        do throws(DeliveryError) {
            try delivery.route.deliver(made.message)
        } catch {
            switch error {
            case .later(let reason, let wait):
                try store.record([event(.failed, reason, wait: wait)], views: [])
                return outcome(.failed, reason)
            case .refused(let reason):
                try store.record([event(.refused, reason)], views: [])
                return outcome(.refused, reason)
            }
        }
        let how =
            delivery.route.name
            + (isRepeat ? ", sent again because an earlier try was cut short" : "")
        try store.record([event(.sent, how)], views: [])
        return outcome(.sent, how)
    }
}

/// Why a message was not made.
struct Unmade: Error {
    /// `failed`, `refused`, or `begun` for what waits for data.
    let kind: DeliveryEvent.Kind
    /// Why.
    let reason: String

    init(_ kind: DeliveryEvent.Kind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }
}
