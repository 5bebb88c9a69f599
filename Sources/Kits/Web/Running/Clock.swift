package import Calendar
import Dispatch
import Glibc

/// The time now.
package func now() -> Instant { Instant(seconds: time(nil)) }

/// Seconds on a clock that only runs forward.
package func uptime() -> Double {
    Double(DispatchTime.now().uptimeNanoseconds) / 1e9
}
