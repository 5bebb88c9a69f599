import COffice

/// The formats of cells, each made once for a workbook.
final class SheetFormats {
    /// The format of headers.
    let header: UnsafeMutablePointer<lxw_format>
    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private var made: [CellFormat: UnsafeMutablePointer<lxw_format>] = [:]

    /// The formats of a workbook; nil where memory is short.
    init?(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
        self.workbook = workbook
        guard let header = workbook_add_format(workbook) else { return nil }
        self.header = header
        format_set_bold(header)
        format_set_text_wrap(header)
        format_set_align(header, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        format_set_bottom(header, UInt8(LXW_BORDER_THIN.rawValue))
    }

    /// A format; nil for cells without one.
    func format(_ format: CellFormat) -> UnsafeMutablePointer<lxw_format>? {
        guard format != .text else { return nil }
        if let known = made[format] { return known }
        guard let new = workbook_add_format(workbook) else { return nil }
        format_set_num_format(new, format.code)
        made[format] = new
        return new
    }
}
