/// The place of a cell, such as `B7`.
struct CellReference: Equatable {
    /// From 1.
    let column: Int
    /// From 1.
    let row: Int

    /// Reads a reference; nil unless it is letters and digits that name a cell within the limits.
    init?(_ bytes: UnsafeRawBufferPointer) {
        var column = 0
        var at = 0
        while at < bytes.count, let letter = alphabetIndex(bytes[at]) {
            column = column * 26 + letter
            guard column <= WorkbookLimits.columns else { return nil }
            at += 1
        }
        guard column > 0,
            let row = wholeNumber(UnsafeRawBufferPointer(rebasing: bytes[at...])),
            (1...WorkbookLimits.rows).contains(row)
        else { return nil }
        self.column = column
        self.row = row
    }
}

/// The place of a letter in the alphabet, from 1, in any case.
private func alphabetIndex(_ byte: UInt8) -> Int? {
    let lower = byte | 0x20
    guard lower >= UInt8(ascii: "a"), lower <= UInt8(ascii: "z") else { return nil }
    return Int(lower - UInt8(ascii: "a")) + 1
}
