/// A chart as a part, with the workbook that it carries.
struct ChartPart {
    /// The chart.
    let xml: [UInt8]
    /// The workbook with its numbers.
    let workbook: [UInt8]
    /// What had no room.
    let remarks: [String]

    /// Draws a chart.
    ///
    /// - Parameters:
    ///   - chart: what it shows.
    ///   - stage: its room.
    ///   - id: the id of the chart's reference to its workbook.
    /// - Throws: `OfficeError.slide` for numbers that make no chart.
    init(_ chart: NativeChart, on stage: ChartStage, workbook id: String) throws(OfficeError) {
        var data = ChartData()
        let content: (inout XMLWriter) -> Void
        switch chart.plot {
        case .categories(let plot):
            let drawn = try plot.chart(stage, &data)
            content = { xml in drawn.write(to: &xml, stage) }
        case .waterfall(let plot):
            let drawn = try plot.chart(stage, &data)
            content = { xml in drawn.write(to: &xml, stage) }
        case .rows(let plot):
            let drawn = try plot.chart(stage, &data)
            content = { xml in drawn.write(to: &xml, stage) }
        case .points(let plot):
            let drawn = try plot.chart(stage, &data)
            content = { xml in drawn.write(to: &xml, stage) }
        }
        var xml = XMLWriter(isGroundDark: stage.palette.isGroundDark)
        xml.element(
            "c:chartSpace",
            [
                "xmlns:c": Namespace.chart, "xmlns:a": Namespace.drawing,
                "xmlns:r": Namespace.relationships,
            ]
        ) { xml in
            xml.value("c:date1904", false)
            xml.value("c:roundedCorners", false)
            xml.element("c:chart", [:], content)
            xml.element("c:spPr") { xml in xml.noFillNoLine() }
            xml.textProperties(stage, .ink)
            xml.element("c:externalData", ["r:id": id]) { xml in
                xml.value("c:autoUpdate", false)
            }
        }
        self.xml = xml.bytes
        workbook = try data.workbook()
        remarks = []
    }
}
