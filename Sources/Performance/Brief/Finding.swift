package import Calendar

/// One thing that the month shows, with its figure, what to do about it, and where its evidence is.
///
/// Source: `Documentation/methods.md`, 22.
package struct Finding: Sendable, Equatable {
    /// What kind of finding it is. Among equally important ones, the order of the cases decides.
    package enum Kind: String, Sendable, CaseIterable {
        /// So many renewals have no recorded outcome that verdicts wait for the data.
        case outcomesMissing = "outcomes_missing"
        /// A figure of the review is wrong or missing because of the data.
        case data
        /// A rate differs from what the last closed month published.
        case restated
        /// A figure of the company, or of the viewer's team, is off its target.
        case target
        /// A month or a quarter lies outside its usual range.
        case trend
        /// A portfolio renewed fewer contracts than expected of its accounts.
        case portfolioBelow = "portfolio_below"
        /// A portfolio renewed more contracts than expected of its accounts.
        case portfolioAbove = "portfolio_above"
        /// A team's portfolio lies outside its expected range.
        case team
        /// What overrides of one direction are worth.
        case overrideWorth = "override_worth"
        /// A segment in which CSM judgement and the score differ.
        case segment
        /// Overrides that were not looked at again when they were due.
        case reevaluation
        /// A signal that the score lacks, a component that tells nothing, or a score that drifts.
        case signal

        /// Whether it says what overrides are worth: a brief tells that once.
        package var isAboutOverrides: Bool { self == .overrideWorth || self == .segment }
    }

    /// How well a finding is supported.
    package enum Strength: String, Sendable, CaseIterable {
        /// Unlikely to be chance, or confirmed by new evidence, or a plain fact.
        case strong
        /// Chance alone gives it about once in twenty times.
        case usual
        /// It must be confirmed first.
        case weak
    }

    /// Whether it is good news.
    package enum Tone: String, Sendable {
        case better
        case worse
        case neutral
    }

    /// Where the evidence stands.
    package enum Evidence: Sendable, Equatable {
        case card(csm: Int)
        case team(String)
        case company
        case trends
        case audit
        case signals
        case data
        case restatements(Month)
    }

    /// The one figure that a finding shows.
    package struct Figure: Sendable, Equatable {
        /// In few characters: `9 of 16`, `77.8 %`.
        package let value: String
        /// What to compare it with: `12 to 16 expected`.
        package let beside: String
        /// The same for a small picture; nil where there is nothing to draw.
        package var span: Span?
    }

    /// A count beside the range that it is expected in.
    package struct Span: Sendable, Equatable {
        package let value: Int
        package let expected: ClosedRange<Int>
        /// The most that the count can be, above 0.
        package let most: Int
    }

    package let kind: Kind
    package let tone: Tone
    package let strength: Strength
    /// One sentence.
    package let title: String
    package let figure: Figure
    /// What to do about it, in one or two sentences.
    package let action: String
    package let evidence: Evidence
    /// What is at stake, in the reporting currency and a year.
    package let stake: Double

    /// How far up it stands: the strength of the evidence times the money at stake.
    package let importance: Double
}
