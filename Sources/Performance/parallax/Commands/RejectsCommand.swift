import ArgumentParser
import Calendar
import Domain
import Formats
import Ledger
import Terminal

struct RejectsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rejects", abstract: "List the rejected rows that still stand.",
        discussion: """
            A rejected row stands until a file brings its key, or somebody takes the key back. A \
            row that only names an unknown account or CSM comes in by itself once a feed names it.
            """,
        subcommands: [ListRejects.self, ForgetRejects.self], defaultSubcommand: ListRejects.self)
}

struct ListRejects: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the rejected rows that still stand.")

    @OptionGroup var ledger: LedgerOptions

    @Argument(help: "The feed (default: all).")
    var feed: Feed?

    @Flag(help: "Print as JSON.")
    var json = false

    func run() throws {
        let store = try ledger.open()
        let missing = try store.reading().notImported
        var table = Table(["feed", "file", ">line", "key", "column", "value", "reason"])
        var rows: [JSON] = []
        for feed in feed.map({ [$0] }) ?? Feed.allCases {
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
            try Terminal.show("No rejected row stands.")
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

    @Argument(help: "The feed.")
    var feed: Feed

    func run() throws {
        let count = try ledger.open().forgetRejects(of: feed, time: Terminal.now())
        try Terminal.show(
            count == 0
                ? "No rejected \(feed.rawValue) row stood."
                : "Forgot \(Terminal.grouped(count)) rejected \(feed.rawValue) rows.")
    }
}
