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
    /// The fonts of themes, opened when they are first needed.
    private let library: FontLibrary

    private init(glyphs: GlyphStore, library: FontLibrary) {
        self.glyphs = glyphs
        self.library = library
    }

    /// The fonts of a theme. A family that is not installed gives way to the next, at last to the
    /// standard one, and `newNotes` says so.
    func of(_ families: FontFamilies) -> Fonts {
        guard families != FontFamilies() else { return self }
        return Fonts(glyphs: library.glyphs(of: families), library: library)
    }

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
            return try Fonts(
                regular: FontFile(path: inter, family: "Inter"),
                semibold: FontFile(path: interBold, family: "Inter"), others: others)
        }
        guard let dejaVu = path(["DejaVuSans.ttf"]) else { throw .noUsableFont }
        return try Fonts(
            regular: FontFile(path: dejaVu, family: "DejaVu Sans"),
            semibold: FontFile(
                path: path(["DejaVuSans-Bold.ttf"]) ?? dejaVu, family: "DejaVu Sans"),
            others: others)
    }

    private init(regular: FontFile, semibold: FontFile, others: [String]) throws(ChartError) {
        let glyphs = try GlyphStore(regular: regular, semibold: semibold, others: others)
        self.init(
            glyphs: glyphs,
            library: FontLibrary(
                standard: glyphs, regular: regular, semibold: semibold, directories: others))
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

    /// The families that draw a text besides those of the theme, in the order of their first letter.
    func otherFamilies(for text: String, style: TextStyle) -> [String] {
        glyphs.otherFamilies(for: text, style: style)
    }

    /// What to tell about fonts: one sentence for each script whose letters no font had, with the
    /// package that brings it, and one for each font of a theme that is not installed. Each is told
    /// once.
    public func newNotes() -> [String] { library.newNotes() }
}
