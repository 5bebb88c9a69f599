import Access
import AccessLedger
import Calendar
import Charting
import Closing
import Deliveries
import Delivery
import Domain
import PerformanceTestSupport
import Review
import Storage
import Synchronization
import TestSupport
import Testing

/// Sending with a route and a source that a test controls, and the real store.
struct SendDeliveriesTests {
    private let folder: ScratchFolder
    private let store: SQLiteAccessStore
    private let source = PlannedSource()
    private let route = RecordingRoute()
    private let clock = Clock()

    init() throws {
        folder = try ScratchFolder()
        store = try SQLiteAccessStore(path: "\(folder.path)/access")
    }

    private func delivery(_ name: String, _ role: DeliveryRole = .vp) -> PlannedDelivery {
        PlannedDelivery(
            name: name, role: role, subject: .review([.brief], .onClose), route: route,
            place: "place")
    }

    private func sending(
        _ deliveries: PlannedDelivery...,
        fonts: @escaping @Sendable () throws -> Fonts = {
            try Fonts.resolve()
        }
    ) -> SendDeliveries {
        SendDeliveries(
            DeliverySettings(deliveries: deliveries), store: store, claim: "\(folder.path)/claim",
            source: source, fonts: fonts, clock: { [clock] in clock.now })
    }

    /// Makes a delivery known, then closes a month.
    private func closed(_ send: SendDeliveries) throws {
        _ = try send.run()
        clock.advance(by: 100)
        source.close(october, at: clock.now)
        clock.advance(by: 100)
    }

    @Test func `A close is sent once, and the log has it before it leaves`() throws {
        let send = sending(delivery("vp"))
        route.onDelivery = { [store] in
            do {
                #expect(try store.records(of: nil, before: nil, limit: 9).count == 1)
            } catch {
                Issue.record(error)
            }
        }
        try closed(send)
        for _ in 0..<3 { _ = try send.run() }
        #expect(route.messages.count == 1)
        let kinds = try store.deliveryEvents().map(\.kind)
        #expect(kinds == [.seen, .begun, .sent])
        let record = try store.records(of: nil, before: nil, limit: 9)[0].record
        #expect(record.what == "brief 2026-10" && record.subject == "delivery vp")
    }

    @Test func `What was cut short is sent again, the same under the same identifier`() throws {
        let send = sending(delivery("vp"))
        try closed(send)
        let first = clock.now
        try store.record(
            [DeliveryEvent(delivery: "vp", period: "2026-10", kind: .begun, time: first)], views: []
        )
        clock.advance(by: 5000)
        let report = try send.run()
        #expect(report.outcomes.map(\.kind) == [.sent])
        #expect(report.outcomes[0].text.contains("sent again because an earlier try was cut short"))
        #expect(route.messages[0].id == send.identifier("vp", "2026-10"))
        #expect(route.messages[0].created == first)
    }

    @Test func `A missing picture stops the send and says so, and leaves no view`() throws {
        let send = sending(delivery("vp"), fonts: { throw ChartError.noUsableFont })
        try closed(send)
        let report = try send.run()
        #expect(report.outcomes.map(\.kind) == [.failed])
        #expect(report.outcomes[0].text.hasSuffix("nothing was sent"))
        #expect(route.messages.isEmpty)
        #expect(try store.records(of: nil, before: nil, limit: 9).isEmpty)
        #expect(try store.deliveryEvents().map(\.kind) == [.seen, .failed])
    }

    @Test func `A server that fails three times in a row is left alone until the next run`() throws
    {
        let send = sending(delivery("a"), delivery("b"), delivery("c"), delivery("d"))
        try closed(send)
        route.errors = Array(repeating: .later("busy", wait: 0), count: 4)
        #expect(try send.run().outcomes.map(\.delivery) == ["a", "b", "c"])
        route.errors = []
        // The one that was not tried does not wait.
        #expect(try send.run().outcomes.map(\.delivery) == ["d"])
        clock.advance(by: 300)
        #expect(try send.run().outcomes.map(\.delivery) == ["a", "b", "c"])
        #expect(route.messages.count == 4)
    }

    @Test func `Another process that sends is left to it`() throws {
        let send = sending(delivery("vp"))
        let claim = try #require(try ProcessClaim(on: "\(folder.path)/claim"))
        let report = try send.run()
        withExtendedLifetime(claim) {}
        #expect(report.isElsewhere)
        #expect(try store.deliveryEvents().isEmpty)
    }

