/// The label of a value in a chart.
struct DataLabel {
    /// What it says.
    var content: Content
    /// Where it stands: `t`, `b`, `l`, `r`, `ctr` or `outEnd`.
    var position: String
    /// Its colour.
    var color: OfficeColor
    var isBold = false
    /// Whether lines behind it are covered.
    var hasGround = false
    /// How far it is moved from there, in points.
    var offset: (x: Double, y: Double) = (0, 0)

    /// What a label says. All but a text follow the numbers when they are edited.
    enum Content {
        case value
        case name
        case nameAndValue(String)
        /// What a cell beside the value says.
        case cell(String)
        case text(String)
    }
}

/// The labels of a series.
struct DataLabels {
    var labels: [Int: DataLabel] = [:]
    /// The name of the series, for labels with it.
    var name = ""
    /// The format of values.
    var format: CellFormat = .text
    /// The column with the texts of labels that follow a cell.
    var column: DataColumn?

    /// Writes the labels; nothing where there are none.
    func write(to xml: inout XMLWriter, _ stage: ChartStage) {
        guard !labels.isEmpty else { return }
        xml.element("c:dLbls") { xml in
            for (index, label) in labels.sorted(by: { $0.key < $1.key }) {
                xml.element("c:dLbl") { xml in write(label, index, &xml, stage) }
            }
            xml.element("c:spPr") { xml in xml.noFillNoLine() }
            xml.shown()
            // LibreOffice would draw a line to each label that was moved.
            xml.labelExtension { xml in xml.value("c15:showLeaderLines", false) }
        }
    }

    /// The extension that names the column with the texts; it ends a series.
    func writeRange(to xml: inout XMLWriter) {
        guard let column else { return }
        xml.element("c:extLst") { xml in
            xml.element(
                "c:ext",
                [
                    "uri": "{02D57815-91ED-43cb-92C2-25804820EDAC}",
                    "xmlns:c15": Namespace.chart2012,
                ]
            ) { xml in
                xml.element("c15:datalabelsRange") { xml in
                    xml.element("c15:f", text: column.reference)
                    xml.element("c15:dlblRangeCache") { xml in xml.cache(column.shownTexts) }
                }
            }
        }
    }

    private func write(
        _ label: DataLabel, _ index: Int, _ xml: inout XMLWriter, _ stage: ChartStage
    ) {
        xml.value("c:idx", index)
        if label.offset != (0, 0) {
            xml.element("c:layout") { xml in
                xml.element("c:manualLayout") { xml in
                    xml.value("c:x", share(label.offset.x / stage.size.width))
                    xml.value("c:y", share(label.offset.y / stage.size.height))
                }
            }
        }
        rich(label, &xml, stage)
        xml.element("c:numFmt", ["formatCode": format.code, "sourceLinked": "0"])
        xml.element("c:spPr") { xml in
            if label.hasGround { xml.fill(.ground) } else { xml.noFillNoLine() }
        }
        if !label.isRich { xml.textProperties(stage, label.color, isBold: label.isBold) }
        xml.value("c:dLblPos", label.position)
        xml.shown(value: label.showsValue, name: label.showsName)
        if label.isRich { fields(&xml, label) }
    }

    /// Text with fields, each with what it says now.
    private func rich(_ label: DataLabel, _ xml: inout XMLWriter, _ stage: ChartStage) {
        guard label.isRich else { return }
        xml.element("c:tx") { xml in
            xml.element("c:rich") { xml in
                xml.element("a:bodyPr", ["wrap": "none", "anchor": "ctr"]) { xml in
                    xml.element("a:spAutoFit")
                }
                xml.element("a:p") { xml in
                    xml.element("a:pPr") { xml in
                        xml.runProperties("a:defRPr", stage, label.color, isBold: label.isBold)
                    }
                    switch label.content {
                    case .nameAndValue(let value):
                        xml.field("SERIESNAME", name, stage, label)
                        xml.words(" ", stage, label)
                        xml.field("VALUE", value, stage, label)
                    case .cell(let text): xml.field("CELLRANGE", text, stage, label)
                    case .text(let text): xml.words(text, stage, label)
                    case .value, .name: break
                    }
                }
            }
        }
    }

    private func fields(_ xml: inout XMLWriter, _ label: DataLabel) {
        guard label.hasFields else { return }
        xml.labelExtension { xml in
            if label.showsCell {
                xml.value("c15:showDataLabelsRange", true)
            } else {
                xml.element("c15:dlblFieldTable")
            }
        }
    }
}

extension DataLabel {
    fileprivate var isRich: Bool {
        switch content {
        case .value, .name: false
        case .nameAndValue, .cell, .text: true
        }
    }

    fileprivate var hasFields: Bool {
        if case .text = content { return false }
        return isRich
    }

    fileprivate var showsValue: Bool {
        switch content {
        case .value, .nameAndValue, .text: true
        case .name, .cell: false
        }
    }

    fileprivate var showsName: Bool {
        switch content {
        case .name, .nameAndValue: true
        case .value, .cell, .text: false
        }
    }

    fileprivate var showsCell: Bool {
        if case .cell = content { return true }
        return false
    }
}

extension DataColumn {
    /// The cells as the spreadsheet shows them.
    fileprivate var shownTexts: [String?] {
        switch values {
        case .texts(let texts): texts
        case .numbers(let numbers, let format): numbers.map { $0.map(format.text) }
        }
    }
}

extension XMLWriter {
    /// What Office 2013 added to labels.
    fileprivate mutating func labelExtension(_ content: (inout XMLWriter) -> Void) {
        element("c:extLst") { xml in
            xml.element(
                "c:ext",
                [
                    "uri": "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}",
                    "xmlns:c15": Namespace.chart2012,
                ], content)
        }
    }

    /// Which parts of a label are shown.
    fileprivate mutating func shown(value: Bool = false, name: Bool = false) {
        self.value("c:showLegendKey", false)
        self.value("c:showVal", value)
        self.value("c:showCatName", false)
        self.value("c:showSerName", name)
        self.value("c:showPercent", false)
        self.value("c:showBubbleSize", false)
    }

    fileprivate mutating func words(_ text: String, _ stage: ChartStage, _ label: DataLabel) {
        element("a:r") { xml in
            xml.runProperties("a:rPr", stage, label.color, isBold: label.isBold)
            xml.element("a:t", text: text)
        }
    }

    fileprivate mutating func field(
        _ type: String, _ text: String, _ stage: ChartStage, _ label: DataLabel
    ) {
        let number = ["SERIESNAME": 2, "VALUE": 3][type] ?? 4
        let id = "{00000000-0000-4000-8000-00000000000\(number)}"
        element("a:fld", ["id": id, "type": type]) { xml in
            xml.runProperties("a:rPr", stage, label.color, isBold: label.isBold)
            xml.element("a:pPr")
            xml.element("a:t", text: text)
        }
    }
}
