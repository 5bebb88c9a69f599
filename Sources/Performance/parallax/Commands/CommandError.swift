import Attribution
import Calendar
import OverrideAudit
import Review

/// Why a command failed. The description says what to do.
enum CommandError: Error, CustomStringConvertible {
    case noMonth(knownAt: Instant?)
    case noPeriod(String, ReviewGrain)
    case unknownEdition(Month, Int)
    case unknownDispute(Int)
    case answeredDispute(Int)
    case nothingKnown(Instant, first: Instant?)
    case unknownAccount(String, closest: String)
    case unknownCSM(String, closest: String)
    case unknownTeam(String, closest: String)
    case cannotServe(String, String)
    case unusableConfiguration(String, String)
    case tooFewThreads(Int)
    case noBridge(String, tooFew: Bool)
    case unknownEpisode(String)
    case overrideWithoutEpisode(String, OverrideEligibility)

    var description: String {
        switch self {
        case .noMonth(let moment?):
            "the health history that was imported by \(moment) covers no month to its end: choose "
                + "a later time for --known-at"
        case .noMonth(nil):
            "the health history covers no month to its end: import health.csv for at least one "
                + "whole month"
        case .noPeriod(let name, .year):
            "'\(name)' is no fiscal year: write the year in which it ends, such as 2026"
        case .noPeriod(let name, _):
            "'\(name)' is no fiscal quarter: write it with the year in which its fiscal year ends, "
                + "such as 2026-Q3"
        case .unknownEdition(let month, let edition):
            "\(month) has no edition \(edition): `parallax close --list` lists all"
        case .unknownDispute(let number):
            "there is no dispute \(number): `parallax dispute list` lists all"
        case .answeredDispute(let number):
            "dispute \(number) was answered already: `parallax dispute list` has the answer"
        case .nothingKnown(let moment, let first?):
            "nothing was imported by \(moment): the first import ended at \(first), so choose a "
                + "later time for --known-at"
        case .nothingKnown(_, nil):
            "nothing was imported yet: import feeds first"
        case .unknownAccount(let id, let closest):
            "the ledger has no account '\(id)'\(closest) Check the identifier in accounts.csv"
        case .unknownCSM(let id, let closest):
            "no CSM '\(id)' has a card in that month\(closest) `parallax scorecard` lists all"
        case .unknownTeam(let name, let closest):
            "there is no team '\(name)' in that month\(closest) `parallax scorecard` lists all"
        case .cannotServe(let address, let reason):
            "cannot serve at \(address) (\(reason)): choose another --host or --port"
        case .unusableConfiguration(let path, let reason):
            "cannot use the configuration \(path): \(reason)"
        case .tooFewThreads(let count):
            "the system does not allow \(count == 1 ? "another thread" : "\(count) more threads"): raise the limit "
                + "of processes (ulimit -u, TasksMax) or of memory (ulimit -v)"
        case .noBridge(let name, let tooFew):
            "no bridge for '\(name)': "
                + (tooFew
                    ? "there are too few settled renewals in the window, see `parallax scorecard`"
                    : "no contract is settled in the window, or all ended alike")
        case .unknownEpisode(let id):
            "there is no episode '\(id)' in that month's audit: `parallax audit --json` lists "
                + "all under \"episodes\", `parallax review --format csv` in override_episodes.csv"
        case .overrideWithoutEpisode(let id, let kind):
            "the override '\(id)' belongs to no episode, because \(kind.words): "
                + "`parallax audit --json` lists the episodes under \"episodes\""
        }
    }
}
