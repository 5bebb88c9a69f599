import Calendar
import Domain
import Formats
import Foundation
import Glibc
import HTTPTypes
import Intake
import Logging
import Web

/// Takes files into the ledger, one after the other. Whoever sends one waits for its summary; a file
/// that a kill cuts off is sent again, and every row is there once.
struct ImportFiles: Sendable {
    private let store: any FactStore & Sendable
    private let configuration: DeskConfiguration
    private let measurements: Measurements
    private let logger: Logger

    init(
        _ store: any FactStore & Sendable, _ configuration: DeskConfiguration,
        _ measurements: Measurements, _ logger: Logger
    ) {
        self.store = store
        self.configuration = configuration
        self.measurements = measurements
        self.logger = logger
    }

    /// What became of an upload.
    struct Outcome: Sendable {
        let summary: ImportSummary
        /// The rejected rows, as a file lists them; at most `mostRejects` bytes.
        let rejects: String
        let isDryRun: Bool
    }

    /// How the files are to be taken.
    struct Order: Sendable {
        var feed: Feed?
        var isStrict = false
        var isDryRun = false
    }

    /// The largest upload, in bytes.
    var most: Int { configuration.largestImport }

    private static let mostRejects = 1 << 20

    /// A folder for one upload, which only its owner can read.
    ///
    /// - Throws: `FileError`.
    func newFolder() throws -> String {
        let folder = "\(configuration.scratchFolder)/\(UUID().uuidString)"
        try makeFolder(configuration.scratchFolder)
        try makeFolder(folder)
        return folder
    }

    /// Counts the bytes that were received.
    func received(_ bytes: Int) { measurements.taken(bytes) }

    /// Removes the folder of an upload. What cannot be removed now goes at the next start.
    func remove(_ folder: String) {
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            logger.error("an upload is not removed", metadata: ["error": "\(error)"])
        }
    }

    /// Removes the folders of uploads that a kill cut off.
    func removeLeftovers() {
        guard access(configuration.scratchFolder, F_OK) == 0 else { return }
        do {
            let names = try FileManager.default.contentsOfDirectory(
                atPath: configuration.scratchFolder)
            for name in names where UUID(uuidString: name) != nil {
                remove("\(configuration.scratchFolder)/\(name)")
            }
        } catch {
            logger.error("old uploads are not removed", metadata: ["error": "\(error)"])
        }
    }

    /// Takes the files of a folder in.
    ///
    /// - Throws: `Problem` where none can be used; what the store throws.
    func take(_ paths: [String], in folder: String, _ order: Order) async throws -> Outcome {
        try await BlockingWork.run(on: .imports) { try self.taken(paths, folder, order) }
    }

    private func taken(_ paths: [String], _ folder: String, _ order: Order) throws -> Outcome {
        let rejects = "\(folder)/rejects.csv"
        var options = ImportFeeds.Options(rejectsPath: rejects, scratchFolder: folder)
        options.feeds = Feed.desk
        options.feed = order.feed
        options.isStrict = order.isStrict
        options.isDryRun = order.isDryRun
        let work = ImportFeeds(options, clock: now)
        var summary: ImportSummary
        do {
            summary = try work.run(paths, into: store)
        } catch let error as IntakeError {
            throw Problem(.unprocessableContent, "\(error)".replacing("\(folder)/", with: ""))
        }
        summary.rejectsPath = nil
        return Outcome(
            summary: summary, rejects: try rejectedRows(rejects),
            isDryRun: order.isDryRun)
    }

    private func rejectedRows(_ path: String) throws -> String {
        guard access(path, F_OK) == 0 else { return "" }
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw FileError.unreadable(path: path, reason: "it cannot be opened")
        }
        defer { file.closeFile() }
        let bytes = try file.read(upToCount: Self.mostRejects) ?? Data()
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The name under which an uploaded file is kept: the browser's, without what a path could misread.
func storedName(of name: String) -> String {
    let kept = name.split(whereSeparator: { "/\\".contains($0) }).last.map(String.init) ?? ""
    let plain = kept.map { character -> Character in
        character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
            ? character : "_"
    }
    let visible = String(plain.drop { !$0.isLetter && !$0.isNumber }.suffix(100))
    return visible.isEmpty || visible == "rejects.csv" ? "file-\(visible)" : visible
}