    @Test func `A month that is closed again after the first close is not sent again`() throws {
        let send = sending(delivery("vp"))
        try closed(send)
        _ = try send.run()
        source.close(october, at: clock.now + 50)
        clock.advance(by: 100)
        #expect(try send.run().outcomes.isEmpty)
    }

    @Test func `Nobody sees what the role does not`() throws {
        let own = PlannedDelivery(
            name: "own", role: .csm(CSMID("c0")), subject: .review([.brief, .page], .onClose),
            route: route, place: "place")
        let board = PlannedDelivery(
            name: "board", role: .board, subject: .review([.brief, .page], .onClose), route: route,
            place: "place")
        let lead = PlannedDelivery(
            name: "lead", role: .manager(team: "B"), subject: .review([.brief, .page], .onClose),
            route: route, place: "place")
        let send = sending(own, board, lead)
        try closed(send)
        #expect(try send.run().outcomes.map(\.kind) == [.sent, .sent, .sent])
        let texts = route.messages.map { message in
            ([message.text] + message.attachments.map { String(decoding: $0.bytes, as: UTF8.self) })
                .joined()
        }
        let names = ["Zoe", "Ana", "Émile", "Bo"]
        func named(_ text: String) -> [String] {
            names.filter { text.contains(">\($0)<") || text.contains("\($0),") }
        }
        #expect(texts[0].contains("Zoe") && named(texts[0]).allSatisfy { $0 == "Zoe" })
        #expect(named(texts[1]).isEmpty)
        #expect(!texts[2].contains("Zoe") && !texts[2].contains("Ana"))
        #expect(texts[2].contains("Émile"))
        // Whose figures the team's lead got is in the log of both, and of nobody else.
        for (csm, count) in [("c0", 1), ("c1", 0), ("c2", 1), ("c3", 1)] {
            #expect(try store.records(of: CSMID(csm), before: nil, limit: 9).count == count)
        }
    }

    @Test func `Slides and tables are attached to the messages of those who may have them`() throws
    {
        func planned(_ name: String, _ role: DeliveryRole, _ what: DeliveryContent)
            -> PlannedDelivery
        {
            PlannedDelivery(
                name: name, role: role, subject: .review([what], .onClose), route: route,
                place: "place")
        }
        let send = sending(
            planned("board", .board, .deck), planned("lead", .manager(team: "B"), .workbook),
            planned("vp", .vp, .deck))
        try closed(send)
        #expect(try send.run().outcomes.map(\.kind) == [.sent, .sent, .sent])
        let files = route.messages.map(\.attachments)
        #expect(
            files.map { $0.map(\.name) } == [
                ["deck-2026-10.pptx"], ["review-2026-10.xlsx"], ["deck-2026-10.pptx"],
            ])
        // Both formats are zip files.
        #expect(files.joined().allSatisfy { $0.bytes.starts(with: [0x50, 0x4B, 3, 4]) })
        #expect(files[0][0].bytes != files[2][0].bytes)
    }
}

/// A time that a test sets.
final class Clock: Sendable {
    private let seconds = Mutex(1_795_000_000)

    var now: Instant { Instant(seconds: seconds.withLock { $0 }) }

    func advance(by count: Int) { seconds.withLock { $0 += count } }
}

/// A route that keeps what it is given.
final class RecordingRoute: DeliveryRoute, @unchecked Sendable {
    let name = "a test"
    var messages: [Message] = []
    var errors: [DeliveryError] = []
    var onDelivery: () -> Void = {}

    func deliver(_ message: Message) throws(DeliveryError) {
        onDelivery()
        if !errors.isEmpty { throw errors.removeFirst() }
        messages.append(message)
    }
}

/// The reviews of four books of accounts, and closings that a test makes.
final class PlannedSource: ReviewSource {
    private let closed = Mutex<[ClosedMonth]>([])

    func facts() throws -> KnownFacts {
        let reading = InMemoryReading(.fourBooks)
        return KnownFacts(
            months: [october], lastHealthDay: october.lastDay, portfolio: reading.portfolio,
            policy: Policy())
    }

    func closings() throws -> [ClosedMonth] { closed.withLock { $0 } }

    func review(of month: Month, on today: Day) throws -> MonthlyReview {
        try PortfolioBuilder.fourBooks.review(month: month)
    }

    func close(_ month: Month, at time: Instant) {
        closed.withLock { closed in
            closed.append(
                ClosedMonth(
                    month: month, edition: closed.count + 1, closed: time,
                    content: .init(
                        by: "test", note: nil, despiteDisputes: nil, lastImport: 1,
                        methodsVersion: 2, policy: "", policyDigest: "", dataDigest: "",
                        reviewDigest: "", files: [])))
        }
    }
}
