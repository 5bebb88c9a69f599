/// What a committee needs to decide on the weights of the health score, in words.
///
///     for part in signals.proposalText.parts { print(part.heading, part.sentences) }
///
/// Nothing is ever applied automatically.
///
/// Source: `Documentation/methods.md`, 16.
public struct ProposalText: Sendable, Equatable {
    /// What is proposed.
    public enum Decision: String, Sendable, CaseIterable {
        /// Keep the current weights.
        case keep
        /// New weights of the components.
        case changeComponents = "change_components"
        /// A score of components and other signals.
        case changeSignals = "change_signals"
    }

    /// A part of the text.
    public struct Part: Sendable, Equatable {
        /// Its heading.
        public let heading: String
        /// Its sentences.
        public let sentences: [String]
    }

    /// What is proposed.
    public let decision: Decision
    /// The same in a sentence.
    public let headline: String
    /// The reasons.
    public let parts: [Part]
}

extension Signals {
    /// The proposal to the owner of the health model.
    public var proposalText: ProposalText {
        let decision = decision
        return ProposalText(
            decision: decision, headline: headline(decision),
            parts: [
                ProposalText.Part(heading: "Current weights", sentences: currentSentences),
                ProposalText.Part(
                    heading: "New weights for the components",
                    sentences: sentences(on: componentWeights)),
                ProposalText.Part(
                    heading: "Components and other signals", sentences: sentences(on: signalWeights)
                ),
                ProposalText.Part(heading: "What is behind it", sentences: evidenceSentences),
                ProposalText.Part(
                    heading: "What it costs to explain", sentences: costSentences(decision)),
                ProposalText.Part(
                    heading: "What would refute it", sentences: refutationSentences(decision)),
            ])
    }

    /// What to do. The simpler proposal comes first, and nothing is proposed while outcomes are missing.
    private var decision: ProposalText.Decision {
        guard !haveOutcomesMissing else { return .keep }
        if componentWeights.judgement.verdict == .gainShown { return .changeComponents }
        return signalWeights.judgement.verdict == .gainShown ? .changeSignals : .keep
    }

    private func headline(_ decision: ProposalText.Decision) -> String {
        switch decision {
        case .changeComponents:
            "New weights for the components tell renewal and churn apart better, on renewals that they "
                + "were not fitted to."
        case .changeSignals:
            "A score of components and other signals tells renewal and churn apart better, on renewals "
                + "that it was not fitted to."
        case .keep where haveOutcomesMissing && proposals.contains { $0.isShown }:
            "Keep the current weights: a gain is computed, but outcomes are missing and count as churn."
        case .keep where proposals.allSatisfy { $0.judgement.verdict == .tooFew }:
            "Keep the current weights: there are too few renewals to judge others."
        case .keep: "Keep the current weights: no gain is shown."
        }
    }
}

extension WeightProposal {
    /// Whether a gain is shown.
    var isShown: Bool { judgement.verdict == .gainShown }
}
