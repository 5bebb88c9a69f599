import Formats

/// The look of a picture: colours by role, fonts, sizes, a logo and a footer text.
///
/// ```swift
/// let own = try Theme(argument: "Charts/themes/harbour.yaml")
/// let png = try renderPNG(chart, size: .reference, theme: own, fonts: fonts)
/// ```
///
/// A theme is a file. `light` and `dark` are such files inside the program.
public struct Theme: Sendable {
    /// What messages and replies call it: `light`, `dark`, or the name in its file.
    public let name: String
    /// The colours by role.
    package let colors: Colors
    /// The families of fonts.
    package let families: FontFamilies
    /// The sizes of texts.
    package let sizes: TextSizes
    /// The picture in the lower right corner; nil for none.
    package let logo: Logo?
    /// A text in the lower right corner; nil for none.
    package let footer: String?
    /// Tells themes apart. It covers the logo's bytes.
    package let digest: String

    /// The theme of what a file says.
    init(_ content: ThemeContent) {
        name = content.name
        colors = content.colors
        families = content.families
        sizes = content.sizes
        logo = content.logo
        footer = content.footer
        digest = content.digest
    }

    /// Dark ink on white.
    public static let light = shipped(
        PackageResources.light_yaml, "light.yaml", over: ThemeContent())
    /// Light ink on deep blue.
    public static let dark = shipped(
        PackageResources.dark_yaml, "dark.yaml", over: ThemeContent(light))
    /// The themes that ship inside the program.
    public static let builtIn = BuiltInTheme.allCases.map(\.theme)

    /// The built-in theme of a name, or the theme of a file.
    ///
    /// - Parameter argument: `light`, `dark` or a path.
    /// - Throws: `ThemeError`.
    public init(argument: String) throws(ThemeError) {
        if let known = BuiltInTheme(rawValue: argument) {
            self = known.theme
        } else {
            try self.init(file: argument)
        }
    }

    /// The theme of a file. It names what differs from the light theme, or from the one that it
    /// names as `base`.
    ///
    /// - Throws: `ThemeError`.
    public init(file path: String) throws(ThemeError) {
        let text = try ThemeReader.text(of: path)
        self.init(try ThemeReader(path: path).content(of: text, over: nil))
    }

    private static func shipped(_ bytes: [UInt8], _ file: String, over base: ThemeContent) -> Theme
    {
        do throws(ThemeError) {
            let text = String(decoding: bytes, as: UTF8.self)
            return Theme(try ThemeReader(path: file).content(of: text, over: base))
        } catch {
            // The tests read both files, so no program with a broken one is built.
            preconditionFailure(error.description)
        }
    }
}

extension Theme: Hashable {
    /// Whether two themes draw alike.
    public static func == (one: Theme, other: Theme) -> Bool { one.digest == other.digest }

    /// Adds what tells the theme from others.
    public func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

extension Theme: CustomStringConvertible {
    /// The name.
    public var description: String { name }
}

/// The families of fonts of a theme, the first choice first.
package struct FontFamilies: Sendable, Hashable {
    /// Text.
    package var text = ["Inter"]
    /// Titles, headings and last values.
    package var title = ["Inter"]

    /// All families, in the order in which a viewer of a drawing is to look for them.
    func stack(for weight: Weight) -> [String] { weight == .semibold ? title : text }
}

/// The sizes of texts, in pixels of a picture of 1920x1080.
package struct TextSizes: Sendable, Hashable {
    package var title = 44.0
    package var subtitle = 26.0
    /// Names and numbers beside marks, axis numbers.
    package var label = 22.0
    /// The last value of a series.
    package var value = 27.0
    package var footer = 18.0

    /// The sizes by their names in a theme file, with what each may be.
    static let roles: [Role] = [
        Role(name: "title", path: \.title, range: 24...64),
        Role(name: "subtitle", path: \.subtitle, range: 16...40),
        Role(name: "label", path: \.label, range: 14...32),
        Role(name: "value", path: \.value, range: 16...44),
        Role(name: "footer", path: \.footer, range: 12...26),
    ]

    /// A size that a theme file can name.
    struct Role: Sendable {
        let name: String
        let path: any WritableKeyPath<TextSizes, Double> & Sendable
        let range: ClosedRange<Double>
    }
}
