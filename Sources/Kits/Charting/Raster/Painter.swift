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
    if let logo = scene.logo { paint(logo, on: bitmap) }
    for text in scene.texts {
        guard paint(text, on: bitmap, glyphs: fonts.glyphs) else {
            throw .outOfMemory(width: bitmap.width, height: bitmap.height)
        }
    }
    return bitmap
}

/// Draws the logo over what is behind it.
private func paint(_ placed: PlacedLogo, on bitmap: borrowing Bitmap) {
    let (left, top) = (Int(placed.box.left), Int(placed.box.top))
    let (width, height) = (Int(placed.box.width), Int(placed.box.height))
    let colors = placed.logo.scaled(width: width, height: height)
    for y in 0..<height where (0..<bitmap.height).contains(top + y) {
        let row = bitmap.row(top + y)
        for x in 0..<width where (0..<bitmap.width).contains(left + x) {
            let color = colors[y * width + x]
            let under = row[left + x]
            func mixed(_ upper: Double, _ shift: Int32) -> Int32 {
                let lower = Double(under >> shift & 255) * (1 - color.alpha / 255)
                return min(Int32((upper + lower).rounded()), 255) << shift
            }
            row[left + x] = mixed(color.red, 16) | mixed(color.green, 8) | mixed(color.blue, 0)
        }
    }
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
