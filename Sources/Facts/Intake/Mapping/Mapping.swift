import Calendar
import Formats
import Domain
import Yams

/// Maps the columns of another system's export to the columns of feeds.
///
///     platform: Vitally
///     source: https://docs.vitally.io
///     feeds:
///       health:
///         account_id: { from: externalId }
///         score: { from: healthScore, worst: 0, best: 10 }
///         model_version: { constant: vitally }
///
/// Each column of a feed needs either `from` or `constant`:
///
/// - `from` names the column of the export.
/// - `constant` gives a fixed value.
/// - `words` translates words. The key `"*"` matches any other word; an empty translation means
///   that no value is given.
/// - `multiply` scales a number.
/// - `worst` and `best` rescale a score to 0 to 100. If `worst` is the larger, the scale is
///   reversed.
/// - `bands` turns a number into a word. Each band has an upper end, `up_to`.
/// - `when` leaves the field empty unless other columns hold one of the given words.
///
/// Two keys beside a feed's columns select rows. `only` keeps rows with one of the given words in a
/// column; `except` drops them.
public struct Mapping: Decodable, Sendable {
    /// The system that the exports come from.
    public let platform: String
    /// The source of the facts about that export.
    public let source: String
    let feeds: [String: FeedMapping]
    /// What the mapping says about the form of the files.
    let file: ReadingOptions?

    private enum Keys: String, CodingKey, CaseIterable {
        case platform, source, feeds, file
    }

    /// A mapping of one feed.
    init(platform: String, _ feed: Feed, _ rules: FeedMapping) {
        self.platform = platform
        source = ""
        feeds = [feed.rawValue: rules]
        file = nil
    }

    /// Reads a mapping.
    public init(from decoder: any Decoder) throws {
        try decoder.checkKeys(Keys.allCases.map(\.rawValue))
        let values = try decoder.container(keyedBy: Keys.self)
        platform = try values.decodeIfPresent(String.self, forKey: .platform) ?? "your export"
        source = try values.decodeIfPresent(String.self, forKey: .source) ?? ""
        feeds = try values.decodeIfPresent([String: FeedMapping].self, forKey: .feeds) ?? [:]
        guard values.contains(.file) else {
            file = nil
            return
        }
        let named = try values.nestedContainer(keyedBy: Name.self, forKey: .file)
        var options = ReadingOptions()
        for name in named.allKeys {
            if let complaint = options.set(
                name.stringValue, try named.decode(String.self, forKey: name))
            {
                throw DecodingError.dataCorruptedError(
                    forKey: name, in: named,
                    debugDescription: "file.\(name.stringValue) \(complaint)")
            }
        }
        file = options
    }

    struct FeedMapping: Decodable, Sendable {
        var only: [String: [String]]
        var except: [String: [String]]
        var columns: [String: ColumnMapping]

