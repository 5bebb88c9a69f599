import Glibc

/// Round numbers that divide an axis.
package struct Ticks: Sendable, Hashable {
    /// Ascending, at least two.
    package let values: [Double]
    /// The distance of two neighbours: 1, 2, 5, where no decimal shows 2.5, times a power of ten.
    package let step: Double

    /// The axis' two ends.
    package var range: ClosedRange<Double> { (values.first ?? 0)...(values.last ?? 1) }

    /// Ticks that cover `range` with at most `count` steps.
    ///
    /// - Parameters:
    ///   - range: what the axis must show.
    ///   - count: at most so many steps, at least 2.
    ///   - bounds: what the values cannot leave by nature; no tick lies outside.
    ///   - smallestSpan: a narrower range is widened to this round its middle, so that a constant
    ///     series neither divides by zero nor looks like a storm.
    ///   - factor: what values are multiplied by when written, 100 for percentages: a step of 2.5
    ///     is only taken where it adds no decimal.
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
            // A window at a natural bound is moved inside, not cut.
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

    /// The next of 1, 2, 5 times a power of ten that is not below `raw`; from 25 on also of 2.5.
    static func roundedUp(_ raw: Double) -> Double {
        let magnitude = pow(10, floor(log10(raw)))
        let factors = magnitude >= 10 ? [1, 2, 2.5, 5] : [1, 2, 5]
        let factor = factors.first { raw <= $0 * magnitude * (1 + 1e-9) } ?? 10
        return factor * magnitude
    }
}

/// A straight mapping of values to pixels.
package struct LinearScale: Sendable, Hashable {
    let domain: ClosedRange<Double>
    let from: Double
    let to: Double

    /// The pixel of a value; values outside the domain are held at its ends.
    package func callAsFunction(_ value: Double) -> Double {
        let span = domain.upperBound - domain.lowerBound
        guard span > 0 else { return (from + to) / 2 }
        let share = (value - domain.lowerBound) / span
        return from + min(max(share, 0), 1) * (to - from)
    }
}
