import CGD
import Glibc

/// The coverage of a drawn character, 0 to 255 for each quarter pixel.
///
/// Characters are drawn at four times their width. The height keeps the font's hinting, so lines of
/// text are sharp. The extra width allows a character to start at any quarter of a pixel, so letter
/// spacing stays even at small sizes.
struct GlyphShape {
    static let columns = 4

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

    /// Draws a character with FreeType through libgd. The shape is empty when libgd reports an
    /// error.
    init(of scalar: Unicode.Scalar, font: String, size: Double) {
        let reach = Int32(size * 2.5) + 4
        let columns = Int32(GlyphShape.columns)
        guard let image = gdImageCreateTrueColor(reach * columns * 2, reach * 2) else {
            self.init(left: 0, top: 0, width: 0, height: 0, coverage: [])
            return
        }
        defer { gdImageDestroy(image) }
        var extra = gdFTStringExtra()
        extra.flags = gdFTEX_RESOLUTION | gdFTEX_FONTPATHNAME
        extra.hdpi = 96 * columns
        extra.vdpi = 96
        var box = [Int32](repeating: 0, count: 8)
        // libgd takes the size in points, 72 per inch. An inch has 96 pixels here.
        let failure = gdImageStringFTEx(
            image, &box, 0xFFFFFF, font, size * 0.75, 0, reach * columns / 2, reach, String(scalar),
            &extra)
        guard failure == nil else {
            self.init(left: 0, top: 0, width: 0, height: 0, coverage: [])
            return
        }
        // The box that libgd reports may be off by a rounding, so a margin is added.
        let first = (x: max(box[6] - 4, 0), y: max(box[7] - 2, 0))
        let last = (
            x: min(box[2] + 4, image.pointee.sx - 1), y: min(box[3] + 2, image.pointee.sy - 1)
        )
        let width = Int(max(last.x - first.x + 1, 0))
        let height = Int(max(last.y - first.y + 1, 0))
        var coverage = [UInt8](repeating: 0, count: width * height)
        for row in 0..<height {
            guard let pixels = image.pointee.tpixels[Int(first.y) + row] else { continue }
            for column in 0..<width {
                let pixel = pixels[Int(first.x) + column]
                coverage[row * width + column] = UInt8(truncatingIfNeeded: pixel)
            }
        }
        self.init(
            left: Int(first.x - reach * columns / 2), top: Int(first.y - reach), width: width,
            height: height, coverage: coverage)
    }

    private init(left: Int, top: Int, width: Int, height: Int, coverage: [UInt8]) {
        self.left = left
        self.top = top
        self.width = width
        self.height = height
        self.coverage = coverage
    }
}