        /// Rules for some columns that keep all rows.
        init(columns: [String: ColumnMapping]) {
            only = [:]
            except = [:]
            self.columns = columns
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Name.self)
            only = [:]
            except = [:]
            columns = [:]
            for name in container.allKeys {
                if name.stringValue == "only" {
                    only = try container.decode([String: [String]].self, forKey: name)
                } else if name.stringValue == "except" {
                    except = try container.decode([String: [String]].self, forKey: name)
                } else {
                    columns[name.stringValue] = try container.decode(
                        ColumnMapping.self, forKey: name)
                }
            }
        }
    }

    struct ColumnMapping: Decodable, Sendable {
        var from: String?
        var constant: String?
        var words: [String: String]?
        var multiply: Double?
        var worst: Double?
        var best: Double?
        var bands: [Band]?
        var when: [String: [String]]?

        private enum CodingKeys: String, CodingKey, CaseIterable {
            case from, constant, words, multiply, worst, best, bands, when
        }

        /// The translations by word in small letters.
        private(set) var wordsInSmallLetters: [String: String]?

        /// A rule that says nothing yet.
        init() {}

        init(from decoder: any Decoder) throws {
            try decoder.checkKeys(CodingKeys.allCases.map(\.rawValue))
            let values = try decoder.container(keyedBy: CodingKeys.self)
            from = try values.decodeIfPresent(String.self, forKey: .from)
            constant = try values.decodeIfPresent(String.self, forKey: .constant)
            words = try values.decodeIfPresent([String: String].self, forKey: .words)
            multiply = try values.decodeIfPresent(Double.self, forKey: .multiply)
            worst = try values.decodeIfPresent(Double.self, forKey: .worst)
            best = try values.decodeIfPresent(Double.self, forKey: .best)
            bands = try values.decodeIfPresent([Band].self, forKey: .bands)
            when = try values.decodeIfPresent([String: [String]].self, forKey: .when)
            wordsInSmallLetters = words.map { words in
                Dictionary(
                    words.map { ($0.key.lowercased(), $0.value) },
                    uniquingKeysWith: { first, _ in first })
            }
        }

        /// The words that it translates, for a message.
        var knownWords: String { (words ?? [:]).keys.sorted().joined(separator: ", ") }
    }

    struct Band: Decodable, Sendable {
        var upTo: Double
        var word: String

        enum CodingKeys: String, CodingKey, CaseIterable {
            case upTo = "up_to"
            case word
        }

        init(from decoder: any Decoder) throws {
            try decoder.checkKeys(CodingKeys.allCases.map(\.rawValue))
            let values = try decoder.container(keyedBy: CodingKeys.self)
            upTo = try values.decode(Double.self, forKey: .upTo)
            word = try values.decode(String.self, forKey: .word)
        }
    }

    struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Loads the mapping with this name that ships with Parallax, or otherwise the file at this
    /// path.
    ///
    /// - Throws: `FileError` if the file cannot be read, or `IntakeError.mapping`.
    public init(named name: String) throws {
        try self.init(yaml: Mapping.bundled[name] ?? readText(name), name: name)
    }

    /// Reads a mapping from its text.
    ///
    /// - Parameters:
    ///   - yaml: the text.
    ///   - name: what errors call it.
    /// - Throws: `IntakeError.mapping`.
    public init(yaml: String, name: String) throws {
        do {
            self = try YAMLDecoder().decode(Mapping.self, from: yaml)
        } catch {
            throw IntakeError.mapping(name: name, reason: Mapping.inOneLine(error))
        }
        for (feedName, mapped) in feeds {
            guard let feed = Feed(rawValue: feedName) else {
                throw IntakeError.mapping(name: name, reason: "'\(feedName)' is no feed")
            }
            let known = Set(feed.columns.filter { !$0.isDerived }.map(\.name))
            for (column, rule) in mapped.columns {
                let isComponent = feed == .health && column.hasPrefix(Feed.componentPrefix)
                guard known.contains(column) || isComponent else {
                    throw IntakeError.mapping(
                        name: name, reason: "\(feedName) has no column '\(column)'")
                }
                guard (rule.from == nil) != (rule.constant == nil) else {
                    throw IntakeError.mapping(
                        name: name,
                        reason: "\(feedName).\(column) needs either 'from' or 'constant'")
                }
                guard (rule.worst == nil) == (rule.best == nil),
                    rule.worst != rule.best || rule.worst == nil
                else {
                    throw IntakeError.mapping(
                        name: name,
                        reason: "\(feedName).\(column) needs two different numbers in 'worst' "
                            + "and 'best'")
                }
            }
        }
    }

    /// The names of the mappings that ship with Parallax.
    public static var bundledNames: [String] { bundled.keys.sorted() }

    private static let bundled: [String: String] = [
        "churnzero": PackageResources.churnzero_yaml,
        "churnzero-points": PackageResources.churnzero_points_yaml,
        "gainsight": PackageResources.gainsight_yaml,
        "planhat": PackageResources.planhat_yaml,
        "salesforce": PackageResources.salesforce_yaml,
        "totango": PackageResources.totango_yaml,
        "vitally": PackageResources.vitally_yaml,
    ].mapValues { String(decoding: $0, as: UTF8.self) }

    /// Where a file stops being YAML. The file's own words are left out.
    static func words(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            "it is no YAML: \(problem) on line \(mark.line)"
        default: "it is no YAML"
        }
    }

    /// What it says about a feed; nil for nothing.
    func rules(of feed: Feed) -> FeedMapping? {
        feed.fileNames.lazy.compactMap { feeds[$0] }.first
    }

    /// What is wrong with a mapping, in plain words on one line.
    private static func inOneLine(_ error: any Error) -> String {
        guard let error = error as? DecodingError else {
            return (error as? YamlError).map(words) ?? "it is no mapping"
        }
        func place(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
            let path = (context.codingPath + [last].compactMap(\.self)).map(\.stringValue)
            return path.isEmpty ? "the file" : path.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context): return "\(place(context, key)) is missing"
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            let kinds = ["String": "a text", "Double": "a number"]
            let kind = kinds["\(type)"] ?? "another kind of value, such as { from: NAME }"
            return "\(place(context)) must be \(kind)"
        case .dataCorrupted(let context):
            if let error = context.underlyingError as? YamlError { return Self.words(error) }
            return context.debugDescription
        @unknown default: return "\(error)"
        }
    }
}

extension Decoder {
    /// Checks that a mapping has no key but these, so that a misspelt one is not passed over.
    fileprivate func checkKeys(_ known: [String]) throws {
        let keys = try container(keyedBy: Mapping.Name.self).allKeys.map(\.stringValue)
        guard let stranger = keys.first(where: { !known.contains($0) }) else { return }
        let path = (codingPath.map(\.stringValue) + [stranger]).joined(separator: ".")
        throw DecodingError.dataCorrupted(
            .init(
                codingPath: codingPath,
                debugDescription: "\(path) is unknown; it can be \(known.joined(separator: ", "))"))
    }
}
