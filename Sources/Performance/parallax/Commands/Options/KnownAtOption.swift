import ArgumentParser
import Calendar

/// The point in time whose knowledge of the facts a command uses.
struct KnownAtOption: ParsableArguments {
    @Option(
        help: """
            Use only what was imported by then, such as 2026-11-05T09:00:00Z, or all that is known \
            now (default: of a closed month what was published, else now).
            """)
    var knownAt: KnownAt?

    /// The moment; nil for now.
    var moment: Instant? { if case .moment(let moment) = knownAt { moment } else { nil } }
}

/// A point in time, or now.
enum KnownAt: Equatable, ExpressibleByArgument {
    case now
    case moment(Instant)

    /// Parses `now` and RFC 3339: `2026-11-05T09:00:00Z`.
    init?(argument: String) {
        if argument == "now" {
            self = .now
        } else if let moment = Instant(argument) {
            self = .moment(moment)
        } else {
            return nil
        }
    }
}
