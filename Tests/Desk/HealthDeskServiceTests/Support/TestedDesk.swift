import Calendar
import Charting
import DeskAccess
import DeskFiles
import DeskMemory
import Domain
import Foundation
import HTTPTypes
import HealthDesk
import HealthDeskService
import Hummingbird
import HummingbirdTesting
import Identity
import IdentityStorage
import Intake
import Ledger
import Logging
import NIOCore
import TestSupport
import Web

/// The desk over a small ledger on disk, with a token for everybody.
struct TestedDesk: Sendable {
    static let day = "2026-10-31"
    let store: SQLiteLedger
    let accessStore: DeskAccessStore
    let folder: ScratchFolder
    private let service: HealthDeskService
    private let secrets: [Asker: TokenSecret]

    /// The feeds of the small ledger.
    static let feeds = [
        "csms": """
        csm_id,name,team
        c1,Ada Berg,North
        c2,Ben Lund,North
        c3,Cleo Voss,South
        """,
        "accounts": """
        account_id,name,segment,product,customer_since
        A1,Alder & Sons,SMB,Starter,2024-01-01
        A2,Birch Ltd,SMB,Starter,2024-01-01
        A3,Cedar Inc,SMB,Growth,2024-01-01
        A4,Doum GmbH,SMB,Growth,2024-01-01
        """,
        "assignments": """
        account_id,csm_id,start_date
        A1,c1,2024-01-01
        A2,c1,2024-01-01
        A3,c2,2024-01-01
        A4,c3,2024-01-01
        """,
        "health": """
        account_id,date,score,tier,component_support
        A1,2026-10-01,67,amber,60
        A1,2026-10-25,72,green,70
        A1,2026-10-31,55,amber,30
        A2,2026-10-01,43,amber,60
        A2,2026-10-31,55,amber,60
        A3,2026-10-31,80,green,80
        A4,2026-10-31,35,red,20
        """,
        "renewals": """
        renewal_id,account_id,due_date,outcome,arr_before
        R1,A1,2026-12-15,open,9000
        R2,A2,2027-03-01,open,9000
        """,
        "touches": """
        touch_id,account_id,csm_id,held_on,kind,summary
        T1,A1,c1,2026-08-01,call,Spoke about <logins>
        """,
        "contacts": """
        contact_id,account_id,name,role,from_date,to_date
        K1,A1,Sam,sponsor,2025-01-01,2026-09-01
        K2,A1,Kim,champion,2025-01-01,
        """,
        "actions": """
        action_id,account_id,kind,title,opened_on,due_on
        X1,A1,task,Send the agenda,2026-10-01,2026-10-20
        """,
    ]

    /// A desk over these feeds.
    init(_ feeds: [String: String] = Self.feeds) throws {
        folder = try ScratchFolder()
        for (name, text) in feeds { try folder.write("feeds/\(name).csv", text + "\n") }
        let path = folder.path + "/desk.sqlite"
        store = try SQLiteLedger(path: path, creating: true, feeds: Feed.desk)
        var options = ImportFeeds.Options(
            rejectsPath: folder.path + "/rejects.csv", scratchFolder: folder.path)
        options.feeds = Feed.desk
        _ = try ImportFeeds(options, clock: now).run([folder.path + "/feeds"], into: store)
        accessStore = try DeskAccessStore(path: DeskAccessStore.path(besideLedger: path))
        var secrets: [Asker: TokenSecret] = [:]
        for asker in Asker.allCases {
            guard let viewer = asker.viewer else { continue }
            let secret = Viewer.newSecret()
            secrets[asker] = secret
            try accessStore.add(secret.token(for: viewer, at: now(), lasting: 3600))
        }
        self.secrets = secrets
        var configuration = DeskConfiguration()
        configuration.scratchFolder = folder.path + "/imports"
        configuration.requestsPerSecond = 10_000
        configuration.date = Day(Self.day)
        configuration.playbooks = try Playbook.shipped()
        service = HealthDeskService(
            store: store, accessStore: accessStore,
            memory: try SQLiteDeskMemory(path: SQLiteDeskMemory.path(besideLedger: path)),
            fonts: try Fonts.resolve(),
            configuration: configuration,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// What a token shows; empty for nobody.
    func secret(of asker: Asker) -> String { secrets[asker]?.text ?? "" }

    /// The answer to a request, made in this process.
    func answer(
        _ method: HTTPRequest.Method = .get, _ path: String, as asker: Asker = .nobody,
        fields: HTTPFields = [:], body: String? = nil
    ) async throws -> TestResponse {
        var fields = fields
        if asker != .nobody { fields[.authorization] = "Bearer \(secret(of: asker))" }
        return try await service.application().test(.router) { [fields] client in
            try await client.execute(
                uri: path, method: method, headers: fields,
                body: body.map { ByteBuffer(string: $0) })
        }
    }

    /// The answer to an entry that a program sends.
    func enter(
        _ path: String, as asker: Asker, _ body: String = "{}"
    ) async throws -> TestResponse {
        try await answer(
            .post, "/api/v1/accounts/\(path)", as: asker,
            fields: [.contentType: "application/json"], body: body)
    }

    /// The facts of a working week, as the ledger has them now.
    var working: WorkingFacts {
        get throws { try store.reading().working }
    }

    /// A browser that has signed in.
    func browser(as asker: Asker) async throws -> TestedBrowser {
        let answer = try await answer(
            .post, "/sign-in", fields: [.contentType: "application/x-www-form-urlencoded"],
            body: "token=\(secret(of: asker))")
        let cookie = answer.headers[.setCookie]?.split(separator: ";").first.map(String.init)
        return TestedBrowser(desk: self, cookie: cookie ?? "")
    }
}

/// A browser without scripts that keeps its cookie.
struct TestedBrowser: Sendable {
    let desk: TestedDesk
    let cookie: String

    /// A page.
    func open(_ path: String) async throws -> TestResponse {
        try await desk.answer(.get, path, fields: [.cookie: cookie])
    }

    /// Sends a form.
    func send(
        _ path: String, _ fields: String, more: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers: HTTPFields = [
            .cookie: cookie, .contentType: "application/x-www-form-urlencoded",
        ]
        for field in more { headers[field.name] = field.value }
        return try await desk.answer(.post, path, fields: headers, body: fields)
    }

    /// A hidden field of a page's first form.
    func hidden(_ name: String, on path: String) async throws -> String {
        let text = String(buffer: try await open(path).body)
        let start = text.range(of: "name=\"\(name)\" value=\"")
        return start.map { String(text[$0.upperBound...].prefix { $0 != "\"" }) } ?? ""
    }
}
