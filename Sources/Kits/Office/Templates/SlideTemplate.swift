/// The masters, layouts, fonts and colours that slides are written on.
///
/// Any `.pptx` or `.potx` will do. Its own slides are not read, and nothing of them is written.
/// Layouts are found by their placeholders; those named `parallax:title`, `parallax:chart` and
/// `parallax:text` come first.
public struct SlideTemplate: Sendable {
    /// The parts that every presentation on it has.
    let package: OfficePackage
    /// The part with the presentation itself.
    let presentation: XMLElement
    /// The layouts, in the order in which PowerPoint shows them.
    let layouts: [TemplateLayout]
    /// The size of a slide.
    let slideSize: (width: Int, height: Int)
    /// The typeface of titles and that of text, by name.
    let typefaces: (title: String, text: String)
    /// The colours of the theme.
    let palette: ThemePalette
    /// What was left out of the template.
    let remarks: [TemplateRemark]

    /// Reads a company's template.
    ///
    /// - Parameter bytes: a `.pptx` or `.potx` file.
    /// - Throws: `OfficeError.template`, which says what to change; other cases where a library is
    ///   missing or memory is short.
    public init(_ bytes: [UInt8]) throws(OfficeError) {
        let reader = try TemplateReader(bytes)
        try self.init(
            package: reader.package, presentation: reader.presentation, remarks: reader.remarks)
    }

    init(
        package: OfficePackage, presentation: XMLElement, remarks: [TemplateRemark]
    ) throws(OfficeError) {
        self.package = package
        self.presentation = presentation
        self.remarks = remarks
        let namespaces = Dictionary(
            presentation.attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        guard presentation.name == "p:presentation",
            namespaces["xmlns:p"] == Namespace.presentation,
            namespaces["xmlns:r"] == Namespace.relationships
        else {
            throw .damagedTemplate("its main part does not begin as PowerPoint writes it")
        }
        let size = presentation.first("sldSz")
        let slideSize = (size?.number("cx") ?? 9_144_000, size?.number("cy") ?? 6_858_000)
        guard (914_400...51_206_400).contains(slideSize.0),
            (914_400...51_206_400).contains(slideSize.1)
        else {
            throw .damagedTemplate("its slides have no usable size")
        }
        self.slideSize = slideSize
        layouts = try package.layouts(of: presentation)
        let (theme, map) = try package.theme(layout: layouts.first?.path)
        typefaces = typefaceNames(theme)
        palette = ThemePalette(theme: theme, map: map)
        guard !layouts.isEmpty else {
            throw .template(
                reason: "it has no layouts", remedy: "add a layout with a title to its slide master"
            )
        }
        guard layouts.contains(where: { $0.title != nil && !$0.isVertical }) else {
            throw .template(
                reason: "none of its \(layouts.count) layouts has a title",
                remedy: "add a layout with a title placeholder to its slide master")
        }
    }
}

extension OfficePackage {
    /// The layouts of all masters, in order.
    fileprivate func layouts(of presentation: XMLElement) throws(OfficeError) -> [TemplateLayout] {
        var layouts: [TemplateLayout] = []
        let masters = presentation.first("sldMasterIdLst")?.children("sldMasterId") ?? []
        guard !masters.isEmpty else {
            throw .template(
                reason: "it has no slide master", remedy: "open it in PowerPoint and save it again")
        }
        for id in masters {
            let path = try target(id, from: presentationPath)
            let master = try xml(path)
            let reader = LayoutReader(master: master)
            for id in master.first("sldLayoutIdLst")?.children("sldLayoutId") ?? [] {
                let layout = try target(id, from: path)
                layouts.append(reader.layout(try xml(layout), path: layout))
            }
        }
        return layouts
    }

    /// The theme of a layout's master, and the master's map of its colours.
    fileprivate func theme(
        layout: String?
    ) throws(OfficeError) -> (theme: XMLElement?, map: XMLElement?) {
        guard let layout, let master = target(ofKind: "slideMaster", from: layout) else {
            return (nil, nil)
        }
        let map = try xml(master).first("clrMap")
        guard let theme = target(ofKind: "theme", from: master) else { return (nil, map) }
        return (try xml(theme), map)
    }

    /// The part that an element with a reference means.
    private func target(_ element: XMLElement, from path: String) throws(OfficeError) -> String {
        guard let id = element.prefixed("id"),
            let target = relationships[path]?.first(where: { $0.id == id })?.target
        else {
            throw .damagedTemplate("\(path) refers to a part that it does not name")
        }
        return target
    }

    /// A part in XML.
    private func xml(_ path: String) throws(OfficeError) -> XMLElement {
        guard let part = parts[path] else { throw .damagedTemplate("\(path) is missing") }
        guard part.bytes.count <= PackageLimits.xmlBytes else {
            throw .damagedTemplate("\(path) has over 16 MiB")
        }
        return try XMLElement(part.bytes, path: path)
    }
}

/// The typefaces of a theme for titles and for text.
private func typefaceNames(_ theme: XMLElement?) -> (title: String, text: String) {
    func name(_ kind: String) -> String {
        theme?.first("themeElements", "fontScheme", kind, "latin")?["typeface"] ?? ""
    }
    return (name("majorFont"), name("minorFont"))
}

/// The namespaces of presentations and charts.
enum Namespace {
    static let presentation = "http://schemas.openxmlformats.org/presentationml/2006/main"
    static let drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    static let chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    static let chart2012 = "http://schemas.microsoft.com/office/drawing/2012/chart"
    static let relationships =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
}
