public import Attribution
import Calendar
import Domain
public import Scorecards

/// Why customers left, for the company: over the window, and by the quarter in which they were due.
///
///     let report = ChurnReasonReport(attributed)
///     report.window.losses.coverage  // the share of losses whose reason is known
///
/// Reasons explain; they change no rate.
///
/// Source: `Documentation/methods.md`, 25.
public struct ChurnReasonReport: Sendable {
    /// What was lost in some days.
    public struct Tables: Sendable {
        /// Events that churned or lapsed.
        public fileprivate(set) var losses: ChurnReasonTable
        /// Events that renewed for less.
        public fileprivate(set) var downsell: ChurnReasonTable
    }

    /// The window.
    public private(set) var window: Tables
    /// The last eight fiscal quarters that ended by the last day, the oldest first.
    public private(set) var quarters: [(period: Period, tables: Tables)]

    /// The reasons of a portfolio.
    ///
    /// - Complexity: O(renewals).
    public init(_ attributed: AttributedPortfolio) {
        let frame = attributed.frame
        let periods = frame.endedQuarters
        let first = min(
            frame.windowStart, periods.first?.days.lowerBound ?? frame.windowStart)
        let losses = attributed.events.lazy.filter { $0.due >= first }
            .compactMap { Loss($0, of: attributed) }
        let all = Array(losses)
        // Of several spellings of a reason, the first by its bytes stands for all.
        var spellings: [String: String] = [:]
        for loss in all {
            guard let key = loss.reasonKey, let reason = loss.reason else { continue }
            let known = spellings[key] ?? reason
            spellings[key] = reason.precedesByBytes(known) ? reason : known
        }
        func tables(_ days: ClosedRange<Day>) -> Tables {
            let inside = all.filter { days.contains($0.due) }
            return Tables(
                losses: ChurnReasonTable(
                    inside.filter { !$0.isDownsell }, spellings: spellings,
                    policy: attributed.policy),
                downsell: ChurnReasonTable(
                    inside.filter(\.isDownsell), spellings: spellings, policy: attributed.policy))
        }
        window = tables(frame.window)
        quarters = periods.map { (period: $0, tables: tables($0.days)) }
    }

    /// Takes the reasons that may not be shown together.
    ///
    /// - Parameters:
    ///   - isShown: whether a reason may be shown as it is written.
    ///   - other: what stands for those that may not.
    package mutating func keepReasons(_ isShown: (String) -> Bool, other: String) {
        func keep(_ tables: inout Tables) {
            tables.losses.keepReasons(isShown, other: other)
            tables.downsell.keepReasons(isShown, other: other)
        }
        keep(&window)
        for index in quarters.indices { keep(&quarters[index].tables) }
    }
}
