/// A name from a file for use in a message: up to 60 characters, without control characters.
package func printable(_ name: String) -> String {
    var shown = ""
    for scalar in name.unicodeScalars.prefix(60) {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            shown.append("?")
        default:
            shown.unicodeScalars.append(scalar)
        }
    }
    return name.unicodeScalars.count > 60 ? shown + "…" : shown
}
