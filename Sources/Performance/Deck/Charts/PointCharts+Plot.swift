import Charting
import Formats
import Office

extension FunnelChart {
    /// Portfolios as dots within the curves of luck.
    var plot: PointPlot {
        let smallest = dots.map(\.size).min() ?? 0
        let largest = dots.map(\.size).max() ?? 1
        let first = limits.lastIndex { $0.size <= smallest } ?? 0
        let last = limits.firstIndex { $0.size >= largest } ?? max(limits.count - 1, 0)
        let shown = limits.isEmpty ? [] : Array(limits[first...max(last, first)])
        // The outer curves may leave the plot where portfolios are smallest.
        let ratios =
            dots.map(\.ratio)
            + (shown.first.map { [$0.inner.lowerBound, $0.inner.upperBound] } ?? [])
        let low = ((ratios.min() ?? 0.8) * 10 - 0.5).rounded(.down) / 10
        let high = ((ratios.max() ?? 1.2) * 10 + 0.5).rounded(.up) / 10
        let across = max(0, low)...max(high, low + 0.2)
        func curve(
            _ name: String, _ stroke: LineStroke, _ words: String?,
            _ value: (Limits) -> Double
        ) -> CurveSeries {
            CurveSeries(
                name,
                shown.filter { across.contains(value($0)) }
                    .map { PlotPoint(x: $0.size, y: value($0)) },
                stroke: stroke, endLabel: words.map { .text($0) } ?? .none)
        }
        let inside = dots.filter { !$0.isEmphasised }
        let outside = dots.filter(\.isEmphasised)
        return PointPlot(
            dots: [
                DotSeries(
                    "within luck", inside.map { PlotPoint(x: $0.size, y: $0.ratio) }),
                DotSeries(
                    "stands out",
                    outside.map { PlotPoint(x: $0.size, y: $0.ratio, label: $0.label?.name) },
                    style: PointStyle(color: .emphasis)),
            ].filter { !$0.points.isEmpty },
            curves: [
                curve("\(innerWords), upper", .thin, innerWords, \.inner.upperBound),
                curve("\(innerWords), lower", .thin, nil, \.inner.lowerBound),
                curve("\(outerWords), upper", .dashed, outerWords, \.outer.upperBound),
                curve("\(outerWords), lower", .dashed, nil, \.outer.lowerBound),
            ].filter { $0.points.count > 1 },
            horizontalAxis: ChartAxis(title: sizeWords, .number(decimals: 0), values: []),
            verticalAxis: ChartAxis(
                title: "observed ÷ expected", .number(decimals: 1), values: [],
                minimum: across.lowerBound, maximum: across.upperBound))
    }
}

extension ReliabilityDiagram {
    /// Forecasts against outcomes, with the diagonal on which they agree.
    var plot: PointPlot {
        let values = series.flatMap(\.bins).flatMap { [$0.forecast, $0.observed] }
        let top = min(max((((values.max() ?? 1) * 10).rounded(.up)) / 10, 0.1), 1)
        let colors: [OfficeColor] = [.main, .quiet, .ink]
        let shown = series.enumerated().map { index, one in
            let points = one.bins.map { PlotPoint(x: $0.forecast, y: $0.observed) }
            let color = colors[
                min(index == emphasised ? 0 : index + (index < emphasised ? 1 : 0), 2)]
            let words = one.remark.isEmpty ? one.name : "\(one.name), \(one.remark)"
            return (
                dots: DotSeries(
                    one.name, points,
                    style: PointStyle(
                        color: color, marker: index == emphasised ? .filled : .hollow)),
                curve: CurveSeries(
                    one.name, points, color: color, stroke: .solid, endLabel: .text(words))
            )
        }
        return PointPlot(
            dots: shown.map(\.dots),
            curves: shown.map(\.curve).filter { $0.points.count > 1 } + [
                CurveSeries(
                    "as forecast", [PlotPoint(x: 0, y: 0), PlotPoint(x: top, y: top)], color: .ink,
                    stroke: .dashed, endLabel: .text("as forecast"))
            ],
            horizontalAxis: ChartAxis(
                title: forecastWords, .percent(decimals: 0), values: [], minimum: 0, maximum: top),
            verticalAxis: ChartAxis(
                title: observedWords, .percent(decimals: 0), values: [], minimum: 0, maximum: top))
    }
}
