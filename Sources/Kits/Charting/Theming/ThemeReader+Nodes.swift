import Formats
import Yams

/// The values of a theme file.
extension ThemeReader {
    /// The members of a node by name.
    ///
    /// - Throws: `ThemeError` for a name that is not known.
    func members(
        of node: Node, known: [String], of what: String
    ) throws(ThemeError) -> [String: Node] {
        guard let mapping = node.mapping else {
            throw wrong(node, "\(what) must hold names and values, such as \(known[0]): …")
        }
        var members: [String: Node] = [:]
        for (key, value) in mapping {
            guard let name = key.scalar?.string, known.contains(name) else {
                throw wrong(
                    key,
                    "\(key.scalar?.string ?? "this") is unknown; \(what) can have "
                        + list(known))
            }
            members[name] = value
        }
        return members
    }

    /// A text of one line.
    func word(_ node: Node) throws(ThemeError) -> String {
        let text = node.scalar?.string ?? ""
        guard !text.isEmpty, text != "~",
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw wrong(node, "a text of one line must stand here") }
        return text
    }

    /// A text, or a list of some.
    func words(_ node: Node) throws(ThemeError) -> [String] {
        guard let sequence = node.sequence else { return [try word(node)] }
        var words: [String] = []
        for entry in sequence { words.append(try word(entry)) }
        guard !words.isEmpty else { throw wrong(node, "at least one font must be named here") }
        return words
    }

    /// The line of the file.
    func line(of node: Node) -> Int { node.mark?.line ?? 1 }

    /// The complaint about a node.
    func wrong(_ node: Node, _ reason: String) -> ThemeError {
        .wrong(path: path, line: line(of: node), reason: reason)
    }
}
