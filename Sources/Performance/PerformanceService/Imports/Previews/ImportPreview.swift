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
    var isFeedKnown = true
    /// How many times somebody changed the settings.
    var round = 0
    /// What the file looks like; nil until it was read.
    var look: PreviewLook?

    /// A file that somebody has just sent.
    init(creator: String, fileName: String) {
        self.creator = creator
        self.fileName = fileName
    }
}

/// What a file looked like when it was read for the import page.
struct PreviewLook: Codable, Sendable {
    /// The columns of the file that have a name; empty if it could not be read as a table.
    var columns: [FileOutline.Column] = []
    /// The sheets of a workbook.
    var sheets: [String] = []
    /// How each column of the feed is read.
    var corrections: [String: Mapping.Correction] = [:]
    /// The words of the file for each column of the feed that has words of its own.
    var words: [String: [String]] = [:]
    /// The columns of the feed for which the program proposed something that nobody has said.
    var proposed: [String] = []
    /// The columns of the feed with which the mapping does more than a form can show.
    var computed: [String] = []
    /// Some of the rejected rows by reason.
    var examples: [RejectExamples] = []
}
