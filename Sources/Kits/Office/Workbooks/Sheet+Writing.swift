import COffice
import Calendar

extension Sheet {
    /// Writes header, notes and rows.
    ///
    /// - Returns: whether libxlsxwriter took all.
    func write(to sheet: UnsafeMutablePointer<lxw_worksheet>, _ formats: SheetFormats) -> Bool {
        for (index, column) in columns.enumerated() {
            guard column.writeHeader(to: sheet, at: UInt16(index), formats),
                worksheet_set_column(
                    sheet, UInt16(index), UInt16(index), width(of: index), nil) == LXW_NO_ERROR
            else { return false }
        }
        for (row, cells) in rows.enumerated() {
            for (index, cell) in cells.enumerated() {
                let format = columns[index].format
                guard
                    cell.write(to: sheet, UInt32(row + 1), UInt16(index), format, formats)
                else { return false }
            }
        }
        worksheet_freeze_panes(sheet, 1, 0)
        return worksheet_autofilter(
            sheet, 0, 0, UInt32(rows.count), UInt16(columns.count - 1)) == LXW_NO_ERROR
    }

    /// The width of a column: what it says, or what fits the header and the first rows.
    private func width(of index: Int) -> Double {
        if let width = columns[index].width { return width }
        // The header makes room for the button of the filter, and may wrap at blanks.
        let words = columns[index].title.split(separator: " ").map(\.count)
        var widest = Double((words.max() ?? 0) + 4)
        for row in rows.prefix(500) where index < row.count {
            widest = max(widest, row[index].shownLength(columns[index].format) + 2)
        }
        return min(max(widest, 9), 60)
    }
}

extension Column {
    fileprivate func writeHeader(
        to sheet: UnsafeMutablePointer<lxw_worksheet>, at index: UInt16, _ formats: SheetFormats
    ) -> Bool {
        let title = Cell.fitting(self.title)
        guard worksheet_write_string(sheet, 0, index, title, formats.header) == LXW_NO_ERROR else {
            return false
        }
        guard let note, !note.isEmpty else { return true }
        var options = lxw_comment_options()
        // Pixels: about 45 characters a line.
        options.width = 300
        options.height = UInt16(min(40 + 18 * (note.count / 45 + 1), 400))
        return worksheet_write_comment_opt(sheet, 0, index, Cell.fitting(note), &options)
            == LXW_NO_ERROR
    }
}

extension Cell {
    fileprivate func write(
        to sheet: UnsafeMutablePointer<lxw_worksheet>, _ row: UInt32, _ column: UInt16,
        _ format: CellFormat, _ formats: SheetFormats
    ) -> Bool {
        switch self {
        case .text(let text):
            let text = Cell.fitting(text)
            // An empty text would be a blank cell with a format.
            guard !text.isEmpty else { return true }
            return worksheet_write_string(sheet, row, column, text, nil) == LXW_NO_ERROR
        case .number(let number):
            guard number.isFinite else { return true }
            // Minus zero would be written with its sign.
            let number = number == 0 ? 0 : number
            return worksheet_write_number(sheet, row, column, number, formats.format(format))
                == LXW_NO_ERROR
        case .day(let day):
            guard let serial = day.serial else {
                return worksheet_write_string(sheet, row, column, day.description, nil)
                    == LXW_NO_ERROR
            }
            return worksheet_write_number(sheet, row, column, serial, formats.format(.day))
                == LXW_NO_ERROR
        case .flag(let flag):
            return worksheet_write_boolean(sheet, row, column, flag ? 1 : 0, nil) == LXW_NO_ERROR
        case .empty:
            return true
        }
    }

    /// The text as Excel holds it: without forbidden characters, and cut where it is too long.
    static func fitting(_ text: String) -> String {
        let text = withoutForbiddenCharacters(text)
        guard text.utf16.count > SheetLimits.textLength else { return text }
        var kept = ""
        var length = 1
        for character in text {
            length += character.utf16.count
            guard length <= SheetLimits.textLength else { break }
            kept.append(character)
        }
        return kept + "…"
    }

    /// About how many characters are shown.
    fileprivate func shownLength(_ format: CellFormat) -> Double {
        switch self {
        case .text(let text): Double(text.count)
        case .number(let number): Double(format.text(number).count)
        case .day: 10
        case .flag: 5
        case .empty: 0
        }
    }
}

extension Day {
    /// The day as a spreadsheet counts it; nil before 1900-03-01, where its count has a day too many.
    fileprivate var serial: Double? {
        let serial = Int(number) + 25_569
        return serial >= 61 ? Double(serial) : nil
    }
}
