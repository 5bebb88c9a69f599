import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

/// Who is answered what at an address; everybody else who is known is refused with 403.
struct Route: Sendable, CustomTestStringConvertible {
    let path: String
    let shown: Set<Asker>
    let missing: Set<Asker>
    let nobody: Int

    /// - Parameters:
    ///   - path: the address.
    ///   - shown: who gets 200.
    ///   - missing: who gets 404.
    ///   - nobody: what those get who are not known.
    init(_ path: String, _ shown: Set<Asker>, missing: Set<Asker> = [], nobody: Int = 401) {
        self.path = path
        self.shown = shown
        self.missing = missing
        self.nobody = nobody
    }

    var testDescription: String { path }

    func status(for asker: Asker) -> Int {
        if asker == .nobody { return nobody }
        return shown.contains(asker) ? 200 : missing.contains(asker) ? 404 : 403
    }
}

/// Everybody who is known.
private let known = Set(Asker.allCases).subtracting([.nobody])
private let review = "/api/v1/reviews/2026-10"
private let page = "/months/2026-10"
private let picture = "?size=320x180"

/// Documentation/service.md, "Who sees what", address by address.
private let programs = [
    Route("/healthz", known, nobody: 200),
    Route("/readyz", known, nobody: 200),
    Route("/metrics", [.admin]),
    Route("/api/v1/openapi.json", known, nobody: 200),
    Route("/assets/style.css", known, nobody: 200),
    Route("/api/v1/months", known),
    Route("/api/v1/closings", [.vp, .manager, .csm]),
    Route(review + "/restatements", [], missing: [.vp, .manager, .csm]),
    Route("/api/v1/nothing", [], missing: known, nobody: 404),
    Route(review, [.vp]),
    Route("/api/v1/reviews/1999-01", [], missing: [.vp]),
    Route(review + "/company", [.vp, .deck]),
    Route(review + "/teams", [.vp, .manager, .deck]),
    Route(review + "/scorecards", [.vp, .manager, .csm]),
    Route(review + "/scorecards/c1", [.vp, .manager, .csm]),
    Route(review + "/scorecards/c2", [.vp, .manager]),
    Route(review + "/scorecards/c3", [.vp]),
    Route(review + "/scorecards/nobody", [], missing: [.vp]),
    Route(review + "/scorecards/c1/bridge.png" + picture, [.vp, .manager, .csm]),
    Route(review + "/scorecards/c3/bridge.png" + picture, [.vp]),
    Route(review + "/scorecards/c1/comments", [.vp, .manager, .csm]),
    Route(review + "/scorecards/c3/comments", [.vp]),
    Route(review + "/disputes", [.vp, .manager, .csm]),
    Route(review + "/scorecards/c1/conclusions", [.vp, .manager, .csm]),
    Route(review + "/scorecards/c3/conclusions", [.vp]),
    Route(review + "/trends", [.vp, .manager, .deck]),
    Route(review + "/data-quality", [.vp, .importer, .admin]),
    Route(review + "/override-audit", [.vp, .modelOwner]),
    Route(review + "/segments", [.vp, .modelOwner]),
    Route(review + "/proposal.md", [.vp, .modelOwner]),
    Route(review + "/proposal.csv", [.vp, .modelOwner]),
    Route(review + "/signals", [.vp, .modelOwner]),
    Route(review + "/signals.md", [.vp, .modelOwner]),
    Route(review + "/signals.csv", [.vp, .modelOwner]),
    Route(review + "/episodes", [.vp, .manager, .csm, .modelOwner]),
    Route(review + "/episodes/o1", [.vp, .manager, .csm], missing: [.modelOwner]),
    Route(review + "/episodes/o2", [.vp, .manager], missing: [.modelOwner]),
    Route(review + "/episodes/o3", [.vp], missing: [.modelOwner]),
    Route(review + "/episodes/none", [], missing: [.vp, .modelOwner]),
    Route(
        review + "/episodes/o1/scores.png" + picture, [.vp, .manager, .csm],
        missing: [.modelOwner]),
    Route(review + "/episodes/o3/scores.png" + picture, [.vp], missing: [.modelOwner]),
    Route(review + "/episodes/o1/comments", [.vp, .manager, .csm]),
    Route(review + "/episodes/o3/comments", [.vp]),
    Route(review + "/charts", [.vp, .modelOwner, .deck]),
    Route(review + "/charts/renewal_rate.png" + picture, [.vp, .deck]),
    Route(review + "/charts/scorecards.png" + picture, [.vp]),
    Route(review + "/charts/override_outcomes.png" + picture, [.vp, .modelOwner, .deck]),
    Route(review + "/charts/signals.png" + picture, [.vp, .modelOwner, .deck]),
    Route(review + "/charts/model_roc.png" + picture, [.vp, .modelOwner, .deck]),
    Route(review + "/charts/none.png", [], missing: known),
    Route(review + "/workbook.xlsx", [.vp, .manager, .csm]),
    Route(review + "/deck.pptx", [.vp, .deck]),
    Route(review + "/deck.pptx?for=board&charts=picture", [.vp, .deck]),
    Route(review + "/deck.pptx?for=vp", [.vp]),
    Route("/api/v1/imports", [.importer, .admin]),
    Route("/api/v1/imports/none", [], missing: [.importer, .admin]),
    Route("/api/v1/imports/none/rejects", [], missing: [.importer, .admin]),
    Route("/api/v1/access-log", [.csm, .admin]),
    Route("/api/v1/deliveries", [.vp, .admin]),
]

