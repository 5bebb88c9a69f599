import Attribution
import Calendar
import Domain
import Formats
import Office
import OverrideAudit
import Review
import Scorecards
import Statistics

extension ReviewWorkbook {
    /// A row an override episode that the reader may see.
    var episodeSheet: Sheet? {
        let portfolio = review.attributed.portfolio
        let money = CellFormat.money(currency: review.policy.reportingCurrency)
        return Sheet(
            "Override episodes", of: review.audit.episodes.filter { isShown($0.csm) },
            [
                WorkbookField<Episode>(
                    "episode_id", note: "The identifier of its first override.", isKept: true
                ) { .text($0.id) },
                WorkbookField("Account") {
                    let account = portfolio.accounts[$0.account]
                    return .text(account.name ?? account.id.text)
                },
                WorkbookField("account_id") { .text(portfolio.accounts[$0.account].id.text) },
                WorkbookField("CSM") { .text(portfolio.csms[$0.csm].name) },
                WorkbookField("csm_id") { .text(portfolio.csms[$0.csm].id.text) },
                WorkbookField("Direction", note: "To a better or to a worse tier than the score’s.")
                {
                    .text($0.direction.comparative)
                },
                WorkbookField("First day", .day) { .day($0.indexDay) },
                WorkbookField("Score’s tier") { .text($0.modelTier.word) },
                WorkbookField("Score", .decimal(1)) { .optional($0.modelScore?.points) },
                WorkbookField("CSM’s tier") { .text($0.asserted.word) },
                WorkbookField("Reason") { .optional($0.reason) },
                WorkbookField("Days before due", .integer) { .count($0.lead) },
                WorkbookField("Due", .day) { .day($0.due) },
                WorkbookField("Renewal", note: "How the renewal stands.") {
                    .text($0.state.rawValue)
                },
                WorkbookField("Verdict", note: "Who was right, once the outcome is known.") {
                    .optional($0.verdict.map { Self.words($0.rawValue) })
                },
                WorkbookField("Counted", note: "Whether it counts in the audit.") {
                    .flag($0.isCounted)
                },
                WorkbookField(
                    "Churn probability", note: "What the score alone implied.", .percent(1)
                ) { .optional($0.churnProbability) },
                WorkbookField("ARR", money) { .optional($0.arr) },
            ])
    }

    /// A row a part of the portfolio and direction.
    var segmentSheet: Sheet? {
        Sheet(
            "Segments", of: review.audit.segments,
            [
                WorkbookField<SegmentFinding>("Divided by", isKept: true) {
                    .text($0.dimension.title)
                },
                WorkbookField("Part") { .text($0.value) },
                WorkbookField("Direction") { .text($0.figures.direction.comparative) },
                WorkbookField(
                    "Status", note: "Whether a difference is shown, and confirmed by new evidence."
                ) { .text(Self.words($0.status.rawValue)) },
                WorkbookField("Adjusted p", .decimal(4)) { .optional($0.adjustedP) },
                WorkbookField("With an outcome", .integer) { .count($0.figures.matured) },
                WorkbookField("Churned", .integer) { .count($0.figures.observed) },
                WorkbookField(
                    "Churn implied", note: "What the scores implied.", .decimal(1)
                ) { .optional($0.figures.implied?.expected) },
                WorkbookField(
                    "Difference",
                    note: "The share that churned less that of similar accounts without an "
                        + "override.", .percent(1)
                ) { .optional($0.figures.matched?.test.riskDifference) },
                WorkbookField(
                    "Difference: from", note: "The lower end of the 95 % interval.", .percent(1)
                ) { .optional($0.figures.matched?.test.interval?.low) },
                WorkbookField(
                    "Difference: to", note: "The upper end of the 95 % interval.", .percent(1)
                ) { .optional($0.figures.matched?.test.interval?.high) },
                WorkbookField("Why none") { segment in
                    segment.figures.matched?.test.riskDifference == nil
                        ? .text(segment.figures.reason.map { Self.words($0.rawValue) } ?? "too few")
                        : .empty
                },
                WorkbookField("In words") { .text($0.sentence) },
            ])
    }

    /// A row a problem with the data.
    var qualitySheet: Sheet? {
        Sheet(
            "Data quality", of: review.issues.map(PageIssue.init),
            [
                WorkbookField<PageIssue>("Problem", isKept: true) { .text($0.kind) },
                WorkbookField("Effect") { .text($0.weight) },
                WorkbookField("Times", .integer) { .number(Double($0.count)) },
                WorkbookField("For example") { .text($0.example) },
                WorkbookField("What to do") { .text($0.whatToDo) },
            ])
    }

    /// A row a feed.
    var feedSheet: Sheet? {
        Sheet(
            "Feeds", of: review.feeds,
            [
                WorkbookField<FeedStatus>("Feed", isKept: true) { .text($0.extent.feed.rawValue) },
                WorkbookField("Rows", .integer) { .count($0.extent.rows) },
                WorkbookField("First day", .day) { $0.extent.first.map(Cell.day) ?? .empty },
                WorkbookField("Last day", .day) { $0.extent.last.map(Cell.day) ?? .empty },
                WorkbookField("Reaches") { .text($0.reachWords) },
                WorkbookField(
                    "Rejected", note: "Rows that break a rule and are not settled.", .integer
                ) { .count($0.notImported.rows) },
                WorkbookField("Not imported") { .optional($0.notImportedSentence) },
            ])
    }

    /// `csm_right` as people write it.
    private static func words(_ name: String) -> String {
        String(name.map { $0 == "_" ? " " : $0 })
    }
}
