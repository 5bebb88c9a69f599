public import Calendar
public import ArgumentParser
import Domain
import Glibc
import Intake
import Ledger
import OverrideAudit
import Review

/// The ledger that a command uses.
struct LedgerOptions: ParsableArguments {
    @Option(
        name: .customLong("db"),
        help: "The ledger's file (default: $PARALLAX_DB, else parallax.sqlite).")
    var path: String?

    var file: String {
        path ?? getenv("PARALLAX_DB").map { String(cString: $0) } ?? "parallax.sqlite"
    }

    /// The folder of the ledger.
    var folder: String {
        guard let slash = file.lastIndex(of: "/") else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }

    func open(creating: Bool = false) throws -> SQLiteLedger {
        try SQLiteLedger(path: file, creating: creating)
    }
}

/// The month that a command uses, and the policy.
struct MonthOptions: ParsableArguments {
    @OptionGroup var ledger: LedgerOptions

    @Option(help: "The month, as 2026-10 (default: the last that the health history covers).")
    var month: Month?

    @Option(help: "A policy file with other constants than the defaults.")
    var policy: String?

    @OptionGroup var moment: KnownAtOption

    func review() throws -> MonthlyReview { try reviewAndReading().review }

    /// The review, and the reading of the facts that it is computed from.
    func reviewAndReading() throws -> (review: MonthlyReview, reading: any FactReading) {
        let constants = try policy.map { try Policy(yamlFile: $0) } ?? Policy()
        let reading = try ledger.open().reading(knownAt: moment.knownAt)
        guard let month = month ?? MonthlyReview.latestMonth(reading) else {
            throw CommandError.noMonth(knownAt: moment.knownAt)
        }
        return (try MonthlyReview(reading, policy: constants, month: month), reading)
    }
}

/// The point in time whose knowledge of the facts a command uses.
struct KnownAtOption: ParsableArguments {
    @Option(
        help: """
            Only what imports had brought by then, as 2026-11-05T09:00:00Z (default: all that is \
            known now).
            """)
    var knownAt: Instant?
}

extension Instant: ExpressibleByArgument {
    /// Parses RFC 3339: `2026-11-05T09:00:00Z`.
    public init?(argument: String) { self.init(argument) }
}

extension Month: ExpressibleByArgument {
    /// Parses `2026-10`.
    public init?(argument: String) { self.init(argument) }
}

/// Why a command failed. The description says what to do.
enum CommandError: Error, CustomStringConvertible {
    case noMonth(knownAt: Instant?)
    case unknownAccount(String)
    case unknownCSM(String)
    case unknownToken(String)
    case cannotServe(String, String)
    case tooFewThreads(Int)
    case unshownSecret(String, String)
    case unknownTeam(String)
    case noBridge(String, tooFew: Bool)
    case unknownEpisode(String)
    case overrideWithoutEpisode(String, OverrideEligibility)

    var description: String {
        switch self {
        case .noMonth(let moment?):
            "no health history was imported by \(moment), so no month is complete: choose a later "
                + "time for --known-at"
        case .noMonth(nil):
            "the ledger has no health history, so no month is complete: import health.csv, or "
                + "name a month with --month"
        case .unknownAccount(let id):
            "the ledger has no account '\(id)': check the identifier in accounts.csv"
        case .unknownCSM(let id):
            "no card for the CSM '\(id)' in that month: `parallax scorecard` lists them"
        case .cannotServe(let address, let reason):
            "cannot serve at \(address) (\(reason)): name another --host or --port"
        case .unshownSecret(let id, let reason):
            "the secret could not be shown (\(reason)): the token \(id) was ended, make another"
        case .tooFewThreads(let count):
            "the system does not give \(count == 1 ? "a thread" : "\(count) threads") beside the first: raise the limit "
                + "of processes (ulimit -u, TasksMax) or of memory (ulimit -v)"
        case .unknownToken(let id):
            "no token '\(id)' that is still good: `parallax token list` has them"
        case .unknownTeam(let name):
            "no team '\(name)' in that month: `parallax scorecard` lists them"
        case .noBridge(let name, let tooFew):
            "no bridge for '\(name)': "
                + (tooFew
                    ? "too few settled renewals in the window, `parallax scorecard` counts them"
                    : "no contract is settled in the window, or all ended alike")
        case .unknownEpisode(let id):
            "no episode '\(id)' in that month's audit: `parallax audit --json` lists them under "
                + "\"episodes\", `parallax review --format csv` in override_episodes.csv"
        case .overrideWithoutEpisode(let id, let kind):
            "the override '\(id)' belongs to no episode, because \(kind.words): "
                + "`parallax audit --json` lists those there are under \"episodes\""
        }
    }
}
