import Calendar
import CZlib
import Domain
import Formats
import Glibc
import Intake
import Ledger
import TestSupport
import Testing

/// A folder with a ledger, removed afterwards.
final class Workshop {
    private let scratch: ScratchFolder
    let ledger: any FactStore
    private let feeds: [Feed]

    var folder: String { scratch.path }

    /// The ledger's file.
    var path: String { "\(folder)/ledger.sqlite" }

    init(feeds: [Feed] = Feed.performance) throws {
        scratch = try ScratchFolder()
        self.feeds = feeds
        ledger = try SQLiteLedger(
            path: "\(scratch.path)/ledger.sqlite", creating: true, feeds: feeds)
    }

    /// A ledger that knows accounts `A1` to `A9` (segment `S`) and CSMs `C1` to `C3`.
    static func furnished(feeds: [Feed] = Feed.performance) throws -> Workshop {
        let shop = try Workshop(feeds: feeds)
        try shop.importFile(
            "accounts", "account_id,segment\n" + (1...9).map { "A\($0),S\n" }.joined())
        try shop.importFile(
            "csms", "csm_id,name\n" + (1...3).map { "C\($0),Name \($0)\n" }.joined())
        return shop
    }

    var rejectsPath: String { "\(folder)/rejects.csv" }

    /// Writes a file into the folder and returns its path.
    @discardableResult
    func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        try scratch.write(name, bytes)
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, text.utf8) }

    /// Appends one gzip member.
    func compress(_ name: String, _ text: String) throws -> String {
        let path = "\(folder)/\(name)"
        let file = try #require(gzopen(path, "ab"))
        let all = Array(text.utf8)
        #expect(gzwrite(file, all, UInt32(all.count)) == Int32(all.count))
        gzclose(file)
        return path
    }

    /// Takes files in.
    @discardableResult
    func run(
        _ paths: [String], into store: (any FactStore)? = nil,
        _ change: (inout ImportFeeds.Options) throws -> Void = { _ in }
    ) throws -> ImportSummary {
        var options = ImportFeeds.Options(rejectsPath: rejectsPath, scratchFolder: folder)
        options.feeds = feeds
        try change(&options)
        unlink(rejectsPath)
        return try ImportFeeds(options, clock: { Instant(seconds: 1_790_000_000) }).run(
            paths, into: store ?? ledger)
    }

    /// Takes the text of one feed in.
    @discardableResult
    func importFile(_ feed: String, _ text: String) throws -> ImportSummary.File {
        try importFile(feed, bytes: Array(text.utf8))
    }

    @discardableResult
    func importFile(_ feed: String, bytes: [UInt8]) throws -> ImportSummary.File {
        let path = try write("\(feed).csv", bytes)
        let summary = try run([path])
        return try #require(summary.files.first)
    }

    /// The lines of the rejects report behind its header; none where there is no report.
    func rejects() throws -> [String] {
        guard let text = read(rejectsPath) else { return [] }
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.first == "file,line,column,value,reason")
        return Array(lines.dropFirst())
    }

    func read(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&piece, 1, piece.count, file)
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// All health rows, an account a line of its own.
    func health() throws -> [String: [HealthDay]] {
        let reading = try ledger.reading()
        var all: [String: [HealthDay]] = [:]
        for (position, account) in reading.portfolio.accounts.enumerated() {
            let days = try reading.health.days(of: position)
            if !days.isEmpty { all[account.id.text] = days }
        }
        return all
    }

    var digest: String { get throws { try ledger.reading().dataDigest } }
}

extension ImportSummary.File {
    /// Taken, unchanged, restated and rejected rows.
    var counts: [Int] { [fates.taken, fates.unchanged, fates.restated, rejected] }
}
