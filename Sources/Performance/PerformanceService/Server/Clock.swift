import Calendar
import Access
import Dispatch
import Glibc

/// The time now.
func now() -> Instant { Instant(seconds: time(nil)) }

/// Seconds on a clock that only runs forward.
func uptime() -> Double {
    Double(DispatchTime.now().uptimeNanoseconds) / 1e9
}
