/// Reads the cells of a worksheet and hands them to a visitor.
///
/// Rows and cells without a reference follow the one before. The size that the sheet declares is
/// not used.
final class SheetReader: XMLHandler {
    private let sheet: String
    private let visitor: any CellVisitor
    private var isInData = false
    private var cell = RawCell()
    private var isInCell = false
    private var isInValue = false
    private var isInlineText = false
    private var text = RichText()
    private var position: CellPosition
    private var isStopped = false

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - sheet: the name of the sheet, for errors.
    ///   - visitor: what takes in the cells.
    init(sheet: String, visitor: any CellVisitor) {
        self.sheet = sheet
        self.visitor = visitor
        position = CellPosition(sheet: sheet)
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookError) -> Bool {
        if isInCell {
            if name == "v" {
                isInValue = true
                cell.hasValue = true
            } else if name == "f" {
                cell.hasFormula = true
            } else if name == "is" {
                isInlineText = true
                cell.hasValue = true
                text.begin()
            } else if isInlineText {
                text.start(name)
            }
        } else if isInData {
            if name == "c" {
                try beginCell(attributes)
            } else if name == "row" {
                try position.beginRow(attributes.bytes("r"))
            }
        } else if name == "sheetData" {
            isInData = true
        }
        return !isStopped
    }

    func end(_ name: XMLName) throws(WorkbookError) {
        if isInCell {
            if name == "v" {
                isInValue = false
            } else if name == "c" {
                isInCell = false
                isInValue = false
                isInlineText = false
                try endCell()
            } else if name == "is" {
                isInlineText = false
            } else if isInlineText {
                text.end(name)
            }
        } else if name == "sheetData" {
            isInData = false
        }
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws(WorkbookError) {
        guard isInValue || isInlineText && text.isText else { return }
        cell.value.append(contentsOf: bytes)
        guard cell.value.count <= WorkbookLimits.cellBytes else {
            throw .tooLarge(
                reason: "a cell in row \(cell.row) of the sheet \(sheet) is over 1 MiB")
        }
    }

    private func beginCell(_ attributes: XMLAttributes) throws(WorkbookError) {
        cell.kind = .number
        cell.style = 0
        cell.hasFormula = false
        cell.hasValue = false
        cell.value.removeAll(keepingCapacity: true)
        isInCell = true
        var reference: UnsafeRawBufferPointer?
        for index in attributes.indices {
            let name = attributes.name(index)
            if name == "r" {
                reference = attributes.bytes(index)
            } else if name == "s" {
                cell.style = wholeNumber(attributes.bytes(index)) ?? 0
            } else if name == "t" {
                cell.kind = RawCell.Kind(attributes.bytes(index))
            }
        }
        try position.beginCell(reference)
        cell.row = position.row
        cell.column = position.column
    }

    private func endCell() throws(WorkbookError) {
        guard cell.hasFormula || !cell.value.isEmpty else { return }
        if cell.kind == .text {
            decodeEscapes(in: &cell.value)
        } else {
            trimBlanks(of: &cell.value)
        }
        let goesOn = try visitor.visit(cell)
        if !goesOn { isStopped = true }
    }
}

extension RawCell.Kind {
    /// The kind of a cell by its attribute `t`. Unknown kinds are numbers, as in Excel.
    fileprivate init(_ text: UnsafeRawBufferPointer) {
        switch (text.count, text.first) {
        case (1, UInt8(ascii: "s")): self = .sharedString
        case (1, UInt8(ascii: "b")): self = .boolean
        case (1, UInt8(ascii: "e")): self = .error
        case (1, UInt8(ascii: "d")): self = .date
        case (3, UInt8(ascii: "s")), (9, UInt8(ascii: "i")): self = .text  // str, inlineStr
        default: self = .number
        }
    }
}

/// Removes blanks and line breaks at both ends.
private func trimBlanks(of bytes: inout [UInt8]) {
    while let last = bytes.last, last <= UInt8(ascii: " ") { bytes.removeLast() }
    guard let first = bytes.first, first <= UInt8(ascii: " ") else { return }
    bytes.removeFirst(bytes.prefix { $0 <= UInt8(ascii: " ") }.count)
}
