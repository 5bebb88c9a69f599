/// The content types of parts.
enum ContentType {
    private static let presentationML =
        "application/vnd.openxmlformats-officedocument.presentationml."
    static let presentation = presentationML + "presentation.main+xml"
    static let slide = presentationML + "slide+xml"
    static let slideLayout = presentationML + "slideLayout+xml"
    static let slideMaster = presentationML + "slideMaster+xml"
    static let notesMaster = presentationML + "notesMaster+xml"
    static let notesSlide = presentationML + "notesSlide+xml"
    static let presentationProperties = presentationML + "presProps+xml"
    static let viewProperties = presentationML + "viewProps+xml"
    static let tableStyles = presentationML + "tableStyles+xml"
    static let theme = "application/vnd.openxmlformats-officedocument.theme+xml"
    static let chart = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    static let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    static let extendedProperties =
        "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    static let coreProperties = "application/vnd.openxmlformats-package.core-properties+xml"
    static let png = "image/png"
    static let xml = "application/xml"
    static let relationships = "application/vnd.openxmlformats-package.relationships+xml"
}
