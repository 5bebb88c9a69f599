import CText

/// A font of a file.
struct FontFile: Sendable, Hashable {
    let path: String
    /// Its place in a file of several fonts.
    var index = 0
    let family: String
}

/// The open fonts, and which of them draws which character. Used by one thread at a time.
final class Typefaces {
    private struct Place: Hashable {
        let path: String
        let index: Int
    }

    /// Limits memory in a service that draws names in many scripts.
    private static let mostChosen = 1 << 16

    private let typesetter: OpaquePointer
    private let directories: [String]
    /// The open fonts. The first two are the typefaces of pictures, by weight.
    private var open: [OpaquePointer] = []
    /// The families of the open fonts.
    private(set) var families: [String] = []
    /// The numbers of fonts that were opened; nil for one that cannot be read.
    private var numbers: [Place: Int?] = [:]
    private var chosen: [[Character: Int?]] = [[:], [:]]
    private var others: FallbackFonts?
    private var sorted: [[FallbackFonts.Entry]] = [[], []]

    /// Opens the typefaces of pictures. Other fonts are listed when they are first needed.
    ///
    /// - Throws: `ChartError.unreadableFont`, or `.noLibrary` when memory is short.
    init(regular: FontFile, semibold: FontFile, others: [String]) throws(ChartError) {
        guard let typesetter = makeTypesetter() else {
            throw .noLibrary(file: "libfreetype.so.6", package: "libfreetype6")
        }
        self.typesetter = typesetter
        directories = others
        for file in [regular, semibold] {
            guard let typeface = openTypeface(typesetter, file.path, file.index) else {
                throw .unreadableFont(path: file.path)
            }
            open.append(typeface)
            families.append(file.family)
        }
    }

    deinit {
        for typeface in open { closeTypeface(typeface) }
        freeTypesetter(typesetter)
    }

    subscript(font: Int) -> OpaquePointer { open[font] }

    /// The number of the font for a character as people see it, with its accents; nil when no font
    /// has all of it.
    func font(for character: Character, _ weight: Weight) -> Int? {
        if let known = chosen[weight.rawValue][character] { return known }
        // Joiners and the like have no ink, so no font need have them.
        let scalars = character.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
        let font = font(for: Array(scalars), weight)
        if chosen[weight.rawValue].count > Self.mostChosen { chosen[weight.rawValue].removeAll() }
        chosen[weight.rawValue][character] = .some(font)
        return font
    }

    /// Whether a family of fonts is installed.
    func hasFamily(_ name: String) -> Bool { listed().hasFamily(name) }

    private func font(for scalars: [Unicode.Scalar], _ weight: Weight) -> Int? {
        let first = weight.rawValue
        if scalars.allSatisfy({ typefaceHas(open[first], $0.value) }) { return first }
        let others = listed()
        for entry in sorted[weight.rawValue] where others.has(scalars, entry) {
            if let number = number(of: entry) { return number }
        }
        return nil
    }

    private func listed() -> FallbackFonts {
        if let others { return others }
        let others = FallbackFonts(in: directories)
        self.others = others
        sorted = [others.sorted(for: .regular), others.sorted(for: .semibold)]
        return others
    }

    private func number(of entry: FallbackFonts.Entry) -> Int? {
        let place = Place(path: entry.path, index: entry.index)
        if let known = numbers[place] { return known }
        guard let typeface = openTypeface(typesetter, entry.path, entry.index) else {
            numbers[place] = .some(nil)
            return nil
        }
        open.append(typeface)
        families.append(entry.family)
        numbers[place] = open.count - 1
        return open.count - 1
    }
}
