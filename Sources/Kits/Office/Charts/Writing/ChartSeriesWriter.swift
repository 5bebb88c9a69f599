/// Columns as they are written.
struct ColumnsToDraw {
    let column: DataColumn
    /// Nil for columns that only lift others.
    let color: OfficeColor?
    var pointColors: [Int: OfficeColor] = [:]
    var labels = DataLabels()

    /// Writes the series.
    func write(to xml: inout XMLWriter, _ index: Int, _ categories: DataColumn, _ stage: ChartStage)
    {
        xml.element("c:ser") { xml in
            xml.seriesStart(index, column)
            xml.element("c:spPr") { xml in
                if let color { xml.fill(color) } else { xml.element("a:noFill") }
                xml.element("a:ln") { xml in xml.element("a:noFill") }
            }
            xml.value("c:invertIfNegative", false)
            for (point, color) in pointColors.sorted(by: { $0.key < $1.key })
            where point >= 0 && point < column.count {
                xml.element("c:dPt") { xml in
                    xml.value("c:idx", point)
                    xml.value("c:invertIfNegative", false)
                    xml.value("c:bubble3D", false)
                    xml.element("c:spPr") { xml in xml.fill(color) }
                }
            }
            labels.write(to: &xml, stage)
            xml.cells("c:cat", categories)
            xml.cells("c:val", column)
            labels.writeRange(to: &xml)
        }
    }
}

/// A line as it is written.
struct LineToDraw {
    let column: DataColumn
    let color: OfficeColor
    var stroke: LineStroke
    var marker: Marker = .none
    var pointStyles: [Int: PointStyle] = [:]
    var labels = DataLabels()

    /// Writes the series.
    func write(to xml: inout XMLWriter, _ index: Int, _ categories: DataColumn, _ stage: ChartStage)
    {
        xml.element("c:ser") { xml in
            xml.seriesStart(index, column)
            xml.element("c:spPr") { xml in xml.stroke(stroke, color) }
            xml.marker(marker, color)
            for (point, style) in pointStyles.sorted(by: { $0.key < $1.key })
            where point >= 0 && point < column.count {
                xml.element("c:dPt") { xml in
                    xml.value("c:idx", point)
                    xml.marker(style.marker, style.color, size: 9)
                    xml.value("c:bubble3D", false)
                    // The piece of line that leads to the point has its colour, because LibreOffice
                    // takes the colour of the dot from it.
                    xml.element("c:spPr") { xml in xml.stroke(stroke, style.color) }
                }
            }
            labels.write(to: &xml, stage)
            xml.cells("c:cat", categories)
            xml.cells("c:val", column)
            xml.value("c:smooth", false)
            labels.writeRange(to: &xml)
        }
    }
}

/// One of the two areas that make a band: an invisible one that lifts, and the band on it.
struct AreaToDraw {
    let column: DataColumn
    let color: OfficeColor?

    /// Writes the series.
    func write(to xml: inout XMLWriter, _ index: Int, _ categories: DataColumn) {
        xml.element("c:ser") { xml in
            xml.seriesStart(index, column)
            xml.element("c:spPr") { xml in
                if let color { xml.fill(color) } else { xml.element("a:noFill") }
                xml.element("a:ln") { xml in xml.element("a:noFill") }
            }
            xml.cells("c:cat", categories)
            xml.cells("c:val", column)
        }
    }
}
