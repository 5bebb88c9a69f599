import Glibc

/// Round numbers that divide an axis.
package struct Ticks: Sendable, Hashable {
    /// The ticks in ascending order; at least two.
    package let values: [Double]
    /// The distance between two neighbouring ticks: 1, 2 or 5 times a power of ten. 2.5 times a
    /// power of ten is also used where it adds no decimal.
    package let step: Double

    /// The two ends of the axis.
    package var range: ClosedRange<Double> { (values.first ?? 0)...(values.last ?? 1) }

    /// Ticks that cover `range` in at most `count` steps.
    ///
    /// - Parameters:
    ///   - range: the values that the axis must show.
    ///   - count: the maximum number of steps; values below 2 count as 2.
    ///   - bounds: the range of possible values; no tick lies outside it. Nil for no limit.
    ///   - smallestSpan: the minimum span. A narrower range is widened to it around its middle.
    ///     This avoids division by zero for a constant series and keeps small changes from looking
    ///     large.
    ///   - factor: the number by which values are multiplied when written; 100 for percentages. A
    ///     step of 2.5 is only used where it adds no decimal.
    package init(
        covering range: ClosedRange<Double>, count: Int, within bounds: ClosedRange<Double>? = nil,
        smallestSpan: Double = 0, shownTimes factor: Double = 1
    ) {
        var low = range.lowerBound
        var high = range.upperBound
        let span = max(smallestSpan, max(abs(low), abs(high)) * 1e-6, 1e-9)
        if high - low < span {
            let middle = (low + high) / 2
            (low, high) = (middle - span / 2, middle + span / 2)
        }
        if let bounds {
            // A range that crosses a bound is moved inside it, not cut.
            if low < bounds.lowerBound { (low, high) = (bounds.lowerBound, max(high, low + span)) }
            if high > bounds.upperBound {
                (low, high) = (min(low, bounds.upperBound - span), bounds.upperBound)
            }
            low = max(low, bounds.lowerBound)
        }
        var step = Ticks.roundedUp((high - low) / Double(max(count, 2)) * factor) / factor
        var first = (low / step + 1e-9).rounded(.down)
        var last = (high / step - 1e-9).rounded(.up)
        // Rounding both ends outwards may have added a step.
        while Int(last - first) > max(count, 2) {
            step = Ticks.roundedUp(step * 1.01 * factor) / factor
            first = (low / step + 1e-9).rounded(.down)
            last = (high / step - 1e-9).rounded(.up)
        }
        self.step = step
        values = stride(from: first, through: max(last, first + 1), by: 1).map { $0 * step }
    }

    /// The smallest of 1, 2, 5 times a power of ten that is at least `raw`. From 25 on, 2.5 times a
    /// power of ten is also allowed.
    static func roundedUp(_ raw: Double) -> Double {
        let magnitude = pow(10, floor(log10(raw)))
        let factors = magnitude >= 10 ? [1, 2, 2.5, 5] : [1, 2, 5]
        let factor = factors.first { raw <= $0 * magnitude * (1 + 1e-9) } ?? 10
        return factor * magnitude
    }
}

/// A linear mapping of values to pixels.
package struct LinearScale: Sendable, Hashable {
    let domain: ClosedRange<Double>
    let from: Double
    let to: Double

    /// The pixel of a value. Values outside the domain are clamped to its ends.
    package func callAsFunction(_ value: Double) -> Double {
        let span = domain.upperBound - domain.lowerBound
        guard span > 0 else { return (from + to) / 2 }
        let share = (value - domain.lowerBound) / span
        return from + min(max(share, 0), 1) * (to - from)
    }
}
