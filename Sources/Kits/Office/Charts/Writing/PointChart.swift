/// A chart between two axes of numbers, as it is written.
struct PointChart {
    var series: [PointsToDraw] = []
    var horizontal: (axis: ChartAxis, scale: AxisScale)
    var vertical: (axis: ChartAxis, scale: AxisScale)
    var plot: PlotFrame
    /// Whether the axis at the left is left out, because rows have names instead.
    var hasRows = false

    private static let ids = (horizontal: 333, vertical: 444)

    /// Points or a curve as they are written.
    struct PointsToDraw {
        let title: DataColumn
        let x: DataColumn
        let y: DataColumn
        var color: OfficeColor = .main
        var stroke: LineStroke = .none
        var marker: Marker = .none
        var pointStyles: [Int: PointStyle] = [:]
        var labels = DataLabels()
        /// Points of a line with straight ends; nil for the usual width of its kind.
        var width: Double?
    }

    /// Writes the content of `c:chart`.
    func write(to xml: inout XMLWriter, _ stage: ChartStage) {
        xml.value("c:autoTitleDeleted", true)
        xml.element("c:plotArea") { xml in
            xml.plotLayout(plot, in: stage)
            xml.element("c:scatterChart") { xml in
                xml.value("c:scatterStyle", "lineMarker")
                xml.value("c:varyColors", false)
                for (index, series) in series.enumerated() {
                    xml.element("c:ser") { xml in series.write(to: &xml, index, stage) }
                }
                xml.value("c:axId", Self.ids.horizontal)
                xml.value("c:axId", Self.ids.vertical)
            }
            ValueAxisWriter(
                axis: horizontal.axis, scale: horizontal.scale,
                ids: (Self.ids.horizontal, Self.ids.vertical), position: "b", isBetween: false
            ).write(to: &xml, stage)
            ValueAxisWriter(
                axis: vertical.axis, scale: vertical.scale,
                ids: (Self.ids.vertical, Self.ids.horizontal), position: "l", titlePlace: (0, 0),
                hasGrid: !hasRows, isHidden: hasRows, isBetween: false
            ).write(to: &xml, stage)
            xml.element("c:spPr") { xml in xml.noFillNoLine() }
        }
        xml.value("c:plotVisOnly", true)
        xml.value("c:dispBlanksAs", "gap")
    }

    /// The distance of a value from the left of the chart.
    func x(_ value: Double) -> Double { plot.left + horizontal.scale.share(value) * plot.width }

    /// The distance of a value from the top of the chart.
    func y(_ value: Double) -> Double { plot.bottom - vertical.scale.share(value) * plot.height }
}

extension PointChart.PointsToDraw {
    fileprivate func write(to xml: inout XMLWriter, _ index: Int, _ stage: ChartStage) {
        xml.seriesStart(index, title)
        xml.element("c:spPr") { xml in
            if let width {
                xml.line(color, width: width, cap: "flat")
            } else {
                xml.stroke(stroke, color)
            }
        }
        xml.marker(marker, color, size: 8)
        for (point, style) in pointStyles.sorted(by: { $0.key < $1.key }) {
            xml.element("c:dPt") { xml in
                xml.value("c:idx", point)
                xml.marker(style.marker, style.color, size: 9)
                xml.value("c:bubble3D", false)
            }
        }
        labels.write(to: &xml, stage)
        xml.cells("c:xVal", x)
        xml.cells("c:yVal", y)
        xml.value("c:smooth", false)
        labels.writeRange(to: &xml)
    }
}
