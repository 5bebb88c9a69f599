import Domain
import Intake

/// What the import page knows of a file, beside its import.
struct ImportPreview: Codable, Sendable {
    /// Who sent the file: the subject of a viewer.
    let creator: String
    /// The file's name as the browser gave it, for people to read.
    let fileName: String
    /// Its size in bytes.
    var size = 0
    /// Whether its feed is known. If not, the file waits for somebody to choose one.
    var isFeedKnown: Bool
    /// How many times somebody changed the settings.
    var round = 0
    /// What the file looks like; nil until it was read.
    var look: PreviewLook?

    /// A file that somebody has just sent.
    init(creator: String, fileName: String, isFeedKnown: Bool = true) {
        self.creator = creator
        self.fileName = fileName
        self.isFeedKnown = isFeedKnown
    }
}

/// What a file looked like when it was read for the import page.
struct PreviewLook: Codable, Sendable {
    /// The columns of the file that have a name; empty if it could not be read as a table.
    var columns: [FileOutline.Column] = []
    /// The sheets of a workbook.
    var sheets: [String] = []
    /// Where each column of the feed comes from.
    var sources: [String: ColumnSource] = [:]
    /// The columns of the feed whose source the program proposed.
    var proposed: [String] = []
    /// The columns of the feed that the mapping translates.
    var translated: [String] = []
    /// Some of the rejected rows by reason.
    var examples: [RejectExamples] = []
}

/// Where a column of a feed comes from, as one text that a form can send.
///
/// ```swift
/// ColumnSource("c:Due Date")  // the column "Due Date" of the file
/// ColumnSource("=nps")  // always "nps"
/// ColumnSource("")  // left empty
/// ```
struct ColumnSource: Codable, Sendable, Hashable {
    /// The text.
    let text: String

    /// The source in a form; nil for a text of another kind.
    init?(_ text: String) {
        guard text.isEmpty || text.hasPrefix("c:") || text.hasPrefix("=") else { return nil }
        self.text = text
    }

    /// The source in a mapping.
    init(_ source: Mapping.Source) {
        switch source {
        case .column(let name): text = "c:" + name
        case .constant(""): text = ""
        case .constant(let value): text = "=" + value
        }
    }

    /// No source: the column is left empty.
    static let none = ColumnSource(.constant(""))

    /// Whether the column has a source.
    var isGiven: Bool { !text.isEmpty }

    /// The source for a mapping.
    var source: Mapping.Source {
        text.hasPrefix("c:")
            ? .column(String(text.dropFirst(2))) : .constant(String(text.dropFirst()))
    }

    init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
