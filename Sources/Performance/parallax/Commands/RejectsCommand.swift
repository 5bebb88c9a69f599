import ArgumentParser
import Calendar
import Domain
import Formats
import Ledger
import Terminal

struct RejectsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rejects", abstract: "List rejected rows that are not settled yet.",
        discussion: """
            A rejected row is settled when a later file brings its key, or when its key is \
            withdrawn. A row that names an unknown account or CSM is imported by itself once a feed \
            brings that account or CSM.
            """,
        subcommands: [ListRejects.self, ForgetRejects.self], defaultSubcommand: ListRejects.self)
}

struct ListRejects: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List rejected rows that are not settled yet.")

    @OptionGroup var ledger: LedgerOptions

    @Argument(
        help: "The feed (default: all).",
        transform: knownWord(Feed.self, orElse: ["list", "forget"]))
    var feed: Feed?

    @Flag(help: "Print as JSON.")
    var json = false

    func run() throws {
        let store = try ledger.open()
        let missing = try store.reading().notImported
        var table = Table(["feed", "file", ">line", "key", "column", "value", "reason"])
        var rows: [JSON] = []
        for feed in feed.map({ [$0] }) ?? Feed.performance {
            if let missing = missing[feed], let file = missing.refusedFile {
                table.add([feed.rawValue, file, "", "", "", "", missing.refusal ?? ""])
                rows.append([
                    "feed": .text(feed.rawValue), "file": .text(file), "line": .null, "key": .null,
                    "column": .null, "value": .null, "reason": .optional(missing.refusal),
                    "is_waiting": .bool(false), "imported_at": .null,
                ])
            }
            try store.forEachReject(of: feed) { reject in
                if json { rows.append(Self.json(reject)) } else { table.add(Self.cells(reject)) }
            }
        }
        if json {
            try Terminal.print(JSON.array(rows).document)
        } else if table.isEmpty {
            try Terminal.show("There are no rejected rows.")
        } else {
            try Terminal.show(table.text)
        }
    }

    private static func cells(_ reject: StandingReject) -> [String] {
        let row = reject.row
        return [
            reject.feed.rawValue, reject.file, Terminal.grouped(row.line), row.key ?? "",
            row.column, row.value, row.reason,
        ]
    }

    private static func json(_ reject: StandingReject) -> JSON {
        [
            "feed": .text(reject.feed.rawValue), "file": .text(reject.file),
            "line": .count(reject.row.line), "key": .optional(reject.row.key),
            "column": .text(reject.row.column), "value": .text(reject.row.value),
            "reason": .text(reject.row.reason), "is_waiting": .bool(reject.row.waiting != nil),
            "imported_at": .text(reject.time.description),
        ]
    }
}

struct ForgetRejects: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Forget the rejected rows of a feed.")

    @OptionGroup var ledger: LedgerOptions

    @Argument(help: "The feed.", transform: knownWord(Feed.self))
    var feed: Feed

    func run() throws {
        let count = try ledger.open().forgetRejects(of: feed, time: Terminal.now())
        try Terminal.show(
            count == 0
                ? "There were no rejected \(feed.rawValue) rows."
                : "Forgot \(Terminal.grouped(count)) rejected \(feed.rawValue) rows.")
    }
}
