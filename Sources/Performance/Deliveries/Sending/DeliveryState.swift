package import Access
package import Calendar

/// Where a period of a delivery stands. It follows from what happened, and from the time.
package enum DeliveryState: Sendable, Equatable {
    /// It is to be sent now. `isRepeat` says that an earlier try was cut short, so that the recipients
    /// may have it already.
    case due(isRepeat: Bool)
    /// It failed, and is tried again at a time.
    case waiting(until: Instant, tries: Int, reason: String)
    /// It was refused, and is not tried again by itself.
    case stopped(at: Instant, reason: String)
    /// It was sent.
    case sent(at: Instant, how: String)

    /// The seconds before the next try, by how many have failed; after the last, always as long.
    static let waits = [300, 900, 3600, 14_400, 43_200, 86_400]
    /// A message whose sending was cut short so often in a row is not tried again at once.
    static let mostCutShort = 5

    /// The state after some events.
    ///
    /// - Parameters:
    ///   - events: the events of the period, in order.
    ///   - now: now.
    package init(_ events: [DeliveryEvent], at now: Instant) {
        var (failures, cutShort) = (0, 0)
        var last: DeliveryEvent?
        var isOpen = false
        for event in events {
            switch event.kind {
            case .seen, .alert: continue
            case .sent:
                self = .sent(at: event.time, how: event.text)
                return
            case .begun:
                if isOpen { cutShort += 1 }
                isOpen = true
            case .failed: (failures, isOpen, cutShort) = (failures + 1, false, 0)
            case .refused: (isOpen, cutShort) = (false, 0)
            case .retried: (failures, isOpen, cutShort) = (0, isOpen, 0)
            }
            last = event
        }
        if isOpen { cutShort += 1 }
        switch last?.kind {
        case .refused?:
            self = .stopped(at: last?.time ?? now, reason: last?.text ?? "")
        case .failed?:
            self.init(last, failures, "", isRepeat: false, at: now)
        case .begun? where cutShort >= Self.mostCutShort:
            self.init(
                last, cutShort - Self.mostCutShort + 1,
                "sending was cut short \(cutShort) times in a row", isRepeat: true, at: now)
        default: self = .due(isRepeat: isOpen)
        }
    }

    /// The state after failures: the wait for the next try, if that is not over.
    private init(
        _ last: DeliveryEvent?, _ failures: Int, _ reason: String, isRepeat: Bool, at now: Instant
    ) {
        let wait = Self.waits[min(failures, Self.waits.count) - 1]
        let until = (last?.time ?? now) + max(wait, min(86_400, last?.wait ?? 0))
        self =
            now < until
            ? .waiting(
                until: until, tries: failures, reason: reason.isEmpty ? last?.text ?? "" : reason)
            : .due(isRepeat: isRepeat)
    }
}
