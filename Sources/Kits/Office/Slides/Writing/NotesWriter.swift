/// Writes speaker notes, and the master that they need.
struct NotesWriter {
    let language: String

    /// The notes of a slide.
    func part(_ notes: String) -> [UInt8] {
        var xml = XMLWriter()
        xml.element("p:notes", namespaces) { xml in
            xml.element("p:cSld") { xml in
                xml.element("p:spTree") { xml in
                    xml.shapeTreeStart()
                    image(&xml, frame: nil)
                    xml.element("p:sp") { xml in
                        shape(&xml, 3, "Notes", ["type": "body", "idx": "1"], nil)
                        xml.element("p:txBody") { xml in
                            xml.element("a:bodyPr")
                            xml.element("a:lstStyle")
                            for line in notes.split(
                                separator: "\n", omittingEmptySubsequences: false)
                            {
                                xml.element("a:p") { xml in
                                    if !line.isEmpty {
                                        xml.run(TextRun(String(line)), language: language)
                                    }
                                }
                            }
                        }
                    }
                }
            }
            xml.element("p:clrMapOvr") { xml in xml.element("a:masterClrMapping") }
        }
        return xml.bytes
    }

    /// A plain master of notes: the slide above its text.
    func master() -> [UInt8] {
        var xml = XMLWriter()
        xml.element("p:notesMaster", namespaces) { xml in
            xml.element("p:cSld") { xml in
                xml.tree(StandardTemplate.ground("bg1"))
                xml.element("p:spTree") { xml in
                    xml.shapeTreeStart()
                    image(
                        &xml,
                        frame: Frame(x: 685_800, y: 1_143_000, width: 5_486_400, height: 3_086_100))
                    xml.element("p:sp") { xml in
                        shape(
                            &xml, 3, "Notes", ["type": "body", "sz": "quarter", "idx": "1"],
                            Frame(x: 685_800, y: 4_400_550, width: 5_486_400, height: 3_600_450))
                        xml.textBody { xml in xml.run(TextRun("Notes"), language: language) }
                    }
                }
            }
            xml.element(
                "p:clrMap",
                [
                    "bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2", "accent1": "accent1",
                    "accent2": "accent2", "accent3": "accent3", "accent4": "accent4",
                    "accent5": "accent5", "accent6": "accent6", "hlink": "hlink",
                    "folHlink": "folHlink",
                ])
            xml.element("p:notesStyle") { xml in
                xml.element("a:lvl1pPr", ["marL": "0", "algn": "l"]) { xml in
                    xml.element("a:defRPr", ["sz": "1200"]) { xml in
                        xml.fill(.ink)
                        xml.element("a:latin", ["typeface": "+mn-lt"])
                    }
                }
            }
        }
        return xml.bytes
    }

    private let namespaces: KeyValuePairs<String, String?> = [
        "xmlns:a": Namespace.drawing, "xmlns:r": Namespace.relationships,
        "xmlns:p": Namespace.presentation,
    ]

    init(language: String) { self.language = language }

    /// The small picture of the slide.
    private func image(_ xml: inout XMLWriter, frame: Frame?) {
        xml.element("p:sp") { xml in
            xml.element("p:nvSpPr") { xml in
                xml.identity(2, "Slide Image")
                xml.element("p:cNvSpPr") { xml in
                    xml.element(
                        "a:spLocks", ["noGrp": "1", "noRot": "1", "noChangeAspect": "1"])
                }
                xml.element("p:nvPr") { xml in
                    xml.element("p:ph", ["type": "sldImg", "idx": frame == nil ? nil : "2"])
                }
            }
            guard let frame else { return xml.element("p:spPr") }
            xml.element("p:spPr") { xml in
                xml.transform("a:xfrm", frame)
                xml.element("a:prstGeom", ["prst": "rect"]) { xml in xml.element("a:avLst") }
                xml.element("a:noFill")
                xml.element("a:ln", ["w": "9525"]) { xml in xml.fill(.hairline) }
            }
        }
    }

    private func shape(
        _ xml: inout XMLWriter, _ id: Int, _ name: String,
        _ place: KeyValuePairs<String, String?>, _ frame: Frame?
    ) {
        xml.element("p:nvSpPr") { xml in
            xml.identity(id, name)
            xml.element("p:cNvSpPr") { xml in xml.element("a:spLocks", ["noGrp": "1"]) }
            xml.element("p:nvPr") { xml in xml.element("p:ph", place) }
        }
        guard let frame else { return xml.element("p:spPr") }
        xml.element("p:spPr") { xml in
            xml.transform("a:xfrm", frame)
            xml.element("a:prstGeom", ["prst": "rect"]) { xml in xml.element("a:avLst") }
        }
    }
}
