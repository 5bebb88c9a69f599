import Access
import Calendar
import Glibc

extension LedgerOptions {
    /// The account of the person who runs the command, also behind sudo.
    static var person: String {
        if let name = getenv("SUDO_USER").map({ String(cString: $0) }), !name.isEmpty {
            return name
        }
        return getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "uid \(getuid())"
    }

    /// That person as the author of something that is recorded. Whoever may run commands on the
    /// ledger may do what a VP may.
    static func `operator`(at time: Instant) -> Author {
        Author(
            time: time, subject: "account \(person)", name: "\(person) (command line)", role: .vp)
    }
}
