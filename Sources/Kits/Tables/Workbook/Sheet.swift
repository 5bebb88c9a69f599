/// A worksheet of a workbook.
package struct Sheet: Equatable, Sendable {
    /// Its name on the tab.
    package let name: String
    /// Whether it is hidden, also where only a macro can show it.
    package let isHidden: Bool
    /// The part of the file that holds its cells.
    let path: String
}
