import CGD

/// Encodes the bitmap as a PNG of at most 256 colours.
///
/// Colours in `exact` are kept as they are. Every other colour is rounded to the first shade seen
/// in its cell of 8x8x8 RGB values, or to the closest palette colour once the palette is full.
/// Charts use about ten colours and the blends at their edges, so the rounding is not visible.
///
/// - Throws: `ChartError.outOfMemory`.
func encodePNG(_ bitmap: consuming Bitmap, exact: [RGB]) throws(ChartError) -> [UInt8] {
    guard let image = gdImageCreate(Int32(bitmap.width), Int32(bitmap.height)) else {
        throw .outOfMemory(width: bitmap.width, height: bitmap.height)
    }
    defer { gdImageDestroy(image) }
    var indexes = [Int16](repeating: -1, count: 32 * 32 * 32)
    var exactIndexes: [Int32: UInt8] = [:]
    for color in exact where exactIndexes[color.packed] == nil {
        let index = gdImageColorAllocate(
            image, Int32(color.red), Int32(color.green), Int32(color.blue))
        exactIndexes[color.packed] = UInt8(truncatingIfNeeded: index)
    }
    // Most pixels at the edges of shapes have one of few blends: each is looked up once or twice.
    var known = [(color: Int32, index: UInt8)](repeating: (-1, 0), count: 1024)
    for y in 0..<bitmap.height {
        let row = bitmap.row(y)
        guard let out = image.pointee.pixels[y] else { continue }
        var last: Int32 = -1
        var lastIndex: UInt8 = 0
        for x in 0..<bitmap.width {
            let color = row[x]
            if color != last {
                last = color
                let place = Int((UInt32(bitPattern: color) &* 0x9E37_79B1) >> 22)
                if known[place].color != color {
                    let index =
                        exactIndexes[color] ?? rounded(color, in: image, indexes: &indexes)
                    known[place] = (color, index)
                }
                lastIndex = known[place].index
            }
            out[x] = lastIndex
        }
    }
    _ = consume bitmap
    // Compression level 3 takes a third of the time of level 6. Files are about 25 % larger but
    // small in both cases.
    var count: Int32 = 0
    guard let bytes = gdImagePngPtrEx(image, &count, 3) else {
        throw .outOfMemory(width: Int(image.pointee.sx), height: Int(image.pointee.sy))
    }
    defer { gdFree(bytes) }
    return [UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(count)))
}

private func rounded(_ color: Int32, in image: gdImagePtr, indexes: inout [Int16]) -> UInt8 {
    let (red, green, blue) = (color >> 16 & 255, color >> 8 & 255, color & 255)
    let cell = Int((red >> 3) << 10 | (green >> 3) << 5 | blue >> 3)
    if indexes[cell] < 0 {
        let hasRoom = image.pointee.colorsTotal < 256
        indexes[cell] = Int16(
            hasRoom
                ? gdImageColorAllocate(image, red, green, blue)
                : gdImageColorClosest(image, red, green, blue))
    }
    return UInt8(truncatingIfNeeded: indexes[cell])
}
