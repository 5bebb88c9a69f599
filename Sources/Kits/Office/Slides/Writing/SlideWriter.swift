/// Writes one slide.
struct SlideWriter {
    let slide: PlannedSlide
    let language: String
    /// Whether the slide's ground is dark.
    let isGroundDark: Bool
    /// The text at the foot; nil for none.
    let footer: String?
    /// The ids of the references to charts and pictures, in the order of the items.
    let references: [String]

    /// The slide as a part.
    func part() -> [UInt8] {
        var xml = XMLWriter(isGroundDark: isGroundDark)
        xml.element(
            "p:sld",
            [
                "xmlns:a": Namespace.drawing, "xmlns:r": Namespace.relationships,
                "xmlns:p": Namespace.presentation,
            ]
        ) { xml in
            xml.element("p:cSld") { xml in
                xml.element("p:spTree") { xml in
                    xml.shapeTreeStart()
                    shapes(&xml)
                }
            }
            xml.element("p:clrMapOvr") { xml in xml.element("a:masterClrMapping") }
        }
        return xml.bytes
    }

    private func shapes(_ xml: inout XMLWriter) {
        var id = 2
        title(&xml, id)
        var graphic = 0
        for item in slide.items {
            id += 1
            switch item {
            case .text(let text):
                TextShape(text: text, language: language).write(to: &xml, id)
            case .chart(let chart, let place):
                xml.chartFrame(id, chart.altText, place, references[graphic])
                graphic += 1
            case .picture(let picture, let place):
                xml.picture(id, picture.altText, place, references[graphic])
                graphic += 1
            case .table(let table):
                TableShape(placed: table, language: language).write(to: &xml, id)
            }
        }
        if let footer, let place = slide.layout.first("ftr") {
            id += 1
            xml.element("p:sp") { xml in
                xml.placeholder(id, "Footer", place)
                xml.textBody { xml in
                    xml.element("a:r") { xml in
                        xml.footerProperties(language)
                        xml.element("a:t", text: footer)
                    }
                }
            }
        }
        if let place = slide.layout.first("sldNum") {
            id += 1
            xml.element("p:sp") { xml in
                xml.placeholder(id, "Slide Number", place)
                xml.textBody { xml in xml.slideNumber(language) }
            }
        }
    }

    private func title(_ xml: inout XMLWriter, _ id: Int) {
        xml.element("p:sp") { xml in
            xml.placeholder(id, "Title", slide.titlePlace)
            xml.textBody { xml in
                let level = slide.titlePlace.level(0)
                let isSample = level.sample != nil
                xml.run(
                    TextRun(slide.title), language: language,
                    size: slide.titleSize ?? (isSample ? level.size : nil),
                    isBold: isSample && level.isBold, sample: level.sample)
            }
        }
    }
}

extension XMLWriter {
    /// What every tree of shapes begins with.
    mutating func shapeTreeStart() {
        element("p:nvGrpSpPr") { xml in
            xml.element("p:cNvPr", ["id": "1", "name": ""])
            xml.element("p:cNvGrpSpPr")
            xml.element("p:nvPr")
        }
        element("p:grpSpPr")
    }

    /// The first two parts of a shape that fills a placeholder.
    mutating func placeholder(
        _ id: Int, _ name: String, _ place: Placeholder, _ frame: Frame? = nil
    ) {
        element("p:nvSpPr") { xml in
            xml.identity(id, name)
            xml.element("p:cNvSpPr") { xml in xml.element("a:spLocks", ["noGrp": "1"]) }
            xml.element("p:nvPr") { xml in xml.reference(to: place) }
        }
        guard let frame else { return element("p:spPr") }
        element("p:spPr") { xml in xml.transform("a:xfrm", frame) }
    }

    /// The reference of a shape to the placeholder that it fills.
    private mutating func reference(to place: Placeholder) {
        element(
            "p:ph",
            [
                "type": place.type == "obj" ? nil : place.type,
                "idx": place.index == 0 ? nil : String(place.index),
            ])
    }

    /// A body of one paragraph.
    mutating func textBody(_ content: (inout XMLWriter) -> Void) {
        element("p:txBody") { xml in
            xml.element("a:bodyPr")
            xml.element("a:lstStyle")
            xml.element("a:p", [:], content)
        }
    }

    /// A field with the slide's number.
    mutating func slideNumber(_ language: String) {
        element("a:fld", ["id": "{00000000-0000-4000-8000-000000000001}", "type": "slidenum"]) {
            xml in
            xml.footerProperties(language)
            xml.element("a:t", text: "‹#›")
        }
    }

    /// The look of a footer. LibreOffice does not take its typeface from the layout.
    fileprivate mutating func footerProperties(_ language: String) {
        element("a:rPr", ["lang": language]) { xml in
            xml.element("a:latin", ["typeface": "+mn-lt"])
        }
    }

    /// A chart on a slide.
    mutating func chartFrame(
        _ id: Int, _ altText: String, _ place: PlacedGraphic, _ reference: String
    ) {
        element("p:graphicFrame") { xml in
            xml.element("p:nvGraphicFramePr") { xml in
                xml.identity(id, "Chart", altText: altText)
                xml.element("p:cNvGraphicFramePr") { xml in
                    xml.element("a:graphicFrameLocks", ["noGrp": "1"])
                }
                xml.element("p:nvPr") { xml in
                    if let index = place.placeholder { xml.element("p:ph", ["idx": String(index)]) }
                }
            }
            xml.transform("p:xfrm", place.frame)
            xml.element("a:graphic") { xml in
                xml.element("a:graphicData", ["uri": Namespace.chart]) { xml in
                    xml.element("c:chart", ["xmlns:c": Namespace.chart, "r:id": reference])
                }
            }
        }
    }

    /// A picture on a slide.
    mutating func picture(
        _ id: Int, _ altText: String, _ place: PlacedGraphic, _ reference: String
    ) {
        element("p:pic") { xml in
            xml.element("p:nvPicPr") { xml in
                xml.identity(id, "Picture", altText: altText)
                xml.element("p:cNvPicPr") { xml in
                    xml.element(
                        "a:picLocks",
                        ["noGrp": place.placeholder.map { _ in "1" }, "noChangeAspect": "1"])
                }
                xml.element("p:nvPr") { xml in
                    if let index = place.placeholder { xml.element("p:ph", ["idx": String(index)]) }
                }
            }
            xml.element("p:blipFill") { xml in
                xml.element("a:blip", ["r:embed": reference])
                xml.element("a:stretch") { xml in xml.element("a:fillRect") }
            }
            xml.element("p:spPr") { xml in
                xml.transform("a:xfrm", place.frame)
                xml.element("a:prstGeom", ["prst": "rect"]) { xml in xml.element("a:avLst") }
            }
        }
    }
}
