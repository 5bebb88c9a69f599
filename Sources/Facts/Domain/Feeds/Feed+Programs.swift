/// Which feeds a program accepts and holds. Its ledger has tables for no others.
///
/// The two sides of the product share facts, not files: the performance side never holds open work,
/// and the desk never holds how a renewal ended or what it was worth.
extension Feed {
    /// The feeds of `parallax`, in the order of import.
    public static let performance: [Feed] = [
        .accounts, .csms, .assignments, .health, .overrides, .renewals, .arr, .opportunities,
        .surveys, .sessions, .measures, .milestones, .targets, .benchmarks, .fx,
    ]

    /// The feeds of `parallax-desk`, in the order of import.
    public static let desk: [Feed] = [
        .accounts, .csms, .assignments, .health, .overrides, .dueDates, .measures, .milestones,
        .touches, .actions, .contacts, .ratings, .dismissals,
    ]

    /// The command of the program that reads the feed, where the other does not; nil for both.
    public var onlyProgram: String? {
        switch (Self.performance.contains(self), Self.desk.contains(self)) {
        case (true, false): "parallax"
        case (false, true): "parallax-desk"
        default: nil
        }
    }

    /// The feeds of any program.
    package static let all = performance + desk.filter { !performance.contains($0) }

    /// The names that its files, its sheets and its part of a mapping may have.
    ///
    /// The desk reads due dates from the same file from which the performance side reads renewals.
    package var fileNames: [String] {
        self == .dueDates ? [rawValue, Feed.renewals.rawValue] : [rawValue]
    }
}

extension [Feed] {
    /// The feed of these to which a file's name belongs; nil if there is none.
    package func feed(named name: String) -> Feed? {
        first { $0.fileNames.contains(name) }
    }
}
