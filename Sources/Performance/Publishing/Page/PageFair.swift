import Calendar
import Formats
import Attribution
import Review
import Charting
import Domain
import Scorecards

/// The fair comparison on a page, in words, sorted by name.
struct PageFair {
    /// The books of one kind.
    struct Kind {
        let fairCaption: String
        let fairHeading: String
        let books: [Book]
    }

    /// One book.
    struct Book {
        /// Where its card is; nil where it has none to point at.
        let bookAddress: String?
        let bookName: String
        let bookWords: String
        let renewed: String
        let expected: String
        let byLuck: String
        let adjusted: String
        let drawn: String
        let endGame: String
    }

    /// The most books of each of the two lists of those who stand out.
    private static let longest = 100

    let fairSummary: String
    /// The CSMs who are not listed.
    let fairOthers: String?
    let kinds: [Kind]

    /// The words of a review's comparison: the CSMs who stand out, then the teams.
    ///
    /// - Parameters:
    ///   - review: the review.
    ///   - pages: the pages with the cards of the CSMs.
    init(_ review: MonthlyReview, pages: [TeamPage] = []) {
        fairSummary = review.fairSentence
        var addresses: [Scope: String] = [:]
        for page in pages {
            if let card = page.card { addresses[card.scope] = page.file }
            for (position, member) in page.members.enumerated() {
                addresses[member.card.scope] = page.address(ofMember: position)
            }
        }
        let people = review.cardsByName.compactMap { csm, card in
            review.fair.figures(of: card.scope).map { figures in
                (name: csm.name, address: addresses[card.scope], figures: figures)
            }
        }
        func listed(_ isListed: (FairFigures) -> Bool) -> (books: [Book], left: Int) {
            let all = people.filter { person in
                person.figures.chance?.band.isOutside ?? false
                    && isListed(person.figures)
            }
            let midP = all.map { $0.figures.chance?.midP ?? 1 }
            let farthest = all.indices.sorted { (midP[$0], $0) < (midP[$1], $1) }
                .prefix(Self.longest)
            let books = farthest.sorted().map { index in
                Book(all[index].figures, name: all[index].name, address: all[index].address)
            }
            return (books, all.count - books.count)
        }
        let more = listed { $0.isAboveExpected }
        let fewer = listed { !$0.isAboveExpected }
        fairOthers = Self.others(
            left: more.left + fewer.left,
            inLine: people.count { $0.figures.chance?.band == .inLine },
            tooFew: people.count { $0.figures.reason == .tooFew && $0.figures.settled > 0 },
            unsettled: people.count { $0.figures.settled == 0 },
            undecided: people.count { $0.figures.chance?.band == .cannotTell },
            uncompared: people.count { $0.figures.isUncompared }, policy: review.policy)
        let teams = review.scoreboard.teams.compactMap { card in
            review.fair.figures(of: card.scope).map {
                Book($0, name: review.name(of: card.scope), address: addresses[card.scope])
            }
        }
        let luck = review.fair.csms.map { group in
            " (luck alone puts about \(decimalText(group.outsideByChance, decimals: 1)) of "
                + "\(numberText(Double(group.books))) outside)"
        }
        kinds = [
            Kind(
                fairCaption: "CSMs above the range of luck, by name" + (luck ?? ""),
                fairHeading: "CSM", books: more.books),
            Kind(
                fairCaption: "CSMs below the range of luck, by name" + (luck ?? ""),
                fairHeading: "CSM", books: fewer.books),
            Kind(fairCaption: "Teams by name", fairHeading: "Team", books: teams),
        ].filter { !$0.books.isEmpty }
    }

    /// The table of some CSMs; none where books cannot be compared.
    static func tables(
        of people: [(name: String, address: String, card: Scorecard)], _ review: MonthlyReview
    ) -> [Kind] {
        let books = people.compactMap { person in
            review.fair.figures(of: person.card.scope).map {
                Book($0, name: person.name, address: person.address)
            }
        }
        return books.isEmpty
            ? [] : [Kind(fairCaption: "CSMs by name", fairHeading: "CSM", books: books)]
    }

    /// What is to say of the CSMs who are not listed; nil where all are.
    private static func others(
        left: Int, inLine: Int, tooFew: Int, unsettled: Int, undecided: Int, uncompared: Int,
        policy: Policy
    ) -> String? {
        let sentences = [
            left > 0
                ? "The \(longest) who are farthest from the expected number are listed; "
                    + "\(counted(left, "more CSM")) \(left == 1 ? "stands" : "stand") out." : nil,
            inLine > 0
                ? "\(counted(inLine, "CSM")) \(inLine == 1 ? "is" : "are") in line with an average "
                    + "book." : nil,
            tooFew > 0
                ? "For \(counted(tooFew, "CSM")) it is too early to tell: fewer than "
                    + "\(numberText(policy.minimumCount)) settled renewals." : nil,
            unsettled > 0
                ? "\(counted(unsettled, "CSM")) \(unsettled == 1 ? "has" : "have") no settled "
                    + "renewals." : nil,
            undecided > 0
                ? "\(counted(undecided, "CSM")) cannot be compared: outcomes are missing." : nil,
            uncompared > 0
                ? "\(counted(uncompared, "CSM")) cannot be compared, as the others’ renewals tell too "
                    + "little." : nil,
        ].compactMap(\.self)
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }
}

extension FairFigures {
    /// Whether more were renewed than an average team would have renewed.
    fileprivate var isAboveExpected: Bool {
        expected.map { Double(observed) > $0.expected } ?? false
    }

    /// Whether there are enough renewals, and the others' do not tell what to expect of them.
    fileprivate var isUncompared: Bool { reason == .noOthers || reason == .noVariation }
}

extension PageFair.Book {
    fileprivate init(_ figures: FairFigures, name: String, address: String?) {
        let rate = RateMetric.logoRenewalRate.format
        bookAddress = address
        bookName = name
        bookWords = figures.bandWords
        renewed = "\(figures.observed) of \(figures.settled)"
        expected = figures.expectedText
        byLuck = figures.rangeText ?? "–"
        adjusted = unbroken(figures.comparison.map { rate.text($0.riskAdjustedRate) } ?? "–")
        drawn = unbroken(figures.shownShrinkage.map { rate.text($0.shrunkRate) } ?? "–")
        endGame = figures.endGame.map { decimalText($0.expected, decimals: 1) } ?? "–"
    }
}
