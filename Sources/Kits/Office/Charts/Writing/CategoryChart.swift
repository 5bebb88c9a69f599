/// A chart over categories, as it is written: areas, columns and lines on one pair of axes.
struct CategoryChart {
    var categories: DataColumn
    var areas: [AreaToDraw] = []
    var columns: [ColumnsToDraw] = []
    var grouping = "clustered"
    var lines: [LineToDraw] = []
    var valueAxis: ChartAxis
    var scale: AxisScale
    var categoryTitle: String?
    var frame: CategoryFrame
    /// The series with an entry in the legend; none makes no legend.
    var legend: Set<Int> = []

    private static let ids = (category: 111, value: 222)

    /// Writes the content of `c:chart`.
    func write(to xml: inout XMLWriter, _ stage: ChartStage) {
        xml.value("c:autoTitleDeleted", true)
        xml.element("c:plotArea") { xml in
            xml.plotLayout(frame.plot, in: stage)
            var index = 0
            if !areas.isEmpty {
                xml.element("c:areaChart") { xml in
                    xml.value("c:grouping", "stacked")
                    xml.value("c:varyColors", false)
                    for area in areas {
                        area.write(to: &xml, index, categories)
                        index += 1
                    }
                    axes(&xml)
                }
            }
            if !columns.isEmpty { writeColumns(&xml, &index, stage) }
            if !lines.isEmpty || columns.isEmpty && areas.isEmpty {
                xml.element("c:lineChart") { xml in
                    xml.value("c:grouping", "standard")
                    xml.value("c:varyColors", false)
                    for line in lines {
                        line.write(to: &xml, index, categories, stage)
                        index += 1
                    }
                    xml.value("c:marker", true)
                    axes(&xml)
                }
            }
            categoryAxis(&xml, stage)
            ValueAxisWriter(
                axis: valueAxis, scale: scale, ids: (Self.ids.value, Self.ids.category),
                position: "l", titlePlace: (0, frame.titleTop)
            ).write(to: &xml, stage)
            xml.element("c:spPr") { xml in xml.noFillNoLine() }
        }
        writeLegend(&xml, stage)
        xml.value("c:plotVisOnly", true)
        xml.value("c:dispBlanksAs", "gap")
    }

    private func axes(_ xml: inout XMLWriter) {
        xml.value("c:axId", Self.ids.category)
        xml.value("c:axId", Self.ids.value)
    }

    private func writeColumns(_ xml: inout XMLWriter, _ index: inout Int, _ stage: ChartStage) {
        xml.element("c:barChart") { xml in
            xml.value("c:barDir", "col")
            xml.value("c:grouping", grouping)
            xml.value("c:varyColors", false)
            for column in columns {
                column.write(to: &xml, index, categories, stage)
                index += 1
            }
            xml.value("c:gapWidth", Int(frame.gapWidth * 100))
            xml.value("c:overlap", grouping == "clustered" ? -8 : 100)
            axes(&xml)
        }
    }

    private func categoryAxis(_ xml: inout XMLWriter, _ stage: ChartStage) {
        xml.element("c:catAx") { xml in
            xml.value("c:axId", Self.ids.category)
            xml.element("c:scaling") { xml in xml.value("c:orientation", "minMax") }
            xml.value("c:delete", false)
            xml.value("c:axPos", "b")
            xml.axisTitle(categoryTitle, stage, at: nil)
            xml.element("c:numFmt", ["formatCode": "General", "sourceLinked": "0"])
            xml.value("c:majorTickMark", "none")
            xml.value("c:minorTickMark", "none")
            xml.value("c:tickLblPos", "low")
            xml.element("c:spPr") { xml in
                xml.line(.text.with(opacity: 0.4), width: 0.75, cap: "flat")
            }
            xml.textProperties(
                stage, .quiet, rotation: frame.labelStep > 1 ? .unbroken : .level)
            xml.value("c:crossAx", Self.ids.value)
            xml.value("c:crosses", "autoZero")
            xml.value("c:auto", false)
            xml.value("c:lblAlgn", "ctr")
            xml.value("c:lblOffset", 60)
            if frame.labelStep > 1 {
                xml.value("c:tickLblSkip", frame.labelStep)
                xml.value("c:tickMarkSkip", frame.labelStep)
            }
            xml.value("c:noMultiLvlLbl", true)
        }
    }

    private func writeLegend(_ xml: inout XMLWriter, _ stage: ChartStage) {
        guard !legend.isEmpty else { return }
        xml.element("c:legend") { xml in
            xml.value("c:legendPos", "t")
            for index in 0..<(areas.count + columns.count + lines.count)
            where !legend.contains(index) {
                xml.element("c:legendEntry") { xml in
                    xml.value("c:idx", index)
                    xml.value("c:delete", true)
                }
            }
            xml.element("c:layout") { xml in
                xml.element("c:manualLayout") { xml in
                    xml.value("c:xMode", "edge")
                    xml.value("c:yMode", "edge")
                    xml.value("c:x", share(frame.plot.left / stage.size.width))
                    xml.value("c:y", "0")
                }
            }
            xml.value("c:overlay", false)
            xml.textProperties(stage, .quiet)
        }
    }
}

extension OfficeColor {
    /// The colour of text, as a ground for others.
    fileprivate static let text = OfficeColor(.text1)
}
