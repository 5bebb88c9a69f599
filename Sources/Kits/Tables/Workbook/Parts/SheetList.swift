/// The main part of a workbook: its sheets, and where its other parts are.
struct SheetList {
    /// The worksheets, in the order of their tabs.
    let sheets: [Sheet]
    /// From which day serial dates count.
    let epoch: SerialEpoch
    /// Whether formulas are to be calculated anew when the workbook is opened.
    let recalculatesOnLoad: Bool
    /// The part with the shared strings, if there is one.
    let sharedStringsPath: String?
    /// The part with the styles, if there is one.
    let stylesPath: String?

    /// Reads the main part.
    ///
    /// - Throws: `WorkbookError`.
    init(_ archive: Archive) throws(WorkbookError) {
        let path =
            try Relationships(of: "", in: archive).path(ofKind: "officeDocument")
            ?? "xl/workbook.xml"
        guard archive.contains(path) else {
            throw .damaged(reason: "its list of sheets, \(printable(path)), is missing")
        }
        let relationships = try Relationships(of: path, in: archive)
        let reader = SheetListReader(relationships)
        try archive.parse(path, with: reader)
        sheets = reader.sheets
        epoch = reader.epoch
        recalculatesOnLoad = reader.recalculatesOnLoad
        sharedStringsPath = relationships.path(ofKind: "sharedStrings")
        stylesPath = relationships.path(ofKind: "styles")
    }
}

private final class SheetListReader: XMLHandler {
    private(set) var sheets: [Sheet] = []
    private(set) var epoch = SerialEpoch.year1900
    private(set) var recalculatesOnLoad = false
    private var isInSheets = false
    private let parts: [String: (kind: String, path: String)]

    init(_ relationships: Relationships) { parts = relationships.byID }

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookError) -> Bool {
        if name == "sheets" {
            isInSheets = true
        } else if name == "workbookPr" {
            epoch = attributes.isTrue("date1904") ? .year1904 : .year1900
        } else if name == "calcPr" {
            recalculatesOnLoad = attributes.isTrue("fullCalcOnLoad")
        } else if name == "sheet", isInSheets {
            try add(attributes)
        }
        return true
    }

    func end(_ name: XMLName) throws(WorkbookError) {
        if name == "sheets" { isInSheets = false }
    }

    private func add(_ attributes: XMLAttributes) throws(WorkbookError) {
        let name = attributes["name"] ?? ""
        guard let part = attributes["id"].flatMap({ parts[$0] }) else {
            throw .damaged(reason: "the sheet \(printable(name)) has no part")
        }
        guard part.kind == "worksheet" else { return }
        guard sheets.count < WorkbookLimits.references else {
            throw .tooLarge(reason: "it has over \(WorkbookLimits.references) sheets")
        }
        guard name.utf8.count <= WorkbookLimits.nameBytes else {
            throw .tooLarge(reason: "the name of a sheet is over 4 KiB")
        }
        let state = attributes["state"]?.lowercased() ?? "visible"
        sheets.append(Sheet(name: name, isHidden: state != "visible", path: part.path))
    }
}
