/// The name under which a file from a browser is kept, and which the import log has: the browser's,
/// without what a path, a terminal or a spreadsheet could misread.
///
/// ```swift
/// storedName(of: "../Q3 = renewals.csv")  // "Q3 _ renewals.csv"
/// ```
package func storedName(of name: String) -> String {
    let plain = String(
        name.map { $0.isLetter || $0.isNumber || " -_.()".contains($0) ? $0 : "_" })
    let visible = plain.drop { !$0.isLetter && !$0.isNumber }
    // The end tells people the kind of file. The importer looks at the content.
    let extent = visible.lastIndex(of: ".").map { visible[$0...] } ?? ""
    let end = extent.utf8.count <= 10 ? extent : ""
    var stem = String(visible.dropLast(end.count))
    while stem.utf8.count > 100 { stem.removeLast() }
    let kept = stem.isEmpty ? "file" + end : stem + end
    return ImportFolder.reservedNames.contains(kept.lowercased()) ? "file-" + kept : kept
}
