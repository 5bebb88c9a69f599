import OverrideAudit
import Statistics
import Testing

struct OverrideWorthTests {
    /// The worth of a direction with one interval of δ, or none.
    private func worth(
        _ direction: OverrideDirection, _ shown: OverrideWorth.Shown?,
        _ faceValue: OverrideWorth.FaceValue, points: OverrideWorth.Points? = nil,
        contrast: Double? = nil
    ) -> OverrideWorth {
        OverrideWorth(
            direction,
            effect: OverrideEffect(
                treated: 60, controls: 200, accounts: 240,
                estimate: shown.map { _ in
                    OverrideEffect.Estimate(
                        delta: 0.5, standardError: 0.2, interval: Interval(low: 0.1, high: 0.9))
                }, reason: shown == nil ? .tooFew : nil),
            slope: -0.05, points: points, shown: shown, faceValue: faceValue,
            contrastDifference: contrast)
    }

    private static let upward = OverrideWorth.Points(
        value: 9.2, interval: Interval(low: 2.9, high: 15.4))
    private static let downward = OverrideWorth.Points(
        value: -9.2, interval: Interval(low: -15.4, high: -2.9))

    @Test func `Upward calls that point the right way but overshoot`() {
        let one = worth(.up, .rightWay, .worse, points: Self.upward, contrast: -0.1)
        #expect(
            one.sentence
                == "CSM calls point the right way but overshoot: count an upward override as "
                + "about 9 score points (3 to 15), not as green.")
        #expect(one.words == "about 9 score points (3 to 15)")
    }

    @Test func `Warnings count as points less, the smaller end first`() {
        let one = worth(.down, .rightWay, .worse, points: Self.downward, contrast: 0.1)
        #expect(
            one.sentence
                == "CSM warnings point the right way but overshoot: count a downward override "
                + "as about 9 score points less (3 to 15), not as red.")
        #expect(one.words == "about 9 score points less (3 to 15)")
    }

    @Test func `Every combination has a sentence of its own, that never calls a warning wrong`() {
        for direction in OverrideDirection.allCases {
            let points = direction == .up ? Self.upward : Self.downward
            var sentences: Set<String> = []
            for shown in OverrideWorth.Shown.allCases.map(Optional.some) + [nil] {
                for faceValue in OverrideWorth.FaceValue.allCases {
                    let isShown = shown == .rightWay || shown == .wrongWay
                    let sentence = worth(
                        direction, shown, faceValue, points: isShown ? points : nil,
                        contrast: isShown ? 0.1 : nil
                    ).sentence
                    sentences.insert(sentence)
                    #expect(sentence.hasSuffix("."))
                    #expect(sentence.first?.isUppercase == true)
                    if direction == .down { #expect(!sentence.lowercased().contains("wrong")) }
                    if shown == .notShown || shown == nil {
                        #expect(!sentence.contains("right way"))
                    }
                }
            }
            // Of warnings after which fewer left, a better face value has nothing to add.
            #expect(sentences.count == (direction == .up ? 12 : 11))
        }
    }

    @Test func `Where one of two methods shows something, the sentence says so`() {
        let alone = worth(.up, .rightWay, .notShown, points: Self.upward)
        #expect(alone.sentence.hasSuffix(" This is shown by one of two methods."))
        let contrastAlone = worth(.up, .notShown, .notShown, contrast: -0.1)
        #expect(
            contrastAlone.sentence
                == "Accounts with upward overrides churned less often than similar ones "
                + "without, but only one of two methods shows this.")
        #expect(contrastAlone.words == "shown by one of two methods")
        let both = worth(.up, .rightWay, .notShown, points: Self.upward, contrast: -0.1)
        #expect(!both.sentence.contains("methods"))
    }

    @Test func `Without points a shown effect still has words`() {
        let one = worth(.up, .rightWay, .better, contrast: -0.1)
        #expect(one.pointsReason == "flat")
        #expect(one.sentence.contains("cannot be told"))
        #expect(worth(.up, nil, .notShown).pointsReason == "too_few")
    }

    @Test func `Points beyond the scale of the score are not spelled out`() {
        let huge = OverrideWorth.Points(value: 122, interval: Interval(low: 73, high: 171))
        #expect(
            worth(.up, .rightWay, .notShown, points: huge, contrast: -0.1).words
                == "about 100 or more score points (73 to 100 or more)")
    }

    // From Tests/Oracle/hashed_draws.py.
    @Test func `The place of a renewal among leads depends on its identifier alone`() {
        #expect(placeAmongLeads("R000001") == 0x12f2_b153_110b_f32c)
        #expect(placeAmongLeads("R000042") == 0x2b58_72f5_4eb9_ce20)
    }
}
