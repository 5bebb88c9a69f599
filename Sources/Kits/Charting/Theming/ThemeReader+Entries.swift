import Yams

/// The entries of a theme file.
extension ThemeReader {
    private static let mostLetters = 80

    /// Reads the colours that differ.
    func read(_ node: Node, into colors: inout Colors) throws(ThemeError) {
        let known = Colors.roles.map(\.name)
        let named = try members(of: node, known: known, of: "colors")
        for role in Colors.roles {
            guard let value = named[role.name] else { continue }
            guard let text = value.scalar?.string, let color = RGB(text: text) else {
                throw wrong(
                    value,
                    "colors.\(role.name) must be written as \"#1B1F3B\", six digits in quotes")
            }
            colors[keyPath: role.path] = color
        }
        // A main series in a new colour is also written in it, unless the file says otherwise.
        if named["line"] != nil, named["line_text"] == nil { colors.lineText = colors.line }
        if named["emphasis"] != nil, named["emphasis_text"] == nil {
            colors.emphasisText = colors.emphasis
        }
    }

    /// Reads the fonts that differ.
    func read(_ node: Node, into families: inout FontFamilies) throws(ThemeError) {
        let named = try members(of: node, known: ["text", "title"], of: "fonts")
        if let text = named["text"] {
            families.text = try words(text)
            // One family for all, unless the file says otherwise.
            if named["title"] == nil { families.title = families.text }
        }
        if let title = named["title"] { families.title = try words(title) }
    }

    /// Reads the sizes that differ.
    func read(_ node: Node, into sizes: inout TextSizes) throws(ThemeError) {
        let named = try members(of: node, known: TextSizes.roles.map(\.name), of: "sizes")
        for role in TextSizes.roles {
            guard let value = named[role.name] else { continue }
            guard let text = value.scalar?.string, let size = Double(text),
                role.range.contains(size)
            else {
                throw wrong(
                    value,
                    "sizes.\(role.name) must be from \(Int(role.range.lowerBound)) to "
                        + "\(Int(role.range.upperBound)), pixels of a picture of 1920x1080")
            }
            sizes[keyPath: role.path] = size
        }
    }

    /// The text of the footer.
    func footerText(_ node: Node) throws(ThemeError) -> String {
        let text = try word(node)
        guard text.count <= Self.mostLetters else {
            throw wrong(
                node, "footer has \(text.count) letters; \(Self.mostLetters) are the most that fit")
        }
        return text
    }

    /// The logo, whose path is relative to the theme file.
    func read(logo node: Node) throws(ThemeError) -> Logo {
        let name = try word(node)
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let file =
            name.hasPrefix("/") || folder.isEmpty
            ? name : folder.joined(separator: "/") + "/" + name
        let place = line(of: node)
        func failure(_ reason: String) -> ThemeError {
            .logo(path: path, line: place, logo: file, reason: reason)
        }
        let bytes = try Self.bytes(of: file, atMost: Logo.mostBytes) { reason in
            failure(reason + "; use a PNG of at most \(Logo.mostBytes / 1024) KiB")
        }
        do throws(LogoFault) {
            return try Logo(png: bytes)
        } catch {
            throw failure(error.reason)
        }
    }
}
