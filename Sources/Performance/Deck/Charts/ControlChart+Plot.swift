import Charting
import Formats
import Office
import Review

extension ControlChart {
    /// The chart over its periods: values, averages, limits and target.
    ///
    /// - Parameters:
    ///   - name: what the values are.
    ///   - limits: the limits of each point, whole.
    /// - Returns: the plot.
    func plot(named name: String, limits: [(lower: Double, upper: Double)?]) -> CategoryPlot {
        func limit(_ index: Int) -> (lower: Double, upper: Double)? {
            points[index].lower == nil || !limits.indices.contains(index) ? nil : limits[index]
        }
        let lower = points.indices.map { limit($0)?.lower }
        let upper = points.indices.map { limit($0)?.upper }
        let shown = points.map(\.value) + lower + upper + [target]
        let hasLimits = lower.contains { $0 != nil }
        return CategoryPlot(
            categories: points.map(\.label),
            valueAxis: ChartAxis(
                format, values: [], minimum: bounds.flatMap { shown.isBelow($0.lowerBound) },
                maximum: bounds.flatMap { shown.isAbove($0.upperBound) }),
            lines: averages + (target.map { [.target($0, format, count: points.count)] } ?? [])
                + [valueSeries(name)],
            bands: hasLimits
                ? [
                    BandSeries(
                        "usual range", lower: lower, upper: upper, endLabel: .name)
                ] : [])
    }

    private func valueSeries(_ name: String) -> LineSeries {
        var styles: [Int: PointStyle] = [:]
        for (index, point) in points.enumerated() {
            switch point.mark {
            case .plain: break
            case .signal: styles[index] = PointStyle(color: .emphasis)
            case .provisional: styles[index] = PointStyle(color: .main, marker: .hollow)
            }
        }
        return LineSeries(
            name, points.map(\.value), marker: .filled, pointStyles: styles,
            endLabel: .nameAndValue)
    }

    /// A line for the average of each segment. Only the last is named.
    private var averages: [LineSeries] {
        segments.enumerated().map { index, segment in
            LineSeries(
                segments.count == 1 ? "average" : "average \(index + 1)",
                points.indices.map {
                    (segment.from...segment.to).contains($0) ? segment.mean : nil
                },
                color: .quiet, stroke: .thin,
                endLabel: index == segments.count - 1
                    ? .text("average \(format.text(segment.mean))") : .none)
        }
    }
}

extension LineSeries {
    /// A target over all categories.
    static func target(
        _ value: Double, _ format: ValueFormat, of name: String? = nil, count: Int
    ) -> LineSeries {
        LineSeries(
            name.map { "target \($0)" } ?? "target", Array(repeating: value, count: count),
            color: .ink, stroke: .dashed,
            endLabel: .text("target " + (name.map { $0 + " " } ?? "") + targetText(value, format)))
    }
}

extension [Double?] {
    /// The bound where a value is below it; nil where the axis needs no end.
    fileprivate func isBelow(_ bound: Double) -> Double? {
        contains { $0.map { $0 <= bound } ?? false } ? bound : nil
    }

    /// The bound where a value is above it; nil where the axis needs no end.
    fileprivate func isAbove(_ bound: Double) -> Double? {
        contains { $0.map { $0 >= bound } ?? false } ? bound : nil
    }
}
