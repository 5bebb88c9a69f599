import Charting
import Formats
import Office

extension LinesChart {
    /// The lines over their months, with the band of the emphasised one and the targets.
    var plot: CategoryPlot {
        let lines = series.enumerated().map { index, one in
            let isMain = index == emphasised
            return LineSeries(
                one.name, padded(one.values), color: isMain ? .main : .quiet,
                marker: isMain ? .filled : .hollow, endLabel: .nameAndValue)
        }
        let targets = series.compactMap { one in
            one.target.map { LineSeries.target($0, format, of: one.name, count: months.count) }
        }
        let hasBand = bands.contains { $0 != nil }
        let names = series.indices.contains(emphasised) ? " of \(series[emphasised].name)" : ""
        return CategoryPlot(
            categories: months,
            valueAxis: ChartAxis(format, values: series.flatMap(\.values).compactMap(\.self)),
            // The emphasised line comes last, in front of the others.
            lines: targets + lines.indices.filter { $0 != emphasised }.map { lines[$0] }
                + lines.indices.filter { $0 == emphasised }.map { lines[$0] },
            bands: hasBand
                ? [
                    BandSeries(
                        "usual range\(names)", lower: padded(bands.map { $0?.lowerBound }),
                        upper: padded(bands.map { $0?.upperBound }))
                ] : [])
    }

    private func padded(_ values: [Double?]) -> [Double?] {
        let shown = values.prefix(months.count)
        return shown + Array(repeating: nil, count: months.count - shown.count)
    }
}
