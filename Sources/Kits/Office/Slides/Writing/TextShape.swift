/// Writes text in a placeholder or a text box.
struct TextShape {
    let text: PlacedText
    let language: String

    /// Writes the shape with its number.
    func write(to xml: inout XMLWriter, _ id: Int) {
        xml.element("p:sp") { xml in
            if let place = text.placeholder {
                // Without a number, programs may take it for the title.
                let frame = place.index == 0 ? place.frame : nil
                xml.placeholder(id, text.name, place, text.frame ?? frame)
            } else {
                box(&xml, id)
            }
            xml.element("p:txBody") { xml in
                body(&xml)
                xml.element("a:lstStyle")
                for paragraph in text.paragraphs { self.paragraph(paragraph, &xml) }
            }
        }
    }

    private func box(_ xml: inout XMLWriter, _ id: Int) {
        xml.element("p:nvSpPr") { xml in
            xml.identity(id, text.name)
            xml.element("p:cNvSpPr", ["txBox": "1"])
            xml.element("p:nvPr")
        }
        xml.element("p:spPr") { xml in
            if let frame = text.frame { xml.transform("a:xfrm", frame) }
            xml.element("a:prstGeom", ["prst": "rect"]) { xml in xml.element("a:avLst") }
            xml.element("a:noFill")
        }
    }

    private func body(_ xml: inout XMLWriter) {
        guard text.placeholder == nil else {
            // The text was measured; PowerPoint need not make it smaller.
            xml.element("a:bodyPr") { xml in xml.element("a:noAutofit") }
            return
        }
        xml.element(
            "a:bodyPr",
            [
                "wrap": "square", "lIns": String(text.leftInset), "tIns": "0", "rIns": "0",
                "bIns": "0", "anchor": text.isAtBottom ? "b" : "t",
            ]
        ) { xml in xml.element("a:noAutofit") }
    }

    /// A text box has no bullets and distances of its own, nor has a placeholder without styles.
    private func box(_ paragraph: Paragraph, _ xml: inout XMLWriter) {
        let style = TextLevel.box[paragraph.level]
        xml.element(
            "a:pPr",
            [
                "marL": paragraph.hasBullet ? String(style.indent) : "0",
                "indent": paragraph.hasBullet ? "-228600" : "0",
            ]
        ) { xml in
            if text.paragraphs.count > 1 {
                xml.element("a:spcBef") { xml in
                    xml.value("a:spcPts", Int(style.spaceBefore * 100))
                }
            }
            guard paragraph.hasBullet else { return xml.element("a:buNone") }
            xml.element("a:buChar", ["char": paragraph.level == 0 ? "•" : "–"])
        }
    }

    private func paragraph(_ paragraph: Paragraph, _ xml: inout XMLWriter) {
        let level = paragraph.level
        let style = text.placeholder?.level(level)
        let isSample = style?.sample != nil
        let size =
            text.sizes.map { $0[min(level, $0.count - 1)] } ?? (isSample ? style?.size : nil)
        let isBold = paragraph.style == .heading || isSample && style?.isBold == true
        xml.element("a:p") { xml in
            if text.placeholder == nil || isSample {
                box(paragraph, &xml)
            } else if paragraph.hasBullet {
                xml.element("a:pPr", ["lvl": level == 0 ? nil : String(level)])
            } else {
                xml.element("a:pPr", ["marL": "0", "indent": "0"]) { xml in
                    xml.element("a:buNone")
                }
            }
            for run in paragraph.runs {
                xml.run(
                    run, language: language, size: size, isBold: isBold, color: text.color,
                    sample: style?.sample)
            }
        }
    }
}
