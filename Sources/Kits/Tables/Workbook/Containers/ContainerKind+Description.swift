extension ContainerKind: CustomStringConvertible {
    /// What the file is and what to do if it is not read, to follow the name of the file.
    ///
    /// No content of the file is in it but the name of a zip file's first entry.
    package var description: String {
        remedy.map { "\(noun): \($0)" } ?? noun
    }

    /// What the file is, to follow its name: `is a PDF document`.
    package var noun: String {
        switch self {
        case .text: "is text"
        case .gzip: "is compressed with gzip"
        case .xlsx: "is an Excel workbook (.xlsx)"
        case .xlsb: "is a binary Excel workbook (.xlsb)"
        case .openDocumentSpreadsheet: "is an OpenDocument spreadsheet (.ods)"
        case .otherOpenDocument: "is an OpenDocument file, but no spreadsheet"
        case .numbers: "is a spreadsheet of Apple Numbers"
        case .otherOffice: "is a document or presentation of Office"
        case .zip(let entries, let first): zipNoun(entries, first)
        case .damagedZip: "is a zip file or an Excel workbook that is damaged or cut short"
        case .oldExcel: "is an old Excel workbook (.xls)"
        case .encryptedOffice: "is an Office file with a password"
        case .otherOldOffice: "is an old Office file, but no Excel workbook"
        case .pdf: "is a PDF document"
        case .html: "is a web page with a table, which some systems call Excel"
        case .spreadsheet2003: "is an Excel workbook of 2003 (XML)"
        case .xml: "is XML"
        case .rtf: "is a rich text document (.rtf)"
        case .parquet: "is a Parquet file"
        case .sqlite: "is an SQLite database"
        case .packed(let format): "is packed with \(format)"
        case .picture(let format): "is a picture (\(format))"
        }
    }

    /// What to do instead; nil for what is read.
    package var remedy: String? {
        switch self {
        case .text, .gzip, .xlsx: nil
        case .xlsb, .oldExcel, .spreadsheet2003:
            "open it in Excel and save it as .xlsx or as CSV UTF-8"
        case .openDocumentSpreadsheet: "open it and save it as .xlsx or as CSV UTF-8"
        case .numbers: "open it in Numbers and export it as Excel or CSV"
        case .zip(1, _), .packed: "unpack it and name the file in it"
        case .zip: "unpack it and name the files in it"
        case .damagedZip: "export or copy it again"
        case .encryptedOffice: "remove the password and save it as .xlsx"
        case .html: "open it in Excel and save it as .xlsx"
        case .otherOldOffice, .otherOffice, .otherOpenDocument, .rtf, .pdf, .picture:
            "export the data as .xlsx or as CSV UTF-8 where it came from"
        case .xml, .parquet, .sqlite: "export the data as CSV UTF-8 or as JSON lines"
        }
    }
}

private func zipNoun(_ entries: Int, _ first: String) -> String {
    switch entries {
    case 0: "is an empty zip file"
    case 1: "is a zip file with the file \(first)"
    default: "is a zip file with \(entries) files, the first of them \(first)"
    }
}
