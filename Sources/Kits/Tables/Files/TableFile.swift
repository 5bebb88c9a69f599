package import Formats

/// A file with a table in it, opened far enough to know what it is.
///
/// ```swift
/// let file = try TableFile(path: "renewals.xlsx", scratchFolder: "/tmp")
/// let table = try file.plain(TableOptions()) { $0.contains("renewal_id") }
/// ```
package struct TableFile {
    /// The file as it is on disk.
    package let original: FileDescriptor
    private let content: FileDescriptor
    private let scratchFolder: String
    private let isCompressed: Bool
    private let kind: ContainerKind
    /// The workbook, opened once for all that is asked of it; nil for a file of another kind.
    private let workbook: Workbook?

    /// Opens a file and tells its kind from its content. A gzip file is unpacked first.
    ///
    /// - Throws: `FileError` or `TableError`.
    package init(path: String, scratchFolder: String) throws {
        original = try FileDescriptor.reading(path)
        self.scratchFolder = scratchFolder
        var kind = try Self.kind(original)
        isCompressed = kind == .gzip
        if kind == .gzip {
            content = try FileDescriptor.scratch(in: scratchFolder)
            try Gunzip.unpack(original, into: content)
            kind = try Self.kind(content)
        } else {
            content = original
        }
        self.kind = kind
        do {
            workbook =
                kind == .xlsx ? try Workbook(content, scratchFolder: scratchFolder) : nil
        } catch {
            throw TableError.workbook("\(error)")
        }
    }

    /// Whether a file begins like a zip archive, as workbooks do.
    ///
    /// - Throws: `FileError`.
    package static func isZip(_ path: String) throws(FileError) -> Bool {
        var start = [UInt8](repeating: 0, count: 4)
        let count = try FileDescriptor.reading(path).read(into: &start, at: 0)
        return count == 4 && start == [0x50, 0x4B, 3, 4]
    }

    private static func kind(_ file: FileDescriptor) throws -> ContainerKind {
        do {
            return try ContainerKind(of: file)
        } catch {
            throw TableError.workbook("\(error)")
        }
    }

    /// The sheets of a workbook that are neither hidden nor empty, and the names of the others. Nil
    /// for a file of another kind.
    ///
    /// - Throws: `TableError`.
    package func sheets() throws(TableError) -> (names: [String], passedOver: [String])? {
        guard let workbook else { return nil }
        do {
            var names: [String] = []
            var passedOver: [String] = []
            for sheet in workbook.sheets {
                if try sheet.isHidden || workbook.isEmpty(sheet) {
                    passedOver.append(sheet.name)
                } else {
                    names.append(sheet.name)
                }
            }
            return (names, passedOver)
        } catch {
            throw .workbook("\(error)")
        }
    }

    /// The table as plain CSV.
    ///
    /// - Parameters:
    ///   - options: what a person says about the form.
    ///   - isHeader: whether the fields of a record are those of a header that is looked for. It
    ///     tells the separator.
    /// - Returns: the table; its content is the file itself, or a scratch file.
    /// - Throws: `TableError` or `FileError`.
    package func plain(
        _ options: TableOptions, isHeader: @escaping ([String]) -> Bool
    ) throws -> PlainTable {
        var table: PlainTable
        if let workbook {
            table = try Self.table(of: workbook, options, scratchFolder)
        } else if kind == .text || kind == .gzip {
            guard try content.size() > 0 else { throw TableError.empty }
            table = try textTable(options, isHeader: isHeader)
        } else {
            throw TableError.foreign("\(kind)")
        }
        if isCompressed { table.form.insert("gzip", at: 0) }
        return table
    }

    private func textTable(
        _ options: TableOptions, isHeader: @escaping ([String]) -> Bool
    ) throws -> PlainTable {
        var start = [UInt8](repeating: 0, count: 4096)
        let count = try content.read(into: &start, at: 0)
        let mark = start.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        switch start[mark..<max(mark, count)].first(where: { $0 > 0x20 }) {
        case UInt8(ascii: "{")?:
            return try JSONLinesTable(file: content, start: mark, scratchFolder: scratchFolder)
                .plain()
        case UInt8(ascii: "[")?:
            throw TableError.foreign(
                "is one JSON list: write one object a line, for example with jq -c '.[]'")
        default:
            return try TextTable(
                file: content, options: options, scratchFolder: scratchFolder, isHeader: isHeader
            ).plain()
        }
    }

    private static func table(
        of workbook: Workbook, _ options: TableOptions, _ scratchFolder: String
    ) throws -> PlainTable {
        do {
            let sheet = try sheet(of: workbook, options.sheet)
            let copy = try FileDescriptor.scratch(in: scratchFolder)
            let written = try workbook.write(sheet, to: copy)
            guard written.rows > 0 else { throw TableError.empty }
            var table = try PlainTable(copy)
            table.form = ["workbook, sheet '\(sheet.name)'"]
            table.countsRecords = true
            table.isTyped = true
            if written.unconfirmedZeros > 0 {
                table.notes.append(
                    "\(written.unconfirmedZeros) formulas have the value 0, as programs write that "
                        + "cannot calculate: open the workbook in Excel and save it, to be sure")
            }
            table.hasBreaksInFields = written.hasBreaksInCells
            return table
        } catch let error as WorkbookError {
            throw TableError.workbook("\(error)")
        }
    }

    private static func sheet(of workbook: Workbook, _ name: String?) throws -> Sheet {
        let names = workbook.sheets.map(\.name)
        if let name {
            let named =
                workbook.sheets.first { $0.name == name }
                ?? workbook.sheets.first { $0.name.lowercased() == name.lowercased() }
            guard let named else { throw TableError.noSheet(name, names) }
            return named
        }
        let shown = try workbook.sheets.filter { try !$0.isHidden && !workbook.isEmpty($0) }
        guard let first = shown.first else { throw TableError.empty }
        guard shown.count == 1 else { throw TableError.severalSheets(shown.map(\.name)) }
        return first
    }
}
