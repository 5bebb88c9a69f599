/// Puts the parts of a presentation together.
struct DeckWriter {
    private let presentation: Presentation
    private let template: SlideTemplate
    private var package: OfficePackage
    private var slideReferences: [String] = []
    private var notesMaster: String?
    private(set) var remarks: [TemplateRemark] = []

    init(_ presentation: Presentation, on template: SlideTemplate) {
        self.presentation = presentation
        self.template = template
        package = template.package
        notesMaster = package.target(ofKind: "notesMaster", from: presentationPath)
    }

    /// Adds a slide with its charts, pictures and notes.
    ///
    /// - Throws: `OfficeError`.
    mutating func add(_ slide: PlannedSlide) throws(OfficeError) {
        let path = "ppt/slides/slide\(slideReferences.count + 1).xml"
        package.relate(path, to: slide.layout.path, RelationshipType.slideLayout)
        var references: [String] = []
        for item in slide.items {
            switch item {
            case .chart(let chart, let place):
                let part = try addChart(chart, place)
                references.append(package.relate(path, to: part, RelationshipType.chart))
            case .picture(let picture, _):
                let part = package.freePath("ppt/media/image", ".png")
                package.add(part, ContentType.png, picture.png)
                references.append(package.relate(path, to: part, RelationshipType.image))
            case .text, .table: break
            }
        }
        if !slide.notes.isEmpty { addNotes(slide.notes, to: path) }
        let writer = SlideWriter(
            slide: slide, language: presentation.language,
            isGroundDark: template.palette.isGroundDark, footer: presentation.footer,
            references: references)
        package.add(path, ContentType.slide, writer.part())
        slideReferences.append(package.relate(presentationPath, to: path, RelationshipType.slide))
    }

    private mutating func addChart(
        _ chart: NativeChart, _ place: PlacedGraphic
    ) throws(OfficeError) -> String {
        let path = package.freePath("ppt/charts/chart", ".xml")
        let workbook = package.freePath("ppt/embeddings/Microsoft_Excel_Sheet", ".xlsx")
        let stage = ChartStage(
            size: place.frame.points, measure: TextMeasure(typeface: template.typefaces.text),
            palette: template.palette, language: presentation.language)
        let id = package.relate(path, to: workbook, RelationshipType.package)
        let part = try ChartPart(chart, on: stage, workbook: id)
        let number = slideReferences.count + 1
        remarks += part.remarks.map { TemplateRemark(slide: number, $0) }
        package.add(workbook, ContentType.workbook, part.workbook)
        package.add(path, ContentType.chart, part.xml)
        return path
    }

    private mutating func addNotes(_ notes: String, to slide: String) {
        let writer = NotesWriter(language: presentation.language)
        let master: String
        if let notesMaster {
            master = notesMaster
        } else {
            master = package.freePath("ppt/notesMasters/notesMaster", ".xml")
            let theme = package.freePath("ppt/theme/theme", ".xml")
            package.add(theme, ContentType.theme, StandardTheme.element.part)
            package.add(master, ContentType.notesMaster, writer.master())
            package.relate(master, to: theme, RelationshipType.theme)
            package.relate(presentationPath, to: master, RelationshipType.notesMaster)
            notesMaster = master
        }
        let path = package.freePath("ppt/notesSlides/notesSlide", ".xml")
        package.add(path, ContentType.notesSlide, writer.part(notes))
        package.relate(path, to: master, RelationshipType.notesMaster)
        package.relate(path, to: slide, RelationshipType.slide)
        package.relate(slide, to: path, RelationshipType.notesSlide)
    }

    /// The file with all slides added so far.
    ///
    /// - Throws: `OfficeError`.
    mutating func finish() throws(OfficeError) -> [UInt8] {
        package.add(presentationPath, ContentType.presentation, mainPart().part)
        addSettings()
        let core = "docProps/core.xml"
        let app = "docProps/app.xml"
        let properties = DocumentProperties(
            title: presentation.title, slideCount: slideReferences.count)
        package.add(core, ContentType.coreProperties, properties.core())
        package.add(app, ContentType.extendedProperties, properties.extended())
        package.relate("", to: presentationPath, RelationshipType.officeDocument)
        package.relate("", to: core, RelationshipType.coreProperties)
        package.relate("", to: app, RelationshipType.extendedProperties)
        return try package.zipped()
    }

    /// Parts without content that PowerPoint misses where they are not there.
    private mutating func addSettings() {
        let properties = XMLElement("p:presentationPr", StandardTemplate.namespaces)
        package.add("ppt/presProps.xml", ContentType.presentationProperties, properties.part)
        package.relate(
            presentationPath, to: "ppt/presProps.xml", RelationshipType.presentationProperties)
        let view = XMLElement("p:viewPr", StandardTemplate.namespaces)
        package.add("ppt/viewProps.xml", ContentType.viewProperties, view.part)
        package.relate(presentationPath, to: "ppt/viewProps.xml", RelationshipType.viewProperties)
        guard package.target(ofKind: "tableStyles", from: presentationPath) == nil else { return }
        let styles = XMLElement(
            "a:tblStyleLst",
            ["xmlns:a": Namespace.drawing, "def": "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"])
        package.add("ppt/tableStyles.xml", ContentType.tableStyles, styles.part)
        package.relate(presentationPath, to: "ppt/tableStyles.xml", RelationshipType.tableStyles)
    }

    /// The template's main part with these slides in place of its own.
    private func mainPart() -> XMLElement {
        var root = template.presentation
        let slides = XMLElement(
            "p:sldIdLst", [:],
            slideReferences.enumerated().map {
                XMLElement("p:sldId", ["id": String(256 + $0.offset), "r:id": $0.element])
            })
        var notes = root.first("notesMasterIdLst")
        if notes == nil, let notesMaster,
            let id = package.relationships[presentationPath]?.first(where: {
                $0.target == notesMaster
            })?.id
        {
            notes = XMLElement(
                "p:notesMasterIdLst", [:], [XMLElement("p:notesMasterId", ["r:id": id])])
        }
        // What is not named here belongs to the template's own slides, or to people who edited it.
        // The order is that of the format.
        let children: [XMLElement?] = [
            root.first("sldMasterIdLst"), notes, root.first("handoutMasterIdLst"), slides,
            root.first("sldSz"),
            root.first("notesSz") ?? XMLElement("p:notesSz", ["cx": "6858000", "cy": "9144000"]),
            root.first("embeddedFontLst"), root.first("kinsoku"), root.first("defaultTextStyle"),
        ]
        root.content = children.compactMap { $0 }.map(XMLElement.Content.element)
        return root
    }
}

extension Presentation {
    /// The slides as a PPTX file, and what did not fit. The same values on the same template give
    /// the same bytes.
    ///
    /// - Parameter template: what the slides are written on.
    /// - Returns: the file, and remarks in the order of the slides.
    /// - Throws: `OfficeError`.
    public func pptx(
        on template: SlideTemplate
    ) throws(OfficeError) -> (bytes: [UInt8], remarks: [TemplateRemark]) {
        let plan = try SlidePlanner(self, on: template)
        var writer = DeckWriter(self, on: template)
        for slide in plan.slides { try writer.add(slide) }
        let bytes = try writer.finish()
        return (bytes, plan.remarks + writer.remarks)
    }
}
