import CText

/// The coverage of a drawn glyph, 0 to 255 for each quarter pixel.
///
/// Glyphs are drawn at four times their width. The height keeps the font's hinting, so lines of
/// text are sharp. The extra width allows a glyph to start at any quarter of a pixel, so letter
/// spacing stays even at small sizes.
struct GlyphShape {
    static let columns = 4
    /// Accents are placed to a quarter of a pixel in height.
    static let rows = 4

    /// Offset from the pen to the first column, in quarter pixels.
    let left: Int
    /// Offset from the baseline to the first row, in pixels; negative is up.
    let top: Int
    /// Width in quarter pixels.
    let width: Int
    /// Height in pixels.
    let height: Int
    /// The coverage, row by row from the top.
    let coverage: [UInt8]

    /// Draws a glyph with FreeType. The shape is empty when the font is damaged there, and nil when
    /// memory is short.
    ///
    /// `rise` says how far the glyph is moved up, in quarter pixels.
    init?(of glyph: UInt32, _ typeface: OpaquePointer, size: Double, rise: Int) {
        var image = GlyphImage()
        let lift = Int32(clamping: rise * 64 / GlyphShape.rows)
        let outcome = drawGlyph(
            typeface, glyph, size, Int32(GlyphShape.columns), lift, &image)
        if outcome == GlyphOutOfMemory { return nil }
        guard outcome == GlyphDrawn, let ink = image.coverage else {
            (left, top, width, height, coverage) = (0, 0, 0, 0, [])
            return
        }
        left = Int(image.left)
        top = -Int(image.top)
        width = Int(image.width)
        height = Int(image.height)
        var coverage: [UInt8] = []
        coverage.reserveCapacity(width * height)
        for row in 0..<height {
            let start = ink + row * Int(image.pitch)
            coverage += UnsafeBufferPointer(start: start, count: width)
        }
        self.coverage = coverage
    }
}
