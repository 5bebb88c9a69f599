import Calendar
import Closing
import ClosingLedger
import Domain
import Intake
import Ledger
import LedgerTestSupport
import Publishing
import Review
import Statistics
import TestSupport
import Testing

/// Random files before and after a closing: what was published comes back byte for byte, and the
/// steps add up.
struct RestatementPropertyTests {
    private static let month: Month = "2025-03"

    @Test(arguments: 0..<20)
    func `Published bytes come back, and steps add up`(batch: UInt64) throws {
        for seed in batch * 50..<(batch + 1) * 50 { try Self.check(seed: seed) }
    }

    private static func check(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let folder = try LedgerFolder(accounts: 4)
        var imports = try RandomImports(folder)
        for _ in 0..<Int.random(in: 4...16, using: &random) {
            try imports.takeOne(into: folder, &random)
        }
        var policy = Policy()
        // Few resamples: what they show does not matter here.
        (policy.luckResamples, policy.weightsResamples) = (1, 1)
        policy.minimumCount = 1
        let (store, reading) = (SQLiteClosingStore(folder.ledger), try folder.ledger.reading())
        let review = try MonthlyReview(reading, policy: policy, month: month)
        let document = review.json()
        let closed = try store.closeForTest(
            month, review, document, afterImport: folder.ledger.revision(), at: folder.time)
        var course: RestatementCourse?
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            try imports.takeOne(into: folder, &random)
            guard Bool.random(using: &random) else { continue }
            course =
                try Restatements(
                    closed, published: CardFigures(published: document), policy: policy,
                    replay: store.replay(since: closed, after: course), today: policy,
                    after: course
                ).course
        }

        #expect(try store.review(of: closed) == document, "seed \(seed)")
        let then = try folder.ledger.reading(knownAt: closed.closed)
        let again = try MonthlyReview(
            then, policy: Policy(yaml: closed.content.policy, named: "closed"), month: month)
        #expect(again.json() == document, "seed \(seed)")

        var today = policy
        if seed.isMultiple(of: 3) { today.minimumCount = 3 }
        let replay = try store.replay(since: closed)
        try checkStates(replay, folder, policy, seed)
        let found = try Restatements(
            closed, published: CardFigures(published: document), policy: policy, replay: replay,
            today: today)
        // A course that went on from import to import tells the same as one from the closing.
        let continued = try Restatements(
            closed, published: CardFigures(published: document), policy: policy,
            replay: store.replay(since: closed, after: course), today: today, after: course)
        #expect(continued.json() == found.json(), "seed \(seed)")
        let now = CardFigures(try folder.ledger.reading().portfolio, policy: today, month: month)
        checkSums(found, now, seed)
    }

    /// After the last part of an import, the figures are those of a reading of that time.
    private static func checkStates(
        _ replay: any FactReplay, _ folder: LedgerFolder, _ policy: Policy, _ seed: UInt64
    ) throws {
        var states: [(part: ReplayedPart?, figures: CardFigures)] = []
        try replay.forEachState {
            states.append(($0, CardFigures($1, policy: policy, month: month)))
        }
        for (place, state) in states.enumerated().dropLast() {
            guard let part = state.part,
                states[place + 1].part?.importNumber != part.importNumber
            else { continue }
            let then = try folder.ledger.reading(knownAt: part.time).portfolio
            #expect(
                state.figures == CardFigures(then, policy: policy, month: month),
                "seed \(seed), import \(part.importNumber)")
        }
    }

    private static func checkSums(_ found: Restatements, _ now: CardFigures, _ seed: UInt64) {
        for card in found.cards {
            for figure in card.figures {
                #expect(figure.current == now.cards[card.subject]?[figure.place])
                guard let difference = figure.difference else {
                    #expect(figure.steps.isEmpty)
                    continue
                }
                let sum = figure.steps.reduce(0) { $0 + $1.change }
                #expect(abs(sum - difference) <= 1e-9, "seed \(seed) \(card.subject)")
                #expect(!figure.steps.contains { $0.group == .method })
            }
        }
        #expect(Set(now.order).isSubset(of: found.cards.map(\.subject)))
    }
}
