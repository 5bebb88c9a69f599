package import Calendar
import Dispatch
import Glibc

/// The time now.
package func now() -> Instant { Instant(seconds: time(nil)) }

/// Seconds on a monotonic clock, which never goes back.
package func uptime() -> Double {
    Double(DispatchTime.now().uptimeNanoseconds) / 1e9
}
