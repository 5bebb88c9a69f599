import Charting
import Mustache

extension MonthlyReview {
    /// The review as one page that needs nothing else: no script, no other file.
    ///
    /// - Parameter pictures: the charts, in the order of the page.
    /// - Returns: HTML in UTF-8; the same review and pictures give the same bytes.
    /// - Throws: when a template is broken.
    public func html(pictures: [ReviewPicture]) throws -> [UInt8] {
        let page = ReviewPage(
            self,
            pictures: pictures.map { picture in
                ReviewPage.Picture(
                    chartTitle: picture.title, alt: picture.altText, width: picture.size.width,
                    height: picture.size.height, base64: base64Text(picture.png))
            },
            style: text(PackageResources.review_css))
        let library = MustacheLibrary(templates: [
            "card": try MustacheTemplate(string: text(PackageResources.card_mustache))
        ])
        let template = try MustacheTemplate(string: text(PackageResources.review_mustache))
        return Array(template.render(PageValues(page), library: library).utf8)
    }
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// Bytes as text of 64 letters, padded (RFC 4648, section 4).
func base64Text(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let count = min(3, bytes.count - start)
        var word = UInt32(bytes[start]) << 16
        if count > 1 { word |= UInt32(bytes[start + 1]) << 8 }
        if count > 2 { word |= UInt32(bytes[start + 2]) }
        for position in 0..<4 {
            let letter = letters[Int(word >> UInt32(18 - 6 * position) & 63)]
            text.append(position <= count ? letter : UInt8(ascii: "="))
        }
    }
    return String(decoding: text, as: UTF8.self)
}
