import Statistics
import TestSupport
import Testing

struct IsotonicFitTests {
    // scikit-learn 1.9.1, Python 3.11:
    // >>> f = IsotonicRegression(increasing=True, out_of_bounds='clip').fit(x, y)
    // >>> f.X_thresholds_, f.y_thresholds_, f.predict(places)
    @Test func `a rising fit with ties is that of scikit-learn`() throws {
        let fit = try #require(
            IsotonicFit(
                x: [3, 1, 2, 2, 5, 4, 4, 7, 6, 9, 8, 8, 10, 12],
                y: [2.5, 1, 3, 1, 2, 4, 3, 3, 5, 4, 7, 4, 6, 9.5], increasing: true))
        #expect(fit.x == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12])
        #expect(areClose(fit.y, [1, 2, 2.5, 3, 3, 4, 4, 5, 5, 6, 9.5]))
        let places = [0, 1, 1.5, 2, 3.3, 4, 5.5, 6.5, 7.25, 8, 9.9, 10, 11, 12, 40]
        let expected = [
            1.0, 1.0, 1.5, 2.0, 2.65, 3.0, 3.5, 4.0, 4.25, 5.0, 5.9, 6.0, 7.75, 9.5, 9.5,
        ]
        #expect(areClose(places.map(fit.value), expected))
    }

    // >>> f = IsotonicRegression(increasing=False, out_of_bounds='clip').fit(x, y)
    @Test func `a falling fit with ties is that of scikit-learn`() throws {
        let fit = try #require(
            IsotonicFit(
                x: [0.5, -1, 2, 2, 2, 3.25, -4, 0, 0, 7, 6],
                y: [1, 4, 1.5, -0.5, 2, 0, 6, 2, 2.5, -3, -2.5], increasing: false))
        #expect(fit.x == [-4, -1, 0, 0.5, 2, 3.25, 6, 7])
        #expect(areClose(fit.y, [6, 4, 2.25, 1, 1, 0, -2.5, -3]))
        let expected = [
            6, 4.666666666666667, 1.625, 1, 0.9199999999999999, -1.5909090909090908, -2.75, -3,
        ]
        #expect(areClose([-9, -2, 0.25, 1, 2.1, 5, 6.5, 8].map(fit.value), expected))
    }

    /// The definition at its word: the largest over all starts of the least mean up to any end.
    private func minimax(x: [Double], y: [Double]) -> [Double] {
        x.map { place in
            let starts = x.filter { $0 <= place }
            let ends = x.filter { $0 >= place }
            let least = starts.map { start in
                ends.map { end in
                    let inside = zip(x, y).filter { (start...end).contains($0.0) }.map(\.1)
                    return inside.reduce(0, +) / Double(inside.count)
                }.min() ?? .nan
            }
            return least.max() ?? .nan
        }
    }

    @Test func `random fits agree with the max-min formula`() throws {
        var generator = SplitMix64(seed: 21)
        for _ in 0..<60 {
            let count = Int.random(in: 1...25, using: &generator)
            let x = (0..<count).map { _ in Double(Int.random(in: 0...15, using: &generator)) }
            let y = x.map { $0 / 8 + Double.random(in: -1...1, using: &generator) }
            let rising = try #require(IsotonicFit(x: x, y: y, increasing: true))
            let falling = try #require(IsotonicFit(x: x, y: y.map { -$0 }, increasing: false))
            #expect(areClose(x.map(rising.value), minimax(x: x, y: y)))
            #expect(falling.x == rising.x)
            #expect(areClose(falling.y, rising.y.map { -$0 }))
        }
    }

    @Test func `a fit is monotone, keeps the mean and does not depend on the order of points`()
        throws
    {
        var generator = SplitMix64(seed: 22)
        for _ in 0..<100 {
            let count = Int.random(in: 1...300, using: &generator)
            let points = (0..<count).map { _ in
                (
                    x: Double.random(in: 0...100, using: &generator).rounded(),
                    y: Double.random(in: 0...1, using: &generator)
                )
            }
            let x = points.map(\.x)
            let fit = try #require(IsotonicFit(x: x, y: points.map(\.y), increasing: false))
            #expect(zip(fit.x, fit.x.dropFirst()).allSatisfy { $0 < $1 })
            #expect(zip(fit.y, fit.y.dropFirst()).allSatisfy { $0 >= $1 })
            let fitted = x.map(fit.value).reduce(0, +)
            #expect(isClose(fitted, points.reduce(0) { $0 + $1.y }))
            let shuffled = points.shuffled(using: &generator)
            let again = IsotonicFit(x: shuffled.map(\.x), y: shuffled.map(\.y), increasing: false)
            #expect(again == fit)
            #expect((0...1000).allSatisfy { (0...1).contains(fit.value(at: Double($0) / 9)) })
        }
    }

    @Test func `one place or one value makes a flat fit`() {
        let place = IsotonicFit(x: [4, 4, 4], y: [1, 2, 6], increasing: true)
        #expect(place?.x == [4] && place?.y == [3])
        #expect(place?.value(at: -100) == 3 && place?.value(at: 100) == 3)
        let flat = IsotonicFit(x: [1, 5, 9], y: [2, 2, 2], increasing: false)
        #expect(flat?.x == [1, 9] && flat?.y == [2, 2])
        #expect(flat?.value(at: .nan).isNaN == true)
    }

    @Test func `no points, or one that is not finite, give no fit`() {
        #expect(IsotonicFit(x: [], y: [], increasing: true) == nil)
        #expect(IsotonicFit(x: [1, .nan], y: [1, 2], increasing: true) == nil)
        #expect(IsotonicFit(x: [1, 2], y: [.infinity, 2], increasing: true) == nil)
    }

    @Test func `a million points fit to their line`() throws {
        var generator = SplitMix64(seed: 23)
        let x = (0..<1_000_000).map { _ in Double.random(in: 0...1, using: &generator) }
        let y = x.map { Double.random(in: 0...1, using: &generator) < $0 ? 1.0 : 0 }
        let fit = try #require(IsotonicFit(x: x, y: y, increasing: true))
        #expect((1...9).allSatisfy { abs(fit.value(at: Double($0) / 10) - Double($0) / 10) < 0.03 })
    }

    @Test(arguments: 0..<30)
    func `A fit to places is that to points`(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let counts = (0..<200).map { _ in Int32(max(0, Int.random(in: -6...9, using: &generator))) }
        let sums = counts.map { Int32.random(in: 0...$0, using: &generator) }
        let places = counts.indices.filter { counts[$0] > 0 }
        let fit = try #require(
            IsotonicFit(
                stepsInUnit: 10, sums: sums, counts: counts, increasing: false))
        let points = try #require(
            IsotonicFit(
                x: places.map { Double($0) / 10 }, sums: places.map { Double(sums[$0]) },
                counts: places.map { Int(counts[$0]) }, increasing: false))
        #expect(fit == points)
        let rising = (-5...230).map { Double($0) / 10 + 0.05 * Double(seed % 2) }
        #expect(fit.values(atRising: rising) == rising.map(fit.value))
        #expect(
            IsotonicFit(stepsInUnit: 10, sums: [0, 0], counts: [0, 0], increasing: true) == nil)
    }
}
