import Glibc

/// The typefaces of pictures: Inter, or DejaVu Sans when Inter is not installed. Characters that
/// they lack come from any other installed font.
///
/// Resolve once and share the value between threads: shaped lines and drawn glyphs are cached for
/// later pictures.
public struct Fonts: Sendable {
    /// The directories of Debian's font packages and of fonts installed by hand.
    public static let standardDirectories = [
        "/usr/share/fonts/opentype/inter", "/usr/share/fonts/truetype/inter",
        "/usr/local/share/fonts", "/usr/local/share/fonts/inter",
        "/usr/share/fonts/truetype/dejavu", "/usr/local/share/fonts/dejavu",
    ]
    /// The directories, with all their folders, in which fonts of other scripts are sought. Those
    /// of single users are left out, so that a machine draws the same for everybody.
    static let systemDirectories = ["/usr/share/fonts", "/usr/local/share/fonts"]

    let glyphs: GlyphStore

    /// Finds the fonts in the standard directories.
    ///
    /// - Throws: The errors of `resolve(searching:)`. The description of each names the package to
    ///   install.
    public static func resolve() throws(ChartError) -> Fonts {
        try resolve(searching: standardDirectories, others: systemDirectories)
    }

    /// Finds the fonts in the given directories and no others. Earlier directories take precedence.
    ///
    /// - Throws: `ChartError.noUsableFont` or `.unreadableFont`; `.noLibrary` or
    ///   `.incompleteLibrary` when a library is missing or incomplete.
    public static func resolve(searching directories: [String]) throws(ChartError) -> Fonts {
        try resolve(searching: directories, others: directories)
    }

    private static func resolve(
        searching directories: [String], others: [String]
    ) throws(ChartError) -> Fonts {
        func path(_ names: [String]) -> String? {
            for name in names {
                for directory in directories {
                    let path = directory + "/" + name
                    if access(path, R_OK) == 0 { return path }
                }
            }
            return nil
        }
        let inter = path(["Inter-Regular.otf", "Inter-Regular.ttf"])
        let interBold = path(["Inter-SemiBold.otf", "Inter-SemiBold.ttf"])
        if let inter, let interBold {
            return Fonts(
                glyphs: try GlyphStore(regular: inter, semibold: interBold, others: others))
        }
        guard let dejaVu = path(["DejaVuSans.ttf"]) else { throw .noUsableFont }
        return Fonts(
            glyphs: try GlyphStore(
                regular: dejaVu, semibold: path(["DejaVuSans-Bold.ttf"]) ?? dejaVu, others: others))
    }

    /// The glyphs of a text.
    package func line(_ text: String, style: TextStyle) -> TextLine {
        glyphs.line(text, style: style)
    }

    /// The width of a text in pixels.
    package func width(of text: String, style: TextStyle) -> Double {
        line(text, style: style).width * style.size
    }

    /// The text as it is drawn: a question mark stands for each letter that no font has.
    package func drawn(_ text: String, style: TextStyle) -> String {
        line(text, style: style).replacement ?? text
    }

    /// Whether the fonts have every letter of a text.
    package func canDraw(_ text: String, style: TextStyle) -> Bool {
        line(text, style: style).replacement == nil
    }

    /// What to tell about letters that no font had: one sentence for each script, with the package
    /// that brings it. Each is told once.
    public func newNotes() -> [String] { glyphs.newNotes() }
}
