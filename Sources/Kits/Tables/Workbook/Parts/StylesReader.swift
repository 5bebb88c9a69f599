/// Reads the number format of each cell style.
final class StylesReader: XMLHandler {
    /// The format of each style, by the number that cells give.
    private(set) var formats: [NumberFormat] = []
    private var custom: [Int: NumberFormat] = [:]
    private var isInFormats = false
    private var isInCellStyles = false

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookError) -> Bool {
        if name == "numFmts" {
            isInFormats = true
        } else if name == "cellXfs" {
            isInCellStyles = true
        } else if name == "numFmt", isInFormats {
            if let number = attributes.number("numFmtId"), let code = attributes["formatCode"] {
                custom[number] = NumberFormat(code: code)
            }
        } else if name == "xf", isInCellStyles {
            let number = attributes.number("numFmtId") ?? 0
            formats.append(custom[number] ?? NumberFormat(builtIn: number))
        }
        guard max(formats.count, custom.count) <= WorkbookLimits.styles else {
            throw .tooLarge(reason: "it has over \(WorkbookLimits.styles) cell styles")
        }
        return true
    }

    func end(_ name: XMLName) throws(WorkbookError) {
        if name == "numFmts" { isInFormats = false }
        if name == "cellXfs" { isInCellStyles = false }
    }
}
