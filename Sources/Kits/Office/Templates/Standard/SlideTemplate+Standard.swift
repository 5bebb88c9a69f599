extension SlideTemplate {
    /// The plain 16:9 template that is built in: white, dark blue and orange, in Arial.
    public static let standard = SlideTemplate(StandardTemplate())

    /// The built-in template. Nothing of it is parsed, so it cannot fail.
    private init(_ standard: StandardTemplate) {
        let reader = LayoutReader(master: standard.master)
        var package = OfficePackage()
        package.add(presentationPath, ContentType.presentation, [])
        let master = "ppt/slideMasters/slideMaster1.xml"
        let theme = "ppt/theme/theme1.xml"
        package.add(theme, ContentType.theme, StandardTheme.element.part)
        package.add(master, ContentType.slideMaster, standard.master.part)
        var layouts: [TemplateLayout] = []
        for (index, layout) in standard.layouts.enumerated() {
            let path = "ppt/slideLayouts/slideLayout\(index + 1).xml"
            package.add(path, ContentType.slideLayout, layout.part)
            package.relate(path, to: master, RelationshipType.slideMaster)
            // The ids are those that the master names: rId1, rId2, …
            package.relate(master, to: path, RelationshipType.slideLayout)
            layouts.append(reader.layout(layout, path: path))
        }
        package.relate(master, to: theme, RelationshipType.theme)
        package.relate(presentationPath, to: master, RelationshipType.slideMaster)
        package.relate(presentationPath, to: theme, RelationshipType.theme)
        self.package = package
        presentation = standard.presentation
        self.layouts = layouts
        slideSize = (StandardTemplate.width, StandardTemplate.height)
        typefaces = (StandardTheme.typeface, StandardTheme.typeface)
        palette = ThemePalette(theme: StandardTheme.element, map: standard.master.first("clrMap"))
        remarks = []
    }
}
