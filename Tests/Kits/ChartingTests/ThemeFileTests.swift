import Charting
import Foundation
import Testing

@Suite struct ThemeFileTests {
    /// A folder with a theme file, and what else it needs.
    private struct Folder {
        let path: String

        init() throws {
            path = FileManager.default.temporaryDirectory.path + "/theme-\(UUID().uuidString)"
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        }

        func write(_ name: String, _ bytes: [UInt8]) throws -> String {
            try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
            return path + "/" + name
        }

        func theme(_ text: String) throws -> Theme {
            try Theme(file: write("own.yaml", Array(text.utf8)))
        }

        /// The complaint about a file, without the folder.
        func complaint(_ text: String) throws -> String {
            let error = #expect(throws: ThemeError.self) { try theme(text) }
            return error?.description.replacing(path + "/", with: "") ?? ""
        }

        func remove() throws { try FileManager.default.removeItem(atPath: path) }
    }

    private static func file(_ path: String) -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return root.path + "/" + path
    }

    static var harbour: Theme {
        get throws { try Theme(file: file("Charts/themes/harbour.yaml")) }
    }

    @Test func `the theme in Charts is the one inside the program`() throws {
        let shown = try Data(contentsOf: URL(fileURLWithPath: Self.file("Charts/theme.yaml")))
        let inside = try Data(
            contentsOf: URL(
                fileURLWithPath: Self.file("Sources/Kits/Charting/Themes/light.yaml")))
        #expect(shown == inside)
        #expect(try Theme(file: Self.file("Charts/theme.yaml")) == .light)
        #expect(try Theme(file: Self.file("Sources/Kits/Charting/Themes/dark.yaml")) == .dark)
    }

    @Test func `words name the built-in themes, anything else is a file`() throws {
        #expect(try Theme(argument: "light") == .light)
        #expect(try Theme(argument: "dark") == .dark)
        #expect(Theme.light != .dark)
        let error = #expect(throws: ThemeError.self) { try Theme(argument: "drak") }
        #expect(
            error?.description
                == "cannot read the theme drak: no such file or directory; a theme is light, dark "
                + "or a YAML file")
    }

    @Test func `a theme names only what differs`() throws {
        let folder = try Folder()
        let own = try folder.theme("colors:\n  line: \"#0B5563\"\nsizes:\n  title: 50\n")
        #expect(own.name == "own")
        #expect(own.colors.line == RGB(0x0B5563))
        #expect(own.colors.lineText == RGB(0x0B5563))
        #expect(own.colors.ink == Theme.light.colors.ink)
        #expect(own.sizes.title == 50 && own.sizes.label == 22)
        let night = try folder.theme("base: dark\nfooter: Acme\n")
        #expect(night.colors == Theme.dark.colors && night.footer == "Acme")
        #expect(night != .dark)
        try folder.remove()
    }

    @Test(
        arguments: [
            (
                "colours:\n  ink: \"#000000\"",
                "own.yaml, line 1: colours is unknown; a theme can have name, base, "
                    + "colors, fonts, sizes, logo and footer"
            ),
            (
                "name: x\ncolors:\n  inc: \"#000000\"",
                "own.yaml, line 3: inc is unknown; colors can have background, ink, "
                    + "grey, grid, baseline, band, line, line_text, emphasis, "
                    + "emphasis_text, quiet, green, amber and red"
            ),
            (
                "colors:\n  ink: black",
                "own.yaml, line 2: colors.ink must be written as \"#1B1F3B\", six "
                    + "digits in quotes"
            ),
            (
                "colors:\n  ink: #1B1F3B",
                "own.yaml, line 2: colors.ink must be written as \"#1B1F3B\", six "
                    + "digits in quotes"
            ),
            (
                "colors:\n  ink: \"#1B1F3\"",
                "own.yaml, line 2: colors.ink must be written as \"#1B1F3B\", six "
                    + "digits in quotes"
            ),
            (
                "colors:\n  line: \"#2457C5\"\n  grey: \"#B0B0B0\"",
                "own.yaml, line 3: colors.grey #B0B0B0 on the background #FFFFFF has "
                    + "a contrast of 2.1, and text needs 4.5 (WCAG AA): choose a darker "
                    + "grey"
            ),
            (
                "colors:\n  line: \"#88AAFF\"",
                "own.yaml, line 2: colors.line_text #88AAFF on the background #FFFFFF "
                    + "has a contrast of 2.2, and text needs 4.5 (WCAG AA): choose a darker "
                    + "line_text"
            ),
            (
                "colors:\n  background: \"#202020\"",
                "own.yaml, line 2: colors.ink #1B1F3B on the background #202020 has a "
                    + "contrast of 1.0, and text needs 4.5 (WCAG AA): choose a lighter ink"
            ),
            (
                "sizes:\n  title: 400",
                "own.yaml, line 2: sizes.title must be from 24 to 64, pixels of a "
                    + "picture of 1920x1080"
            ),
            ("sizes: 12", "own.yaml, line 1: sizes must hold names and values, such as title: …"),
            ("fonts:\n  text: []", "own.yaml, line 2: at least one font must be named here"),
            ("base: sepia", "own.yaml, line 1: base is sepia; it can be light or dark"),
            (
                "logo: none.png",
                "own.yaml, line 1: the logo none.png cannot be used: no such file or "
                    + "directory; use a PNG of at most 512 KiB"
            ),
            (
                "logo: own.yaml",
                "own.yaml, line 1: the logo own.yaml cannot be used: it is no PNG; "
                    + "save it as PNG"
            ),
            (
                "name: x\nname: y",
                "cannot read the theme own.yaml: it names name twice; keep one; a "
                    + "theme is light, dark or a YAML file"
            ),
            (
                "# nothing",
                "cannot read the theme own.yaml: it has no entries; a theme is light, "
                    + "dark or a YAML file"
            ),
            ("colors: {ink", "own.yaml, line 2: this is no YAML"),
        ])
    func `a wrong file is told in one line`(text: String, complaint: String) throws {
        let folder = try Folder()
        let told = try folder.complaint(text)
        #expect(told.hasPrefix(complaint), "\(told)")
        #expect(!told.contains("\n"))
        try folder.remove()
    }

    @Test func `a footer must fit`() throws {
        let folder = try Folder()
        let told = try folder.complaint("footer: " + String(repeating: "long ", count: 30))
        #expect(told == "own.yaml, line 1: footer has 149 letters; 80 are the most that fit")
        try folder.remove()
    }

    @Test func `a huge logo is refused before it is decoded`() throws {
        let folder = try Folder()
        // A header of 30000x30000 pixels and nothing behind it.
        let header: [UInt8] =
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
            + [0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 8, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        _ = try folder.write("huge.png", header)
        #expect(
            try folder.complaint("logo: huge.png").contains(
                "it has 30000x30000 pixels; at most 2000 each way are used"))
        _ = try folder.write("heavy.png", [UInt8](repeating: 0, count: 600 * 1024))
        #expect(
            try folder.complaint("logo: heavy.png").contains(
                "it is over 512 KiB; use a PNG of at most 512 KiB"))
        try folder.remove()
    }

    @Test func `a font that is not installed is told once, and charts are drawn`() throws {
        let folder = try Folder()
        let own = try folder.theme("fonts:\n  text: [Nobodys Grotesk, DejaVu Sans]\n")
        let fonts = try Fonts.resolve()
        let scene = layOut(Awkward.table(rows: 3), size: .reference, theme: own, fonts: fonts)
        #expect(!scene.texts.isEmpty)
        let notes = fonts.newNotes().filter { $0.contains("Nobodys") }
        #expect(
            notes == [
                "the theme’s font Nobodys Grotesk is not installed, so charts use DejaVu Sans: "
                    + "install it for all users, or name another under fonts"
            ])
        _ = layOut(Awkward.table(rows: 3), size: .reference, theme: own, fonts: fonts)
        #expect(!fonts.newNotes().contains { $0.contains("Nobodys") })
        // The second choice is used: its letters are wider than Inter's.
        let plain = layOut(Awkward.table(rows: 3), size: .reference, theme: .light, fonts: fonts)
        let (one, other) = (scene.texts.first, plain.texts.first)
        #expect(one?.string == other?.string && one?.width != other?.width)
        try folder.remove()
    }
}
