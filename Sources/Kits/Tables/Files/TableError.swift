import Formats

/// Why a file cannot be read as a table. Descriptions are one line: what is in the way and what to
/// do.
package enum TableError: Error, Equatable, CustomStringConvertible {
    /// The file has no byte, or nothing but blank lines.
    case empty
    /// The file is of a kind that holds no table that we can read; what it is and what to do.
    case foreign(String)
    /// The compressed data is damaged.
    case damagedArchive
    /// A small archive unpacks to an enormous file.
    case bomb(megabytes: Int)
    /// The bytes are not UTF-8; the encoding that they look like.
    case notUTF8(likely: String)
    /// The bytes are not of the encoding that was asked for.
    case notEncoded(String)
    /// There is no encoding of that name.
    case unknownEncoding(String)
    /// The workbook has several sheets, and none of them says which is meant.
    case severalSheets([String])
    /// The workbook has no sheet of that name.
    case noSheet(String, [String])
    /// The workbook cannot be read; why, and what to do.
    case workbook(String)
    /// A line of JSON cannot be read.
    case json(line: Int, String)

    package var description: String {
        switch self {
        case .empty: "it is empty; export it with a header"
        case .foreign(let what): what
        case .damagedArchive: "the gzip data is damaged or cut short; export it again"
        case .bomb(let megabytes):
            "it unpacks to over \(megabytes) MB, far more than such files do; send it unpacked"
        case .notUTF8(let likely):
            "it is not UTF-8 but probably \(likely); say so with --encoding \(likely), or save it "
                + "as CSV UTF-8"
        case .notEncoded(let name):
            "it is not \(name) either; save it as CSV UTF-8"
        case .unknownEncoding(let name):
            "there is no encoding '\(name)'; iconv -l lists the names, for example CP1252"
        case .severalSheets(let names):
            "none of its sheets is named after a feed; say which one to read with --sheet: "
                + names.map { "'\($0)'" }.joined(separator: ", ")
        case .noSheet(let name, let names):
            "it has no sheet '\(name)'; it has "
                + names.map { "'\($0)'" }.joined(separator: ", ")
        case .workbook(let reason): reason
        case .json(let line, let reason): "line \(line) \(reason)"
        }
    }
}
