import Attribution
import Calendar
import Formats
import Review
import Domain
package import Signals
import Statistics
import Templating

/// The signals and the proposal of weights on a page, without anybody's name.
struct PageSignals: PagePart {
    /// What one signal told.
    struct Row: PagePart {
        let signal: String
        let family: String
        /// The share of pairs in which the renewed account has the value that goes with renewal.
        let pairs: String
        let range: String?
        let bar: String?
        let way: String
        /// The same share at the other landmarks.
        let others: [Cell]
        let remark: String
    }

    /// A figure at another landmark.
    struct Cell: PagePart {
        let figure: String
    }

    /// A part of the proposal.
    struct Part: PagePart {
        let heading: String
        let sentences: [String]
    }

    /// The score under one version of the model.
    struct Version: PagePart {
        let version: String
        let days: String
        let renewals: String
        let pairs: String
    }

    let hasEvents: Bool
    let headline: String
    let basis: String
    /// The address of the proposal, without its ending; nil where it cannot be downloaded.
    let handOff: String?
    let days: String
    let otherDays: [Cell]
    let hasStrongest: Bool
    let strongest: [Row]
    let hasRest: Bool
    let rest: [Row]
    let sentences: [String]
    let parts: [Part]
    let hasVersions: Bool
    let versions: [Version]
}

extension PageSignals {
    /// How many signals stand in the first table.
    private static let shown = 10

    /// The words of a review's signals.
    init(_ review: MonthlyReview, handOff: String? = nil) {
        let signals = review.signals
        let text = signals.proposalText
        hasEvents = signals.events > 0
        headline = text.headline
        basis =
            "\(counted(signals.events, "renewal")) settled in the \(monthsWords(review.policy.signalMonths)) "
            + "to \(review.frame.month.fullName): \(numberText(Double(signals.renewed))) renewed, "
            + "\(numberText(Double(signals.events - signals.renewed))) churned. Signals are read "
            + "before the due date, of contracts that were then still undecided."
        self.handOff = handOff
        let main = signals.weightsLandmark
        let others = signals.landmarks.filter { $0.days != main?.days }
        days = "\(main?.days ?? 0)"
        otherDays = others.map { Cell(figure: "\($0.days) days") }
        func row(_ figures: SignalFigures) -> Row { Row(figures, others: others) }
        let listed = signals.strongest(Self.shown)
        strongest = listed.map(row)
        hasStrongest = !strongest.isEmpty
        rest = (main?.signals ?? []).filter { one in
            !listed.contains { $0.name == one.name }
        }.map(row)
        hasRest = !rest.isEmpty
        sentences = listed.filter(\.isStarred).compactMap { signals.sentence(on: $0.name) }
            .map(unbroken)
        parts = text.parts.map { Part(heading: $0.heading, sentences: $0.sentences.map(unbroken)) }
        versions = signals.versions.filter { $0.days == main?.days && $0.events > 0 }.map {
            version in
            let score = version.signals.first { $0.name == .composite }
            return Version(
                version: version.version.isEmpty ? "none given" : version.version,
                days: "\(version.days)",
                renewals: "\(numberText(Double(version.events))), of which "
                    + "\(numberText(Double(version.churned))) churned",
                pairs: score.flatMap { $0.auc }.map { share.text($0) } ?? "–")
        }
        hasVersions = versions.count > 1
    }
}

/// Shares of pairs have no decimals: an interval of theirs is seldom narrower than five points.
private let share = ValueFormat.percent(decimals: 0)

extension PageSignals.Row {
    fileprivate init(_ figures: SignalFigures, others: [LandmarkFigures]) {
        let isHigher = (figures.auc ?? 0.5) >= 0.5
        func turned(_ value: Double) -> Double { isHigher ? value : 1 - value }
        signal = figures.name.title
        family = figures.name.family.rawValue
        pairs = figures.auc.map { share.text(turned($0)) } ?? "–"
        let ends = figures.interval.map { interval in
            [turned(interval.low), turned(interval.high)].sorted()
        }
        range = ends.map {
            "\(share.text($0[0]).replacing(" %", with: "")) to \(share.text($0[1]))"
        }
        bar = ends.flatMap { ends in
            figures.auc.map { auc in
                RangeBar(
                    value: turned(auc), interval: ends[0]...ends[1], target: 0.5,
                    scale: RangeScale(low: 0, high: 1),
                    words: "\(share.text(turned(auc))), luck gives 50 %"
                ).svg
            }
        }
        way = figures.auc == nil ? "" : isHigher ? "higher" : "lower"
        self.others = others.map { landmark in
            let auc = landmark.signals.first { $0.name == figures.name }?.auc
            return PageSignals.Cell(figure: auc.map { share.text(turned($0)) } ?? "–")
        }
        remark = figures.remark
    }
}

extension SignalFigures {
    /// What to know of the figures in a few words.
    package var remark: String {
        let shift = isShifted == true ? "; its values have moved" : ""
        switch reason {
        case .tooFew: return "too few known (\(numberText(Double(known))))" + shift
        case .constant: return "the same for all" + shift
        case .nearlyConstant: return "nearly the same for all" + shift
        case .oneAccount: return "one account only" + shift
        case .noVariation: return "splits without exception: check it" + shift
        case nil: return (isStarred ? "tells renewal from churn" : "no difference shown") + shift
        }
    }
}
