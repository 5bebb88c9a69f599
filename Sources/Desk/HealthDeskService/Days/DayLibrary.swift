import Calendar
import DeskMemory
import Domain
import HealthDesk
import Logging
import Scoring
import Storage
import Synchronization
import Web

/// The day as everybody sees it: worked out once for each state of the ledger, and kept until the
/// ledger or the day changes.
final class DayLibrary: Sendable {
    private let store: any FactStore & Sendable
    private let memory: SQLiteDeskMemory
    private let configuration: DeskConfiguration
    private let logger: Logger
    private let kept = Mutex<OpenDay?>(nil)
    /// Held while a day is worked out, so that it is worked out once.
    private let working = Mutex<Void>(())

    init(
        _ store: any FactStore & Sendable, _ memory: SQLiteDeskMemory,
        _ configuration: DeskConfiguration, _ logger: Logger
    ) {
        self.store = store
        self.memory = memory
        self.configuration = configuration
        self.logger = logger
    }

    /// The day that counts as today.
    var today: Day { configuration.date ?? now().day }

    /// The day as it stands. Nothing that takes long runs on a thread that answers requests.
    ///
    /// - Throws: `UnreadableFacts`; `StorageError` of the memory.
    func current() async throws -> OpenDay {
        if let open = try await BlockingWork.run({ try self.known() }) { return open }
        return try await BlockingWork.run(on: .days) { try self.opened() }
    }

    /// The day as it stands, worked out on this thread if need be.
    func opened() throws -> OpenDay {
        try working.withLock { _ in
            if let open = try known() { return open }
            let open = try work()
            kept.withLock { $0 = open }
            return open
        }
    }

    /// The day that is kept, if it still holds.
    private func known() throws -> OpenDay? {
        guard let open = kept.withLock({ $0 }) else { return nil }
        let isSame = try open.revision == facts { try store.revision() }
        return isSame && open.today.day == today ? open : nil
    }

    private func work() throws -> OpenDay {
        let day = today
        var open = try facts {
            // The revision comes first: a file that arrives meanwhile makes the day stale.
            let revision = try store.revision()
            return try OpenDay(
                store.reading(), revision: revision, on: day, configuration: configuration)
        }
        do {
            try memory.remember(open.today)
        } catch let error as StorageError {
            guard case .failedWrite = error else { throw error }
            // People still read. What is new is told once there is room to remember it.
            logger.error("alerts are not remembered", metadata: ["error": "\(error)"])
        }
        open.told = try memory.alerts(since: day - Self.alertDays)
        return open
    }

    /// For how many days an alert is shown.
    static let alertDays = 7

    private func facts<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw UnreadableFacts(reason: "\(error)")
        }
    }
}

/// The ledger could not be read.
struct UnreadableFacts: Error, CustomStringConvertible {
    let reason: String
    var description: String { reason }
}
