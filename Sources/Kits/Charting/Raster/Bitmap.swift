import CGD

/// A true-colour picture in memory. It owns its memory and frees it when it is destroyed.
struct Bitmap: ~Copyable {
    private let image: gdImagePtr
    let width: Int
    let height: Int

    init(size: ChartSize, background: RGB) throws(ChartError) {
        guard let image = gdImageCreateTrueColor(Int32(size.width), Int32(size.height)) else {
            throw .outOfMemory(width: size.width, height: size.height)
        }
        self.image = image
        width = size.width
        height = size.height
        fill(columns: 0..<width, rows: 0..<height, background)
    }

    deinit { gdImageDestroy(image) }

    /// The pixels of a row, each `0xRRGGBB`.
    func row(_ y: Int) -> UnsafeMutableBufferPointer<Int32> {
        UnsafeMutableBufferPointer(start: image.pointee.tpixels[y], count: width)
    }

    /// Fills whole pixels. Parts outside the picture are ignored.
    func fill(columns: Range<Int>, rows: Range<Int>, _ color: RGB) {
        let columns = columns.clamped(to: 0..<width)
        for y in rows.clamped(to: 0..<height) where !columns.isEmpty {
            row(y)[columns].update(repeating: color.packed)
        }
    }
}

/// Blends a colour over a pixel. `alpha` runs from 0 (transparent) to 256 (opaque).
@inline(__always)
func blended(_ color: Int32, over pixel: Int32, alpha: Int32) -> Int32 {
    // Red and blue do not overlap after multiplication, so one multiplication blends both.
    let redBlue = (color & 0xFF00FF) &* alpha &+ (pixel & 0xFF00FF) &* (256 &- alpha)
    let green = (color & 0x00FF00) &* alpha &+ (pixel & 0x00FF00) &* (256 &- alpha)
    return Int32(
        bitPattern: (UInt32(bitPattern: redBlue) >> 8 & 0xFF00FF)
            | (UInt32(bitPattern: green) >> 8 & 0x00FF00))
}
