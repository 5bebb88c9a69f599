import Formats
import Yams

/// Reads theme files. Every complaint names the line.
struct ThemeReader {
    /// The file, for messages and to find the logo.
    let path: String

    private static let keys = ["name", "base", "colors", "fonts", "sizes", "logo", "footer"]
    private static let mostBytes = 1 << 16

    /// The text of a file.
    ///
    /// - Throws: `ThemeError.unreadable`.
    static func text(of path: String) throws(ThemeError) -> String {
        let bytes = try bytes(of: path, atMost: mostBytes) { reason in
            .unreadable(path: path, reason: reason)
        }
        guard let text = String(validating: bytes, as: UTF8.self), !text.contains("\0") else {
            throw .unreadable(path: path, reason: "it is not a text file")
        }
        return text
    }

    /// The bytes of a small file.
    static func bytes(
        of path: String, atMost most: Int, failure: (String) -> ThemeError
    ) throws(ThemeError) -> [UInt8] {
        do throws(FileError) {
            let file = try FileDescriptor.reading(path)
            let size = try file.size()
            guard size <= most else {
                throw FileError.unreadable(path: path, reason: "it is over \(most / 1024) KiB")
            }
            var bytes = [UInt8](repeating: 0, count: size)
            let count = try file.read(into: &bytes, at: 0)
            return Array(bytes[..<count])
        } catch {
            if case .unreadable(_, let reason) = error { throw failure(reason) }
            throw failure("\(error)")
        }
    }

    /// What a text says.
    ///
    /// - Parameters:
    ///   - text: the text of the file.
    ///   - base: what it differs from; nil for the theme that it names, or the light one.
    /// - Returns: what the theme is.
    /// - Throws: `ThemeError`.
    func content(of text: String, over base: ThemeContent?) throws(ThemeError) -> ThemeContent {
        guard let root = try root(of: text) else {
            throw .unreadable(path: path, reason: "it has no entries")
        }
        let entries = try members(of: root, known: Self.keys, of: "a theme")
        var content: ThemeContent
        if let base {
            content = base
        } else {
            content = ThemeContent(try self.base(of: entries["base"]))
        }
        content.name = fileName
        if let name = entries["name"] { content.name = try word(name) }
        if let colors = entries["colors"] { try read(colors, into: &content.colors) }
        if let fonts = entries["fonts"] { try read(fonts, into: &content.families) }
        if let sizes = entries["sizes"] { try read(sizes, into: &content.sizes) }
        if let footer = entries["footer"] { content.footer = try footerText(footer) }
        if let logo = entries["logo"] { content.logo = try read(logo: logo) }
        try checkContrast(content.colors, named: entries["colors"])
        return content
    }

    private func root(of text: String) throws(ThemeError) -> Node? {
        do {
            let root = try compose(yaml: text)
            return root?.scalar?.string == "" ? nil : root
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                throw .wrong(
                    path: path, line: mark.line,
                    reason: "this is no YAML: \(problem); put texts with # or : in quotes")
            case .duplicatedKeysInMapping(let keys, _):
                let names = keys.compactMap(\.self).map { "\($0)" }.joined(separator: ", ")
                throw .unreadable(path: path, reason: "it names \(names) twice; keep one")
            default: throw .unreadable(path: path, reason: "it is no YAML")
            }
        } catch {
            throw .unreadable(path: path, reason: "it is no YAML")
        }
    }

    private var fileName: String {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        return last.split(separator: ".").first.map(String.init) ?? last
    }

    private func base(of entry: Node?) throws(ThemeError) -> Theme {
        guard let entry else { return .light }
        let name = try word(entry)
        guard let theme = BuiltInTheme(rawValue: name)?.theme else {
            throw wrong(entry, "base is \(name); it can be light or dark")
        }
        return theme
    }
}
