import Formats
import Templating

/// A value in its interval, beside its target: a bar, a dot and a tick on a scale.
package struct RangeBar {
    let value: Double
    let interval: ClosedRange<Double>?
    let target: Double?
    let scale: RangeScale
    let words: String

    /// A bar.
    ///
    /// - Parameters:
    ///   - value: where the dot is.
    ///   - interval: where the bar is; nil for none.
    ///   - target: where the tick is; nil for none.
    ///   - scale: the scale of all bars that stand below each other.
    ///   - words: what it shows, for people who do not see it.
    package init(
        value: Double, interval: ClosedRange<Double>?, target: Double? = nil, scale: RangeScale,
        words: String
    ) {
        self.value = value
        self.interval = interval
        self.target = target
        self.scale = scale
        self.words = words
    }

    /// The picture as SVG in HTML. Its colours are those of the style sheet.
    package var svg: String {
        let span = interval.map { ends in
            "<path class=\"span\" d=\"M\(x(ends.lowerBound)) 8H\(x(ends.upperBound))\"/>"
        }
        let tick = target.map { "<path class=\"tick\" d=\"M\(x($0)) 1V15\"/>" }
        return "<svg class=\"range\" viewBox=\"0 0 200 16\" role=\"img\" aria-label=\""
            + "\(escapedHTML(words))\"><path class=\"rail\" d=\"M4 8H196\"/>\(span ?? "")\(tick ?? "")"
            + "<circle cx=\"\(x(value))\" cy=\"8\" r=\"4\"/></svg>"
    }

    private func x(_ value: Double) -> String {
        shortDecimalText(4 + 192 * scale.position(of: value), decimals: 1)
    }
}
