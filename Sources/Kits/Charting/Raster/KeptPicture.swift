import Formats
public import Keeping

/// Where a picture is kept, so that it is painted and compressed only once.
///
///     renderPNG(chart, size: .reference, theme: .light, fonts: fonts, kept: KeptPicture(kept, "nps"))
public struct KeptPicture: Sendable {
    private let values: any KeptValues
    private let name: String

    /// A place for pictures of that name.
    public init(_ values: any KeptValues, _ name: String) {
        self.values = values
        self.name = name
    }

    /// The kept picture of a scene, or the one that `paint` gives.
    func png(
        of scene: Scene, exact: [RGB], _ glyphs: GlyphStore,
        _ paint: () throws(ChartError) -> [UInt8]
    ) throws(ChartError) -> [UInt8] {
        guard let source = scene.source(exact: exact, glyphs) else { return try paint() }
        return try values.value("picture \(name)", of: source) { () throws(ChartError) in
            AsInMemory(wrappedValue: try paint())
        }.wrappedValue
    }
}

extension Scene {
    /// Differs wherever the painted picture may: a digest of all shapes and texts, and the files of the
    /// fonts and libraries that paint them. Nil where these are not known, and where a letter comes from
    /// a font besides the two typefaces.
    fileprivate func source(exact: [RGB], _ glyphs: GlyphStore) -> String? {
        guard let libraries = loadedLibraries,
            !texts.contains(where: { glyphs.hasOtherFonts($0.string, style: $0.style) })
        else { return nil }
        var digest = ContentDigest()
        func add<Number: BitwiseCopyable>(_ number: Number) {
            withUnsafeBytes(of: number) { digest.update($0) }
        }
        [size.width, size.height, exact.count].forEach(add)
        for color in exact { add(color.packed) }
        add(background.packed)
        for shape in shapes {
            switch shape {
            case .rectangle(let box, let color):
                add(Int32(-1))
                add(color.packed)
                add(box)
            case .outlines(let outlines, let color):
                add(Int32(outlines.count))
                add(color.packed)
                for outline in outlines {
                    add(outline.count)
                    outline.withUnsafeBytes { digest.update($0) }
                }
            }
        }
        for text in texts {
            add(text.string.utf8.count)
            digest.update(text.string)
            add(Int8(text.style.weight.rawValue))
            add(text.style.tabular)
            add(text.color.packed)
            add(text.ground.packed)
            for number in [text.style.size, text.origin.x, text.origin.y, text.width] {
                add(number)
            }
        }
        if let logo {
            digest.update(logo.logo.digest)
            add(logo.box)
        }
        let fonts = glyphs.files.map { "\(fileTold($0.path)) \($0.index)" }
        return ([digest.hexadecimal] + fonts + libraries).joined(separator: " ")
    }
}

/// The files of the libraries that the program has loaded when it paints its first picture; nil where
/// the system does not tell.
package let loadedLibraries: [String]? = {
    // The size of this file is 0, whatever it holds.
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    guard let count = try? FileDescriptor.reading("/proc/self/maps").read(into: &bytes, at: 0),
        count < bytes.count
    else { return nil }
    let paths = bytes[..<count].split(separator: UInt8(ascii: "\n")).compactMap { line in
        line.firstIndex(of: UInt8(ascii: "/")).map { String(decoding: line[$0...], as: UTF8.self) }
    }
    let libraries = Set(paths.filter { $0.contains(".so") })
    return libraries.isEmpty ? nil : libraries.sorted().map(fileTold)
}()

/// A file's path and what tells it from other files.
private func fileTold(_ path: String) -> String {
    [path, identity(ofFile: path)].compactMap(\.self).joined(separator: " ")
}
