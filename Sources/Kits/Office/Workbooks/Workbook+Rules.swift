/// How much a sheet holds in Excel.
enum SheetLimits {
    /// Rows of a sheet, with its header.
    static let rows = 1_048_576
    /// Columns of a sheet.
    static let columns = 16_384
    /// UTF-16 units of a text.
    static let textLength = 32_767
    /// UTF-16 units of a sheet's name.
    static let nameLength = 31
}

extension Workbook {
    /// Checks names and sizes.
    ///
    /// - Throws: `OfficeError.workbook` with the first rule that is broken.
    func checkRules() throws(OfficeError) {
        guard !sheets.isEmpty else { throw .workbook(reason: "it has no sheet") }
        var names: Set<String> = []
        for sheet in sheets {
            try sheet.checkName()
            guard names.insert(sheet.name.lowercased()).inserted else {
                throw .workbook(
                    reason: "two sheets are named “\(sheet.name)”: Excel ignores capitals in names")
            }
            try sheet.checkSize()
        }
    }
}

extension Sheet {
    fileprivate func checkName() throws(OfficeError) {
        guard !name.isEmpty, name.utf16.count <= SheetLimits.nameLength else {
            throw .workbook(
                reason: "the sheet name “\(name.prefix(60))” must have 1 to 31 characters")
        }
        guard !name.contains(where: { "[]:*?/\\".contains($0) }),
            withoutForbiddenCharacters(name) == name
        else {
            throw .workbook(
                reason: "the sheet name “\(withoutForbiddenCharacters(name))” has one of the "
                    + "characters [ ] : * ? / \\ or a control character")
        }
        guard !name.hasPrefix("'"), !name.hasSuffix("'"), name.lowercased() != "history" else {
            throw .workbook(
                reason: "the sheet name “\(name)” is reserved, or begins or ends with an apostrophe"
            )
        }
    }

    fileprivate func checkSize() throws(OfficeError) {
        guard (1...SheetLimits.columns).contains(columns.count) else {
            throw .workbook(
                reason: "the sheet “\(name)” has \(columns.count) columns, not 1 to 16,384")
        }
        guard rows.count < SheetLimits.rows else {
            throw .workbook(
                reason: "the sheet “\(name)” has \(rows.count) rows: Excel holds 1,048,575 below "
                    + "the header, so split it")
        }
        if let row = rows.firstIndex(where: { $0.count > columns.count }) {
            throw .workbook(
                reason:
                    "row \(row + 1) of the sheet “\(name)” has more cells than there are columns")
        }
    }
}
