import Synchronization

/// Limits how many requests each caller may make: a burst at once, then a steady rate (a token
/// bucket).
///
/// ```swift
/// let limit = RateLimit(perSecond: 50, burst: 1000)
/// if let seconds = limit.wait("tok-1", at: uptime()) { throw Problem.tooMany(retryIn: seconds) }
/// ```
package final class RateLimit: Sendable {
    private let perSecond: Double
    private let burst: Double
    private let callers = Mutex<[String: (left: Double, at: Double)]>([:])
    /// The number of callers above which idle ones are forgotten. A caller is idle after `burst /
    /// perSecond` seconds without a request.
    private static let most = 10_000

    /// A limit of `perSecond` requests a second in the long run, and `burst` requests at once.
    package init(perSecond: Double, burst: Double) {
        self.perSecond = perSecond
        self.burst = burst
    }

    /// Counts `count` requests of a caller at a time in seconds. A count of 0 only checks the
    /// limit.
    ///
    /// - Returns: nil if the request may pass; otherwise the seconds until the next one may.
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
