import Domain
import Formats
import Foundation
import Intake

/// What the form about a file says: at first how the file was read, then what a person sends.
struct PreviewForm: Sendable {
    /// How the file is to be read.
    var order: ImportOrder
    /// How the columns of the feed are read.
    var corrections: [String: Mapping.Correction]
    /// What is wrong with a control, by its name.
    var complaints: [String: String] = [:]
    /// The name under which the mapping is to be saved, as it was typed.
    var name = ""
    /// Whether there is a mapping of that name, so that a person has to say that it is replaced.
    var asksToReplace = false
    /// What the file looks like.
    let look: PreviewLook
    /// Whether the feed is known, or was chosen.
    var isFeedKnown: Bool

    /// The form as the file was read.
    init(_ record: ImportRecord) {
        order = record.order
        look = record.preview?.look ?? PreviewLook()
        corrections = look.corrections
        isFeedKnown = record.preview?.isFeedKnown ?? true
    }

    /// Takes what a person sent.
    ///
    /// - Parameters:
    ///   - fields: the fields of the form.
    ///   - mappings: the saved mappings.
    /// - Throws: an error if a saved mapping cannot be read.
    mutating func read(_ fields: [String: String], _ mappings: MappingFolder) throws {
        name = fields["save_as"] ?? ""
        readOptions(fields)
        let feed = Feed.performance.first { $0.rawValue == fields["feed"] }
        if feed == nil { complaints["feed"] = "Choose one." }
        let chosen = fields["mapping"] ?? ""
        let isSameFeed = isFeedKnown && feed == order.feed
        order.feed = feed ?? order.feed
        isFeedKnown = feed != nil
        guard isSameFeed, chosen == order.mapping ?? "" else {
            // What was said about columns was said of another feed, or of another mapping.
            if try !order.useMapping(chosen, from: mappings) {
                complaints["mapping"] = "There is no mapping of that name any more."
            }
            corrections = [:]
            return
        }
        for column in order.feed.columns where look.corrections[column.name] != nil {
            read(fields, column.name)
        }
        let changed = corrections.filter { look.corrections[$0.key] != $0.value }
        guard !changed.isEmpty else { return }
        let mapping = try order.readMapping()
        order.mappingText = Mapping.text(
            correcting: mapping, platform: mapping?.platform ?? "your export", feed: order.feed,
            corrections: changed, options: ReadingOptions())
    }

    /// The mapping as it is saved: with every column and with what was said about the file.
    ///
    /// - Throws: an error if the mapping in use cannot be read.
    func mappingText(named name: String) throws -> String {
        let mapping = try order.readMapping()
        let known = mapping?.corrections(of: order.feed) ?? [:]
        let others = corrections.filter { known[$0.key] == nil && $0.value.source != .constant("") }
        let platform = mapping?.platform ?? "your export"
        return "# Saved on the import page of Parallax.\n"
            + Mapping.text(
                correcting: mapping, platform: platform == "your export" ? name : platform,
                feed: order.feed, corrections: others, options: try order.readingOptions())
    }

    private mutating func readOptions(_ fields: [String: String]) {
        var options = ReadingOptions()
        order.reading = [:]
        for name in ReadingOptions.names {
            var text = fields[name] ?? ""
            // People type these two; the others are chosen.
            if ["header_row", "time_zone"].contains(name) {
                text = text.trimmingCharacters(in: .whitespaces)
            }
            guard !text.isEmpty else { continue }
            order.reading[name] = text
            if let complaint = options.set(name, text) {
                complaints[name] = complaint.withCapitalInitial + "."
            }
        }
        order.allowsManyWithdrawals = fields["withdraw_many"] != nil
    }

    /// Whether two texts are the same but for their line ends.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        left.elementsEqual(right) { $0 == $1 || ($0.isNewline && $1.isNewline) }
    }

    /// Takes what was said about a column of the feed.
    private mutating func read(_ fields: [String: String], _ column: String) {
        guard let old = look.corrections[column], let text = fields["column.\(column)"],
            var source = Mapping.Source(field: text)
        else { return }
        // A browser sends every line end in a name as CRLF.
        if let own = look.columns.first(where: { Self.isSame(text, "c:" + $0.name) }) {
            source = .column(own.name)
        }
        guard source == old.source else {
            corrections[column] = Mapping.Correction(source)
            return
        }
        var correction = old
        for (index, word) in (look.words[column] ?? []).enumerated() {
            guard let sent = fields["word.\(column).\(index)"] else { continue }
            let meaning = sent.isEmpty ? nil : sent == "-" ? "" : sent
            // A word that a mapping knows in another case, or as any other, is not said again.
            if meaning != old.meaning(of: word) { correction.words[word] = meaning }
        }
        if let scale = fields["scale.\(column)"] { correction.scaleEnd = Int(scale) }
        corrections[column] = correction
    }
}

extension Mapping.Source {
    /// The source that a form sends: `c:` and the name of a column of the file, `=` and a text that
    /// always holds, or nothing; nil for any other text.
    init?(field text: String) {
        if text.hasPrefix("c:") {
            self = .column(String(text.dropFirst(2)))
        } else if text.hasPrefix("=") || text.isEmpty {
            self = .constant(String(text.dropFirst()))
        } else {
            return nil
        }
    }

    /// The source as a form sends it.
    var field: String {
        switch self {
        case .column(let name): "c:" + name
        case .constant(""): ""
        case .constant(let text): "=" + text
        }
    }
}
