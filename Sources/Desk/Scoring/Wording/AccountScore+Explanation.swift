import Domain
import Formats

extension AccountScore {
    /// The score in two sentences that a customer could follow.
    ///
    ///     The score is 62.4 of 100, which is amber, on 80 % of the model; support data is 12 days
    ///     old. What lowers it most is relationship (35 of 100): no sponsor since 2026-03-01.
    public var explanation: String {
        guard let score, let tier else { return absence }
        let first =
            "The score is \(score) of 100, which is \(tier.word)"
            + (([basisWords] + ageWords).compactMap(\.self)).joined(separator: "; ")
        guard let heaviest, let value = heaviest.score else {
            return first + ". Nothing lowers it."
        }
        let point = heaviest.worstDataPoint.map { ": \($0.withSmallInitial)" } ?? ""
        return "\(first). What lowers it most is \(heaviest.title.withSmallInitial) "
            + "(\(shortDecimalText(value, decimals: 0)) of 100)\(point)."
    }

    /// Which parts of the model are not known, and why: `support is missing`.
    public var missing: [String] {
        components.compactMap { component in
            guard component.score == nil else { return nil }
            let name = component.title.withSmallInitial
            let isStale = component.measures.contains { $0.knowledge == .stale }
            guard isStale, let age = component.ageInDays else { return "\(name) is missing" }
            return "\(name) is \(counted(age, "day")) old"
        }
    }

    private var absence: String {
        guard !components.isEmpty else {
            return isPlatform
                ? "There is no score: the platform has given none lately."
                : "There is no score. No version of the model counts on that day."
        }
        let list = missing.isEmpty ? "parts of every component are missing" : list(missing)
        return "There is no score, because only \(percent(basis)) of the model is known. "
            + list.withCapitalInitial + "."
    }

    /// `, on 80 % of the model`; empty if all of it is known, nil for the platform's score.
    private var basisWords: String {
        basis < 1 - 1e-12 ? ", on \(percent(basis)) of the model" : ""
    }

    private var ageWords: [String] {
        missing
            + components.compactMap { component in
                guard component.score != nil, component.isAging, let age = component.ageInDays
                else { return nil }
                return "\(component.title.withSmallInitial) data is \(counted(age, "day")) old"
            }
    }
}

extension String {
    /// The text with its first letter small, unless a second capital follows: `NPS` stays.
    package var withSmallInitial: String {
        guard let first, first.isUppercase, !(dropFirst().first?.isUppercase ?? false) else {
            return self
        }
        return first.lowercased() + dropFirst()
    }
}
