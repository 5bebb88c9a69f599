import Calendar
import Closing
import Domain
import Synchronization

/// Closed months in memory. Nothing comes in after a closing.
final class MemoryClosingStore: ClosingStore {
    private let portfolio: Portfolio

    init(_ portfolio: Portfolio) { self.portfolio = portfolio }

    private let rows = Mutex<[String: [String: String]]>([:])
    private let closed = Mutex<[(month: ClosedMonth, review: [UInt8])]>([])

    func closings() throws -> [ClosedMonth] { closed.withLock { $0.map(\.month) } }

    func count() throws -> Int { closed.withLock { $0.count } }

    func review(of closed: ClosedMonth) throws -> [UInt8] {
        self.closed.withLock { all in all.first { $0.month == closed }?.review ?? [] }
    }

    func nextEdition(
        of month: Month, at time: Instant
    ) throws -> (edition: Int, closed: Instant) {
        (1 + closed.withLock { all in all.count { $0.month.month == month } }, time)
    }

    func close(_ closed: ClosedMonth, review: [UInt8]) throws {
        self.closed.withLock { $0.append((closed, review)) }
    }

    func row(of feed: Feed, key: String) throws -> [String: String]? {
        rows.withLock { $0["\(feed.rawValue) \(key)"] }
    }

    func sessions(
        heldBy csm: CSMID, over days: ClosedRange<Day>
    ) throws -> [[String: String]] {
        rows.withLock { rows in
            rows.filter { $0.key.hasPrefix("sessions ") && $0.value["csm_id"] == csm.text }
                .map(\.value)
        }
    }

    /// Puts a row into the facts, or takes it out.
    func put(_ row: [String: String]?, into feed: Feed, key: String) {
        rows.withLock { $0["\(feed.rawValue) \(key)"] = row }
    }

    func replay(
        after lastImport: Int, countingThrough asOf: Day
    ) throws -> any FactReplay {
        struct Nothing: FactReplay {
            let parts: [ReplayedPart] = []
            let lastImport: Int
            let portfolio: Portfolio
            func forEachState(_ body: (ReplayedPart?, Portfolio) throws -> Void) throws {
                try body(nil, portfolio)
            }
        }
        return Nothing(lastImport: lastImport, portfolio: portfolio)
    }
}
