/// The properties of a presentation: its title and a fixed date, and nobody's name.
struct DocumentProperties {
    let title: String
    let slideCount: Int

    /// Title and dates.
    func core() -> [UInt8] {
        var xml = XMLWriter()
        xml.element(
            "cp:coreProperties",
            [
                "xmlns:cp":
                    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
                "xmlns:dc": "http://purl.org/dc/elements/1.1/",
                "xmlns:dcterms": "http://purl.org/dc/terms/",
                "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            ]
        ) { xml in
            xml.element("dc:title", text: title)
            for name in ["dcterms:created", "dcterms:modified"] {
                xml.element(name, ["xsi:type": "dcterms:W3CDTF"], text: fixedTimeText)
            }
        }
        return xml.bytes
    }

    /// How many slides there are.
    func extended() -> [UInt8] {
        var xml = XMLWriter()
        xml.element(
            "Properties",
            [
                "xmlns":
                    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
            ]
        ) { xml in
            xml.element("Application", text: "Parallax")
            xml.element("Slides", text: String(slideCount))
        }
        return xml.bytes
    }
}
