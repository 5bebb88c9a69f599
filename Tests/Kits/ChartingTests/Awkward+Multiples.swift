import Charting
import Formats

extension Awkward {
    static func multiples(
        panels: Int, _ values: [Double?], text: ChartText, _ format: ValueFormat
    ) -> SmallMultiples {
        let all = (0..<panels).map { panel -> SmallMultiples.Panel in
            let points = values.enumerated().map { place, value in
                SmallMultiples.Series.Point(
                    x: Double(place), value: value ?? .nan, low: (value ?? 0) - 0.1,
                    high: (value ?? 0) + 0.2, isStrong: place.isMultiple(of: 2),
                    words: place.isMultiple(of: 3) ? longName : "91 %")
            }
            let heights = values.compactMap(\.self)
            let edges = (0...heights.count).map(Double.init)
            let shapes: [[SmallMultiples.Series]] = [
                [.init(.points(points), tone: .emphasised)],
                [
                    .init(.dashes(points)), .init(.line(points), caption: longName),
                    .init(.line(points.reversed()), tone: .quiet, caption: "proposed"),
                ],
                [
                    .init(
                        .steps(edges: edges, heights: heights, isFilled: true), caption: "renewed"),
                    .init(
                        .steps(edges: edges, heights: heights, isFilled: false), tone: .emphasised,
                        caption: longName),
                ], [],
            ]
            return SmallMultiples.Panel(
                label: panel.isMultiple(of: 3) ? ChartLabel(name: longName) : "Sessions",
                remark: panel.isMultiple(of: 2) ? longName : "71 %, higher is better",
                isFinding: panel.isMultiple(of: 5),
                across: panels.isMultiple(of: 2)
                    ? .places(values.indices.map { "\($0 * 10)" }, notes: [longName, "n = 31"])
                    : .values(0...Double(panel + 1), format),
                series: shapes[panel % 4], missingWords: longName)
        }
        return SmallMultiples(
            text: text, panels: all, format: format,
            bounds: panels.isMultiple(of: 3) ? 0...1 : nil,
            reference: panels.isMultiple(of: 4) ? 0.5 : nil,
            sharesHeights: panels.isMultiple(of: 2), includesZero: panels.isMultiple(of: 5),
            missingWords: longName)
    }
}
