/// Draws a scene into a new bitmap.
///
/// - Throws: `ChartError.outOfMemory`.
func paint(_ scene: Scene, fonts: Fonts) throws(ChartError) -> Bitmap {
    let bitmap = try Bitmap(size: scene.size, background: scene.background)
    var rasterizer = Rasterizer()
    for shape in scene.shapes {
        switch shape {
        case .rectangle(let box, let color):
            bitmap.fill(
                columns: Int(box.left)..<Int(box.right), rows: Int(box.top)..<Int(box.bottom), color
            )
        case .outlines(let outlines, let color):
            rasterizer.fill(outlines, color, on: bitmap)
        }
    }
    for text in scene.texts {
        guard paint(text, on: bitmap, glyphs: fonts.glyphs) else {
            throw .outOfMemory(width: bitmap.width, height: bitmap.height)
        }
    }
    return bitmap
}

/// Draws a text. Returns whether there was enough memory.
private func paint(
    _ text: PlacedText, on bitmap: borrowing Bitmap, glyphs: GlyphStore
) -> Bool {
    let baseline = Int(text.origin.y.rounded())
    let quarters = GlyphShape.columns
    return glyphs.withShapes(of: text.string, style: text.style) { glyph, shape in
        let x = text.origin.x + glyph.x * text.style.size
        let pen = Int((x * Double(quarters)).rounded()) + shape.left
        // The glyph's first quarter column lies in `firstPixel`, at quarter `phase` (0 to 3) of it.
        let firstPixel = pen >> 2
        let phase = pen & 3
        let pixelCount = (phase + shape.width + quarters - 1) / quarters
        for row in 0..<shape.height {
            let y = baseline + shape.top + row
            guard (0..<bitmap.height).contains(y) else { continue }
            let pixels = bitmap.row(y)
            for pixel in 0..<pixelCount where (0..<bitmap.width).contains(firstPixel + pixel) {
                let from = max(pixel * quarters - phase, 0)
                let to = min(pixel * quarters - phase + quarters, shape.width)
                var sum: Int32 = 0
                for column in from..<to { sum += Int32(shape.coverage[row * shape.width + column]) }
                guard sum > 0 else { continue }
                // Four fully covered columns sum to 1020. This maps 0...1020 to 0...256.
                let alpha = (sum * 257 + 512) >> 10
                let x = firstPixel + pixel
                pixels[x] = blended(text.color.packed, over: pixels[x], alpha: alpha)
            }
        }
    }
}
