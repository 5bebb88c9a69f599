import CText

/// The installed fonts besides the typeface of pictures, the best first.
///
/// The order depends on nothing but the fonts that are there, so machines with the same packages
/// draw the same.
final class FallbackFonts {
    /// A font of a file.
    struct Entry {
        let path: String
        let family: String
        let index: Int
        let weight: Int
        let width: Int
        /// Its place in fontconfig's list.
        let place: Int
        /// The lower, the better it goes with Inter.
        let rank: Int
    }

    private let list: OpaquePointer?
    private let entries: [Entry]

    /// Lists the fonts in the directories and all their folders. There are none when fontconfig
    /// fails.
    init(in directories: [String]) {
        let folders = directories.map { "<dir>\(escaped($0))</dir>" }.joined()
        let list = listFonts(
            "<fontconfig>\(folders)<cachedir>/var/cache/fontconfig</cachedir>"
                + "<cachedir prefix=\"xdg\">fontconfig</cachedir></fontconfig>")
        self.list = list
        guard let list else {
            entries = []
            return
        }
        entries = (0..<fontCount(list)).map { place in
            let entry = fontEntry(list, place)
            let family = String(cString: entry.family)
            return Entry(
                path: String(cString: entry.path), family: family, index: entry.index,
                weight: Int(entry.weight), width: Int(entry.width), place: place,
                rank: rank(of: family))
        }.filter { !$0.isPlaceholder }
    }

    deinit { if let list { freeFontList(list) } }

    /// The fonts in order for a weight of text.
    func sorted(for weight: Weight) -> [Entry] {
        let wanted = weight == .semibold ? 180 : 80
        return entries.sorted { one, other in
            let first = (one.rank, abs(one.width - 100), abs(one.weight - wanted), one.path)
            let second = (
                other.rank, abs(other.width - 100), abs(other.weight - wanted), other.path
            )
            return first == second ? one.index < other.index : first < second
        }
    }

    /// Whether a font has all of some characters.
    func has(_ scalars: [Unicode.Scalar], _ entry: Entry) -> Bool {
        guard let list else { return false }
        return scalars.allSatisfy { fontHas(list, entry.place, $0.value) }
    }

    /// Whether a family is installed.
    func hasFamily(_ name: String) -> Bool { entries.contains { $0.family == name } }
}

/// Noto Sans goes best with Inter. Fonts of one width and with serifs come last.
private func rank(of family: String) -> Int {
    if ["Mono", "Serif", "Display", "Unifont"].contains(where: family.contains) { return 3 }
    if family.hasPrefix("Noto Sans") { return 0 }
    return family == "DejaVu Sans" ? 1 : 2
}

extension FallbackFonts.Entry {
    /// Whether the font draws the same sign for many characters.
    fileprivate var isPlaceholder: Bool {
        ["Last Resort", "LastResort", "Blank"].contains(where: family.contains)
    }
}

private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
}
