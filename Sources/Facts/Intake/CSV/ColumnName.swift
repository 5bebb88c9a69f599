import Tables

/// The name of a column as it is compared: small letters, no blanks around it, and an underscore
/// for blanks, hyphens and points within.
///
/// ```swift
/// columnName(" Due Date ")  // "due_date"
/// ```
func columnName(_ text: String) -> String {
    var name = ""
    for character in text.lowercased() {
        let isGap = character.isBlank || "-._".contains(character)
        if !isGap {
            name.append(character)
        } else if !name.isEmpty, name.last != "_" {
            name.append("_")
        }
    }
    while name.last == "_" { name.removeLast() }
    return name
}
