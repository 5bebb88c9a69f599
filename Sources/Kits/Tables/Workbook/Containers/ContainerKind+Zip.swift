import Formats

extension ContainerKind {
    /// Tells what a zip file is from the names of its entries.
    init(ofZip file: FileDescriptor) throws(WorkbookError) {
        let archive: Archive
        do {
            archive = try Archive(file)
        } catch .damaged {
            self = .damagedZip
            return
        }
        if archive.contains("xl/workbook.bin") {
            self = .xlsb
        } else if archive.contains("[Content_Types].xml") {
            self = ContainerKind(ofOffice: archive)
        } else if archive.contains("META-INF/manifest.xml"), archive.contains("mimetype") {
            self = try ContainerKind(ofOpenDocument: archive)
        } else if archive.contains("Index/Document.iwa") || archive.contains("Index.zip") {
            self = .numbers
        } else {
            self = .zip(entries: archive.names.count, first: printable(archive.names.first ?? ""))
        }
    }

    private init(ofOffice archive: Archive) {
        let isOther = ["word/document.xml", "ppt/presentation.xml"].contains {
            archive.contains($0)
        }
        self = isOther ? .otherOffice : .xlsx
    }

    private init(ofOpenDocument archive: Archive) throws(WorkbookError) {
        var type: [UInt8] = []
        try archive.read("mimetype") { bytes throws(WorkbookError) in
            type.append(contentsOf: bytes.prefix(100))
            return type.count < 100
        }
        let isSpreadsheet = String(decoding: type, as: UTF8.self)
            .contains("opendocument.spreadsheet")
        self = isSpreadsheet ? .openDocumentSpreadsheet : .otherOpenDocument
    }
}
