/// Writes a table: no grid but hairlines between rows, so that it reads by its columns.
struct TableShape {
    let placed: PlacedTable
    let language: String

    /// Writes the table with its number.
    func write(to xml: inout XMLWriter, _ id: Int) {
        xml.element("p:graphicFrame") { xml in
            xml.element("p:nvGraphicFramePr") { xml in
                xml.identity(id, "Table", altText: placed.table.altText)
                xml.element("p:cNvGraphicFramePr") { xml in
                    xml.element("a:graphicFrameLocks", ["noGrp": "1"])
                }
                xml.element("p:nvPr")
            }
            xml.transform("p:xfrm", placed.frame)
            xml.element("a:graphic") { xml in
                xml.element(
                    "a:graphicData",
                    ["uri": "http://schemas.openxmlformats.org/drawingml/2006/table"]
                ) { xml in table(&xml) }
            }
        }
    }

    private func table(_ xml: inout XMLWriter) {
        xml.element("a:tbl") { xml in
            xml.element("a:tblPr", ["firstRow": "1"])
            xml.element("a:tblGrid") { xml in
                for width in placed.widths { xml.element("a:gridCol", ["w": String(width)]) }
            }
            let header = placed.table.columns.map {
                TableCell($0.title, isBold: true, color: .quiet)
            }
            for (index, row) in ([header] + placed.table.rows).enumerated() {
                xml.element("a:tr", ["h": String(placed.heights[index])]) { xml in
                    for (cell, column) in zip(row, placed.table.columns) {
                        self.cell(cell, column, isHeader: index == 0, &xml)
                    }
                }
            }
        }
    }

    private func cell(
        _ cell: TableCell, _ column: TableColumn, isHeader: Bool, _ xml: inout XMLWriter
    ) {
        xml.element("a:tc") { xml in
            xml.element("a:txBody") { xml in
                xml.element("a:bodyPr")
                xml.element("a:lstStyle")
                xml.element("a:p") { xml in
                    xml.element("a:pPr", ["algn": column.isNumeric ? "r" : "l"])
                    xml.run(
                        TextRun(cell.text, isBold: cell.isBold, color: cell.color ?? .ink),
                        language: language, size: placed.size)
                }
            }
            let (horizontal, vertical) = TableFlow.padding
            xml.element(
                "a:tcPr",
                [
                    "marL": String(points(horizontal)), "marR": String(points(horizontal)),
                    "marT": String(points(vertical)), "marB": String(points(vertical)),
                    "anchor": isHeader ? "b" : "t",
                ]
            ) { xml in
                for side in ["a:lnL", "a:lnR", "a:lnT"] {
                    xml.element(side, ["w": "0"]) { xml in xml.element("a:noFill") }
                }
                xml.element("a:lnB", ["w": isHeader ? "12700" : "6350"]) { xml in
                    xml.fill(isHeader ? .quiet : .hairline)
                }
                xml.element("a:noFill")
            }
        }
    }
}
