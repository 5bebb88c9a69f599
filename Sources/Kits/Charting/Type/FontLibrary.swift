import Synchronization

/// The fonts of themes, each opened when it is first needed.
final class FontLibrary: Sendable {
    private struct State {
        var stores: [FontFamilies: GlyphStore] = [:]
        var installed: FallbackFonts?
        var told: Set<String> = []
        var notes: [String] = []
    }

    private let standard: GlyphStore
    private let regular: FontFile
    private let semibold: FontFile
    private let directories: [String]
    private let state = Mutex(State())

    /// The fonts in some directories. The standard ones stand in for what is not installed.
    init(
        standard: GlyphStore, regular: FontFile, semibold: FontFile, directories: [String]
    ) {
        self.standard = standard
        self.regular = regular
        self.semibold = semibold
        self.directories = directories
    }

    /// The glyphs of some families.
    func glyphs(of families: FontFamilies) -> GlyphStore {
        state.withLock { state in
            if let known = state.stores[families] { return known }
            let text = file(of: families.text, .regular, &state) ?? regular
            let title = file(of: families.title, .semibold, &state) ?? semibold
            let store =
                text == regular && title == semibold
                ? standard : opened(regular: text, semibold: title, &state)
            state.stores[families] = store
            return store
        }
    }

    /// What to tell of fonts that are missing, and of letters that none had. Each is told once.
    func newNotes() -> [String] {
        state.withLock { state in
            defer { state.notes = [] }
            var stores = [standard]
            for store in state.stores.values where !stores.contains(where: { $0 === store }) {
                stores.append(store)
            }
            var notes = state.notes
            for note in stores.flatMap({ $0.newNotes() }) where !notes.contains(note) {
                notes.append(note)
            }
            return notes
        }
    }

    /// The file of the first family that is installed; nil for the standard one.
    private func file(
        of families: [String], _ weight: Weight, _ state: inout State
    ) -> FontFile? {
        var file: FontFile?
        var missing: [String] = []
        for family in families {
            if family == regular.family { break }
            let installed = state.installed ?? FallbackFonts(in: directories)
            state.installed = installed
            if let entry = installed.sorted(for: weight).first(where: { $0.family == family }) {
                file = FontFile(path: entry.path, index: entry.index, family: family)
                break
            }
            missing.append(family)
        }
        let used = file?.family ?? regular.family
        for family in missing where state.told.insert(family).inserted {
            state.notes.append(
                "the theme’s font \(family) is not installed, so charts use \(used): install it "
                    + "for all users, or name another under fonts")
        }
        return file
    }

    private func opened(
        regular text: FontFile, semibold title: FontFile, _ state: inout State
    ) -> GlyphStore {
        do {
            return try GlyphStore(regular: text, semibold: title, others: directories)
        } catch {
            state.notes.append("\(error), so charts use \(regular.family)")
            return standard
        }
    }
}