/// Pages lead those who are not known to where they sign in.
private let pages = [
    Route("/sign-in", known, nobody: 200),
    Route("/api", known, nobody: 200),
    Route("/settings", [.admin], nobody: 303),
    Route("/sign-in/provider", [], missing: known, nobody: 404),
    Route("/sign-in/callback", [], missing: known, nobody: 404),
    Route("/account", known, nobody: 303),
    Route("/access-log", [.csm, .admin], nobody: 303),
    Route("/deliveries", [.vp, .admin], nobody: 303),
    Route(page, [.vp, .manager, .deck], nobody: 303),
    Route("/months/1999-01", [], missing: [.vp, .manager, .deck], nobody: 303),
    Route(page + "/company", [.vp, .deck], nobody: 303),
    Route(page + "/teams/North", [.vp, .manager], missing: [.deck], nobody: 303),
    Route(page + "/teams/South", [.vp], missing: [.deck], nobody: 303),
    Route(page + "/teams/None", [], missing: [.vp, .deck], nobody: 303),
    Route(page + "/closing", [.vp, .manager, .csm], nobody: 303),
    Route(page + "/restatements", [], missing: [.vp, .manager, .csm], nobody: 303),
    Route(page + "/csms", [.vp, .manager, .csm], nobody: 303),
    Route(page + "/csms?sort=-arr&q=person&team=North", [.vp, .manager, .csm], nobody: 303),
    Route(page + "/csms/c1", [.vp, .manager, .csm], nobody: 303),
    Route(page + "/csms/c2", [.vp, .manager], nobody: 303),
    Route(page + "/csms/c3", [.vp], nobody: 303),
    Route(page + "/csms/nobody", [], missing: [.vp], nobody: 303),
    Route(page + "/trends", [.vp, .manager, .deck], nobody: 303),
    Route(page + "/charts", [.vp, .modelOwner, .deck], nobody: 303),
    Route(page + "/data-quality", [.vp, .importer, .admin], nobody: 303),
    Route(page + "/audit", [.vp, .modelOwner], nobody: 303),
    Route(page + "/signals", [.vp, .modelOwner], nobody: 303),
    Route(page + "/episodes", [.vp, .manager, .csm, .modelOwner], nobody: 303),
    Route(
        page + "/episodes/o1", [.vp, .manager, .csm], missing: [.modelOwner], nobody: 303),
    Route(page + "/episodes/o3", [.vp], missing: [.modelOwner], nobody: 303),
    // The form is for browsers that signed in, not for programs.
    Route(page + "/csms/c1/reply", [], nobody: 303),
    Route(page + "/episodes/o1/reply", [], nobody: 303),
    Route(page + "/csms/c1/dispute", [], nobody: 303),
    Route(page + "/csms/c1/conclude", [], nobody: 303),
]

@Suite struct RouteTests {
    /// One service for all addresses: its review is worked out once.
    private static let service = Result { try TestedService() }

    @Test(arguments: programs + pages)
    func `Every role is answered what the documentation says`(route: Route) async throws {
        let service = try Self.service.get()
        for asker in Asker.allCases {
            let answer = try await service.answer(route.path, as: asker)
            #expect(answer.status.code == route.status(for: asker), "\(asker)")
            if answer.status == .unauthorized {
                #expect(answer.headers[.wwwAuthenticate] == "Bearer realm=\"parallax\"")
            }
            if answer.status.code >= 400, route.path.hasPrefix("/api/") {
                #expect(answer.headers[.contentType] == "application/problem+json")
            }
        }
    }

    @Test func `The beginning leads to each role's own`() async throws {
        let service = try Self.service.get()
        let expected: [Asker: String] = [
            .nobody: "/sign-in", .vp: page, .manager: page, .csm: page + "/csms/c1",
            .modelOwner: page + "/audit", .deck: page, .importer: page + "/data-quality",
            .admin: page + "/data-quality",
        ]
        for (asker, place) in expected {
            let answer = try await service.answer("/", as: asker)
            #expect(answer.status == .seeOther)
            #expect(answer.headers[.location] == place, "\(asker)")
        }
    }

    @Test func `No address that programs may read is missing from the table`() async throws {
        struct Document: Decodable { let paths: [String: [String: Ignored]] }
        struct Ignored: Decodable { init(from _: any Decoder) {} }
        let body = try await Self.service.get().answer("/api/v1/openapi.json").body
        let document = try JSONDecoder().decode(Document.self, from: Data(body.readableBytesView))
        for (path, methods) in document.paths where methods.keys.contains("get") {
            let parts = path.split(separator: "/")
            let isCovered = programs.contains { route in
                let asked = route.path.split(separator: "?")[0].split(separator: "/")
                return asked.count == parts.count
                    && zip(parts, asked).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
            }
            #expect(isCovered, "\(path)")
        }
    }
}
