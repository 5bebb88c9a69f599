package import Domain
import Intake

/// What the sender of a file asks for.
package struct ImportOrder: Codable, Sendable, Equatable {
    /// The feed that the file holds.
    package var feed: Feed
    /// The name of the mapping; nil for a file in the documented form.
    package var mapping: String?
    /// The text of a mapping that does not ship with Parallax, as it was when it was asked for.
    package var mappingText: String?
    /// What the sender says about the form of the file: texts by option, as `ReadingOptions` takes
    /// them.
    package var reading: [String: String] = [:]
    /// Whether a complete file may withdraw more than a fifth of a feed.
    package var allowsManyWithdrawals = false
    /// Whether one rejected row keeps the whole file from being imported.
    package var isStrict = false
    /// Whether all changes are dropped at the end.
    package var isDryRun = false

    /// The words of the files in which orders are kept. They outlive names in code.
    private enum CodingKeys: String, CodingKey {
        case feed, mapping, mappingText, reading, allowsManyWithdrawals, isStrict
        case isDryRun = "isRehearsal"
    }

    /// An order for a file of a feed in the documented form.
    package init(feed: Feed) { self.feed = feed }

    /// Reads an order, also one that an earlier version has written.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        feed = try values.decode(Feed.self, forKey: .feed)
        mapping = try values.decodeIfPresent(String.self, forKey: .mapping)
        mappingText = try values.decodeIfPresent(String.self, forKey: .mappingText)
        reading = try values.decodeIfPresent([String: String].self, forKey: .reading) ?? [:]
        allowsManyWithdrawals =
            try values.decodeIfPresent(Bool.self, forKey: .allowsManyWithdrawals) ?? false
        isStrict = try values.decode(Bool.self, forKey: .isStrict)
        isDryRun = try values.decode(Bool.self, forKey: .isDryRun)
    }

    /// How the file is to be read.
    ///
    /// - Throws: `IntakeError` if an option has an impossible value, which can only come from a
    ///   record that was changed by hand.
    func readingOptions() throws(IntakeError) -> ReadingOptions {
        var options = ReadingOptions()
        for (name, text) in reading.sorted(by: { $0.key < $1.key }) {
            if let complaint = options.set(name, text) {
                throw .unusable(file: feed.rawValue, reason: "\(name) \(complaint)")
            }
        }
        return options
    }

    /// The mapping by which the file is read; nil for none.
    ///
    /// - Throws: `FileError` or `IntakeError` if it cannot be read.
    func readMapping() throws -> Mapping? {
        if let mappingText {
            return try Mapping(yaml: mappingText, name: mapping ?? "of this file")
        }
        return try mapping.map { try Mapping(named: $0) }
    }
}
