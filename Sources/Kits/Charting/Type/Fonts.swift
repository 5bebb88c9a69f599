import Glibc

/// The typefaces of pictures: Inter, or DejaVu Sans when Inter is not installed.
///
/// Resolve once and share the value between threads: drawn glyphs are cached for later pictures.
public struct Fonts: Sendable {
    /// The directories of Debian's font packages and of fonts installed by hand.
    public static let standardDirectories = [
        "/usr/share/fonts/opentype/inter", "/usr/share/fonts/truetype/inter",
        "/usr/local/share/fonts", "/usr/local/share/fonts/inter",
        "/usr/share/fonts/truetype/dejavu", "/usr/local/share/fonts/dejavu",
        "/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype/droid",
    ]

    let glyphs: GlyphStore

    /// Finds the fonts in the standard directories.
    ///
    /// - Throws: The errors of `resolve(searching:)`. The description of each names the package to
    ///   install.
    public static func resolve() throws(ChartError) -> Fonts {
        try resolve(searching: standardDirectories)
    }

    /// Finds the fonts in the given directories. Earlier directories take precedence.
    ///
    /// - Throws: `ChartError.noUsableFont` or `.unreadableFont`; `.noGD` or `.incompleteGD` when
    ///   libgd is missing or incomplete.
    public static func resolve(searching directories: [String]) throws(ChartError) -> Fonts {
        func path(_ names: [String]) -> String? {
            for name in names {
                for directory in directories {
                    let path = directory + "/" + name
                    if access(path, R_OK) == 0 { return path }
                }
            }
            return nil
        }
        let inter = (path(["Inter-Regular.otf", "Inter-Regular.ttf"]))
        let interBold = path(["Inter-SemiBold.otf", "Inter-SemiBold.ttf"])
        let dejaVu = path(["DejaVuSans.ttf"])
        let dejaVuBold = path(["DejaVuSans-Bold.ttf"])
        // Fallback fonts for other scripts, when installed.
        let others = [
            path(["NotoSansCJK-Regular.ttc"]), path(["DroidSansFallbackFull.ttf"]),
        ]
        let isInterWhole = inter != nil && interBold != nil
        let regular = [isInterWhole ? inter : nil, dejaVu] + others
        let semibold = [isInterWhole ? interBold : nil, dejaVuBold, dejaVu] + others
        guard isInterWhole || dejaVu != nil else { throw .noUsableFont }
        return Fonts(
            glyphs: try GlyphStore(
                regular: regular.compactMap { $0 }, semibold: semibold.compactMap { $0 }))
    }

    /// The width of a text in pixels.
    package func width(of text: String, style: TextStyle) -> Double {
        glyphs.layOut(text, style: style).width
    }
}

/// The two font weights in use.
package enum Weight: Int, Sendable, Hashable {
    case regular
    case semibold
}

/// The weight and size of a text.
package struct TextStyle: Sendable, Hashable {
    package var weight: Weight
    /// The font size (em) in pixels.
    package var size: Double
    /// Whether all digits have the same width, for columns of numbers.
    package var tabular = false

    package init(_ weight: Weight, size: Double, tabular: Bool = false) {
        self.weight = weight
        self.size = size
        self.tabular = tabular
    }

    /// The height of capitals and digits in both typefaces, in pixels.
    package var capHeight: Double { size * 0.728 }
    /// The space that a line of text needs above its baseline, in pixels.
    package var ascent: Double { size * 0.78 }
    /// The space that a line of text needs below its baseline, in pixels.
    package var descent: Double { size * 0.22 }
}
