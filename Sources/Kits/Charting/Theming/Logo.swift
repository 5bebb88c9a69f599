import CGD
import Formats

/// Why a picture is no logo, and what to do.
struct LogoFault: Error {
    let reason: String
}

/// A company's logo: a small PNG.
package final class Logo: Sendable {
    /// The largest file.
    static let mostBytes = 512 * 1024
    /// The most pixels across or down.
    static let mostPixels = 2000

    /// The file as it is.
    let png: [UInt8]
    package let width: Int
    package let height: Int
    /// The pixels, row by row: alpha 0 (transparent) to 255 in the upper eight bits, then RGB.
    private let pixels: [UInt32]
    let digest: String

    /// Decodes a PNG.
    ///
    /// - Throws: `LogoFault` for another file, or one that is too large.
    init(png: [UInt8]) throws(LogoFault) {
        guard png.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), png.count > 33
        else { throw LogoFault(reason: "it is no PNG; save it as PNG") }
        // The size is known before anything is decoded, so a small file cannot fill memory.
        func number(_ place: Int) -> Int {
            png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        (width, height) = (number(16), number(20))
        guard width > 0, height > 0, max(width, height) <= Self.mostPixels else {
            throw LogoFault(
                reason: "it has \(width)x\(height) pixels; at most \(Self.mostPixels) each way "
                    + "are used, and 600x200 are enough")
        }
        if let error = ChartError(loadGD()) { throw LogoFault(reason: error.description) }
        var bytes = png
        guard let image = gdImageCreateFromPngPtr(Int32(bytes.count), &bytes) else {
            throw LogoFault(reason: "it is a damaged PNG; save it again")
        }
        defer { gdImageDestroy(image) }
        var pixels: [UInt32] = []
        pixels.reserveCapacity(width * height)
        for y in 0..<Int32(height) {
            for x in 0..<Int32(width) {
                let color = UInt32(bitPattern: gdImageGetTrueColorPixel(image, x, y))
                // libgd has 127 for transparent and 0 for opaque.
                let alpha = (127 - (color >> 24 & 127)) * 255 / 127
                pixels.append(alpha << 24 | color & 0xFFFFFF)
            }
        }
        self.pixels = pixels
        self.png = png
        var digest = ContentDigest()
        png.withUnsafeBytes { digest.update($0) }
        self.digest = digest.hexadecimal
    }

    /// The logo at a size in pixels: for each pixel its colour times its alpha, and the alpha, all
    /// 0 to 255. Each is the mean of what it covers.
    ///
    /// - Complexity: O(pixels of the logo + pixels of the result).
    func scaled(
        width target: Int, height targetHeight: Int
    ) -> [(red: Double, green: Double, blue: Double, alpha: Double)] {
        var result: [(red: Double, green: Double, blue: Double, alpha: Double)] = []
        result.reserveCapacity(target * targetHeight)
        let across = Double(width) / Double(target)
        let down = Double(height) / Double(targetHeight)
        for row in 0..<targetHeight {
            let (top, bottom) = (Double(row) * down, Double(row + 1) * down)
            for column in 0..<target {
                let (left, right) = (Double(column) * across, Double(column + 1) * across)
                var sum = (red: 0.0, green: 0.0, blue: 0.0, alpha: 0.0)
                for y in Int(top)..<min(Int(bottom.rounded(.up)), height) {
                    let tall = min(Double(y + 1), bottom) - max(Double(y), top)
                    for x in Int(left)..<min(Int(right.rounded(.up)), width) {
                        let share = tall * (min(Double(x + 1), right) - max(Double(x), left))
                        let pixel = pixels[y * width + x]
                        let alpha = Double(pixel >> 24) / 255 * share
                        sum.red += Double(pixel >> 16 & 255) * alpha
                        sum.green += Double(pixel >> 8 & 255) * alpha
                        sum.blue += Double(pixel & 255) * alpha
                        sum.alpha += 255 * alpha
                    }
                }
                let area = across * down
                result.append(
                    (sum.red / area, sum.green / area, sum.blue / area, sum.alpha / area))
            }
        }
        return result
    }

    /// The colours that cover most of it, at most sixteen. A palette picture keeps their shade.
    var mainColors: [RGB] {
        var counts: [UInt32: Int] = [:]
        for pixel in pixels where pixel >> 24 > 250 { counts[pixel & 0xFFFFFF, default: 0] += 1 }
        return counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(16)
            .map { RGB($0.key) }
    }
}
