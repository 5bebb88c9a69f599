/// Names that fit a width, the longer ones cut with an ellipsis between characters. What stands in
/// brackets at the end, such as an identifier, stays.
///
/// ```swift
/// shortenedNames(["Leila Raman (C0001)"], to: 14)  // ["Leila… (C0001)"]
/// ```
///
/// - Parameters:
///   - names: the names.
///   - width: the columns that each may take.
/// - Returns: the names in the same order; nil if two different ones would look the same.
func shortenedNames(_ names: [String], to width: Int) -> [String]? {
    var owners: [String: String] = [:]
    var all: [String] = []
    for name in names {
        guard let short = shortened(name, to: width) else { return nil }
        if let owner = owners[short], owner != name { return nil }
        owners[short] = name
        all.append(short)
    }
    return all
}

/// A name that fits; nil if nothing of it would be left.
private func shortened(_ name: String, to width: Int) -> String? {
    guard displayWidth(name) > width else { return name }
    let tail = bracketed(name)
    var room = width - displayWidth(tail) - 1
    var kept = ""
    for character in name.dropLast(tail.count) {
        room -= displayWidth(character)
        guard room >= 0 else { break }
        kept.append(character)
    }
    while kept.last?.isWhitespace ?? false { kept.removeLast() }
    return kept.isEmpty ? nil : kept + "…" + tail
}

/// The last word of a name, with the space before it, where it stands in brackets.
private func bracketed(_ name: String) -> Substring {
    guard name.last == ")", let bracket = name.lastIndex(of: "("), bracket > name.startIndex
    else { return "" }
    let space = name.index(before: bracket)
    return name[space] == " " ? name[space...] : ""
}
