import Synchronization

/// How many requests a caller may make: so many at once, and so many a second from then on.
package final class RateLimit: Sendable {
    private let perSecond: Double
    private let burst: Double
    private let callers = Mutex<[String: (left: Double, at: Double)]>([:])
    /// Callers who have not been heard of for a while are forgotten beyond so many.
    private static let most = 10_000

    /// So many a second in the long run, and so many at once.
    package init(perSecond: Double, burst: Double) {
        self.perSecond = perSecond
        self.burst = burst
    }

    /// Counts a request of a caller at a time in seconds, or some; for none, only looks.
    ///
    /// - Returns: nil where it may pass, or else in how many seconds the next one may.
    package func wait(_ caller: String, at time: Double, for count: Double = 1) -> Int? {
        callers.withLock { callers in
            if callers.count > Self.most {
                callers = callers.filter { time - $0.value.at < burst / perSecond }
            }
            let known = callers[caller] ?? (burst, time)
            let left = min(burst, known.left + (time - known.at) * perSecond)
            guard left >= 1 else {
                callers[caller] = (left, time)
                return max(1, Int(((1 - left) / perSecond).rounded(.up)))
            }
            callers[caller] = (left - count, time)
            return nil
        }
    }
}
