/// What a person says about the form of a file. What is nil is told from the content.
package struct TableOptions: Sendable {
    /// The sheet of a workbook.
    package var sheet: String?
    /// The encoding, by its iconv name.
    package var encoding: String?
    /// What stands between fields.
    package var separator: Separator?

    /// The number of first lines among which the header is.
    package var headerLines = 20

    /// Everything is told from the content.
    package init(sheet: String? = nil, encoding: String? = nil, separator: Separator? = nil) {
        self.sheet = sheet
        self.encoding = encoding
        self.separator = separator
    }
}
