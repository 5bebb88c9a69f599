import Charting
import Mustache

extension MonthlyReview {
    /// The review as one page that needs nothing else: no script, no other file.
    ///
    /// - Parameter pictures: the charts, in the order of the page.
    /// - Returns: HTML in UTF-8; the same review and pictures give the same bytes.
    /// - Throws: when a template is broken.
    public func html(pictures: [ReviewPicture]) throws -> [UInt8] {
        try pageText().filled(with: pictures)
    }

    /// The page without its pictures, which may be drawn meanwhile.
    ///
    /// - Throws: when a template is broken.
    func pageText() throws -> PageText {
        let page = ReviewPage(
            self, charts: ReviewChart.allCases, style: text(PackageResources.review_css))
        let library = MustacheLibrary(templates: [
            "card": try MustacheTemplate(string: text(PackageResources.card_mustache))
        ])
        let template = try MustacheTemplate(string: text(PackageResources.review_mustache))
        let text = template.render(PageValues(page), library: library)
        return PageText(pieces: text.split(separator: PageText.place).map { Array($0.utf8) })
    }
}

/// The text of a page before, between and behind its pictures.
struct PageText: Sendable {
    /// Stands in the text for the bytes of a picture. No fact can put it there: the template escapes
    /// what facts say.
    static let place = "<png>"

    let pieces: [[UInt8]]

    /// The page with these pictures in their places.
    func filled(with pictures: [ReviewPicture]) -> [UInt8] {
        var page = pieces.first ?? []
        for (piece, picture) in zip(pieces.dropFirst(), pictures) {
            appendBase64(picture.png, to: &page)
            page += piece
        }
        return page
    }
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// Bytes as text of 64 letters, padded (RFC 4648, section 4).
func appendBase64(_ bytes: [UInt8], to text: inout [UInt8]) {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    text.reserveCapacity(text.count + (bytes.count + 2) / 3 * 4)
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
}
