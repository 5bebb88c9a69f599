import Glibc

/// The typefaces pictures are set in: Inter, or DejaVu Sans where Inter is not installed.
///
/// Resolve once and share: glyphs drawn for one picture are kept for the next, on any thread.
public struct Fonts: Sendable {
    /// Where Debian's packages, and people, put the files.
    public static let standardDirectories = [
        "/usr/share/fonts/opentype/inter", "/usr/share/fonts/truetype/inter",
        "/usr/local/share/fonts", "/usr/local/share/fonts/inter",
        "/usr/share/fonts/truetype/dejavu", "/usr/local/share/fonts/dejavu",
        "/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype/droid",
    ]

    let glyphs: GlyphStore

    /// Finds the fonts in Debian's directories.
    ///
    /// - Throws: as `resolve(searching:)`; every error names the package to install.
    public static func resolve() throws(ChartError) -> Fonts {
        try resolve(searching: standardDirectories)
    }

    /// Finds the fonts in the given directories, the first directory first.
    ///
    /// - Throws: `ChartError.noUsableFont` or `.unreadableFont`; `.noGD` or `.incompleteGD` without
    ///   a libgd to draw with.
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
        // Characters of other scripts, as far as the machine has them.
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

/// The two weights of the look.
package enum Weight: Int, Sendable, Hashable {
    case regular
    case semibold
}

/// How a text is set.
package struct TextStyle: Sendable, Hashable {
    package var weight: Weight
    /// The em in pixels.
    package var size: Double
    /// Whether all digits take the same width, for columns of numbers.
    package var tabular = false

    package init(_ weight: Weight, size: Double, tabular: Bool = false) {
        self.weight = weight
        self.size = size
        self.tabular = tabular
    }

    /// The height of capitals and digits in both typefaces, in pixels.
    package var capHeight: Double { size * 0.728 }
    /// What a line of text needs above its baseline, in pixels.
    package var ascent: Double { size * 0.78 }
    /// What a line of text needs below its baseline, in pixels.
    package var descent: Double { size * 0.22 }
}
