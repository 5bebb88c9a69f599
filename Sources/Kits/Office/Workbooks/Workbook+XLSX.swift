import COffice
import CWorkbook

extension Workbook {
    /// The workbook as an XLSX file. The same values give the same bytes.
    ///
    /// - Throws: `OfficeError.workbook` for names and sizes that Excel refuses; other cases where a
    ///   library is missing or memory is short.
    public func xlsx() throws(OfficeError) -> [UInt8] {
        try checkRules()
        if let error = OfficeError(
            loadXLSXWriter(), file: "libxlsxwriter.so.4", package: "libxlsxwriter4")
        {
            throw error
        }
        guard let file = MemoryFile() else { throw .outOfMemory }
        guard let workbook = workbook_new_opt(file.path, nil) else { throw .outOfMemory }
        let isFine = fill(workbook)
        // Closing also frees the workbook.
        let closed = workbook_close(workbook)
        guard isFine, closed == LXW_NO_ERROR, let bytes = file.bytes() else {
            throw .writing(reason: "libxlsxwriter ended with error \(closed.rawValue)")
        }
        return bytes
    }

    private func fill(_ workbook: UnsafeMutablePointer<lxw_workbook>) -> Bool {
        guard let formats = SheetFormats(workbook), setProperties(workbook) else { return false }
        return sheets.allSatisfy { sheet in
            guard let target = workbook_add_worksheet(workbook, sheet.name) else { return false }
            return sheet.write(to: target, formats)
        }
    }

    private func setProperties(_ workbook: UnsafeMutablePointer<lxw_workbook>) -> Bool {
        withoutForbiddenCharacters(title).withCString { title in
            var properties = lxw_doc_properties()
            properties.title = UnsafeMutablePointer(mutating: title)
            properties.created = fixedTime
            return workbook_set_properties(workbook, &properties) == LXW_NO_ERROR
        }
    }
}

/// 2000-01-01T00:00:00Z, so that the same values give the same bytes.
private let fixedTime = 946_684_800
/// The same moment in the properties of a presentation.
let fixedTimeText = "2000-01-01T00:00:00Z"
