import Access
import Calendar
import Deliveries

extension DeliveryList {
    /// The list for people.
    var text: String {
        let parts = entries.map { entry -> String in
            let delivery = entry.delivery
            let periods = entry.periods.map { "  \($0.name): \($0.words)" }
            return
                ([
                    "\(delivery.name), for \(delivery.role.words): \(delivery.contentWords)",
                    "  \(delivery.timeWords); \(delivery.wayWords)",
                ] + periods + ["  Next: \(entry.nextWords)"]).joined(separator: "\n")
        }
        let rest = former.map { name, last in
            "\(name): not in the settings any more"
                + (last.map { ", last sent on \($0.day)" } ?? ", never sent")
        }
        return (parts + rest).joined(separator: "\n\n") + "\n\nTimes are in UTC."
    }
}

extension SendDeliveries.Report {
    /// What a run did, for people.
    var text: String {
        guard !isElsewhere else {
            return "Another process is sending; what is due is left to it."
        }
        let new = firstSeen.map {
            "New: \($0). What falls due from now on is sent."
        }
        let sent = outcomes.map { outcome in
            switch outcome.kind {
            case .sent: "Sent: \(outcome.delivery), \(outcome.period): \(outcome.text)"
            case .refused:
                "Stopped: \(outcome.delivery), \(outcome.period): \(outcome.text). `parallax "
                    + "deliver --retry \(outcome.delivery)` tries again"
            default:
                "Not sent, for the next run: \(outcome.delivery), \(outcome.period): "
                    + outcome.text
            }
        }
        return (new + (sent.isEmpty ? ["Nothing is due."] : sent)).joined(separator: "\n")
    }
}
