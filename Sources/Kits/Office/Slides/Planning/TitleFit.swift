/// One size for all titles of a deck, so that each fits its place.
struct TitleFit {
    /// Points below which a title is not set.
    static let smallest = 20.0

    let measure: TextMeasure

    /// The largest size at which all titles fit, not above that of the template.
    ///
    /// - Returns: nil where the template's size will do.
    func size(of titles: [String], in place: Placeholder) -> Double? {
        let full = place.level(0).size
        var size = full
        while size > min(Self.smallest, full), !titles.allSatisfy({ fits($0, place, size) }) {
            size = max(min(Self.smallest, full), size - 1)
        }
        return size < full ? size : nil
    }

    /// A title that fits, cut behind a word where it does not.
    func cut(_ title: String, in place: Placeholder, size: Double?) -> String {
        let size = size ?? place.level(0).size
        guard !fits(title, place, size) else { return title }
        var words = title.split(separator: " ")
        while words.count > 1 {
            words.removeLast()
            let shorter = words.joined(separator: " ") + " …"
            if fits(shorter, place, size) { return shorter }
        }
        var text = title
        while text.count > 1, !fits(text + "…", place, size) { text.removeLast() }
        return text + "…"
    }

    private func fits(_ title: String, _ place: Placeholder, _ size: Double) -> Bool {
        let room = place.textFrame.points
        let level = place.level(0)
        let lines = measure.lineCount(
            level.isCapitals ? title.uppercased() : title, size: size, isBold: level.isBold,
            width: room.width)
        // A line always has room, however low the place is.
        return lines == 1 || Double(lines) * size * 1.2 * level.lineSpacing <= room.height
    }
}
