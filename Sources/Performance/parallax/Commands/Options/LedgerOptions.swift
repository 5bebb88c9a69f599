import Attribution
public import Calendar
public import ArgumentParser
import Domain
import Glibc
import Intake
import Ledger
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

extension SQLiteLedger {
    /// Reads the facts as they stood at a moment.
    ///
    /// - Throws: `CommandError.nothingKnown` before the first import.
    func facts(knownAt moment: Instant?) throws -> any FactReading {
        if let moment {
            let times = try Feed.performance.flatMap { feed in
                try importLog(of: feed, after: 0).map(\.receipt.time)
            }
            let first = times.min()
            guard let first, first <= moment else {
                throw CommandError.nothingKnown(moment, first: first)
            }
        }
        return try reading(knownAt: moment)
    }
}

/// The month that a command uses, and the policy.
struct MonthOptions: ParsableArguments {
    @OptionGroup var ledger: LedgerOptions

    @Option(
        help: "The month, such as 2026-10 (default: the last that the health history covers).")
    var month: Month?

    @Option(help: "A policy file that replaces default constants.")
    var policy: String?

    @OptionGroup var moment: KnownAtOption

    func review() throws -> MonthlyReview { try reviewAndReading().review }

    /// The review of a fiscal quarter or year; that of the month where neither is named.
    ///
    /// - Throws: `CommandError.noPeriod` for a text that is not the name of one.
    func review(ofQuarter quarter: String?, year: String?) throws -> MonthlyReview {
        guard let name = quarter ?? year else { return try review() }
        let constants = try constants
        let yearStart = Int(constants.fiscalYearStart)
        let last =
            quarter == nil
            ? FiscalYear(name, yearStart: yearStart)?.lastMonth
            : FiscalQuarter(name, yearStart: yearStart)?.lastMonth
        let grain = quarter == nil ? ReviewGrain.year : .quarter
        guard let last else { throw CommandError.noPeriod(name, grain) }
        let reading = try ledger.open().facts(knownAt: moment.knownAt)
        try ReviewableMonths(reading).check(last)
        return try MonthlyReview(reading, policy: constants, month: last, grain: grain)
    }

    private var constants: Policy {
        get throws { try policy.map { try Policy(yamlFile: $0) } ?? Policy() }
    }

    /// The review, and the reading of the facts that it is computed from.
    func reviewAndReading() throws -> (review: MonthlyReview, reading: any FactReading) {
        let constants = try constants
        let reading = try ledger.open().facts(knownAt: moment.knownAt)
        let months = try ReviewableMonths(reading)
        if let month { try months.check(month) }
        guard let month = month ?? months.newestFirst.first else {
            throw CommandError.noMonth(knownAt: moment.knownAt)
        }
        return (try MonthlyReview(reading, policy: constants, month: month), reading)
    }
}

/// The point in time whose knowledge of the facts a command uses.
struct KnownAtOption: ParsableArguments {
    @Option(
        help: """
            Use only what was imported by then, such as 2026-11-05T09:00:00Z (default: all that \
            is known now).
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

extension Day: ExpressibleByArgument {
    /// Parses `2026-10-31`.
    public init?(argument: String) { self.init(argument) }
}
