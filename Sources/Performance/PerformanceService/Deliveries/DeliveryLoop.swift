import Access
import Charting
import Closing
import Deliveries
import Domain
import Logging
import Synchronization
import Web

/// Sends deliveries while the service runs: after every import and closing, also those of other
/// processes, and every few minutes.
final class DeliveryLoop: Sendable {
    private struct State {
        var task: Task<Void, Never>?
        /// How many imports and closings there were at the last run.
        var known: [Int] = []
        var lastRun = -Double.infinity
        var lastAlerts = -Double.infinity
        /// What the log said of messages that were not sent, so that it says it once.
        var logged: Set<String> = []
    }

    /// The settings.
    let settings: DeliverySettings
    /// The reviews.
    let source: LibraryReviews
    private let send: SendDeliveries
    private let facts: any FactStore & Sendable
    private let logger: Logger
    private let state = Mutex(State())
    private let stopping = StopFlag()
    /// The seconds between two looks for imports and closings.
    private static let lookSeconds = 5
    /// The most seconds between two runs, and between two looks for alerts.
    private static let (runSeconds, alertSeconds) = (300.0, 3600.0)

    init(
        _ settings: DeliverySettings, claim: String, library: ReviewLibrary,
        facts: any FactStore & Sendable, closings: any ClosingStore,
        accessStore: any AccessStore, fonts: Fonts, logger: Logger
    ) {
        self.settings = settings
        source = LibraryReviews(library: library, store: closings)
        self.facts = facts
        self.logger = logger
        let stopping = stopping
        send = SendDeliveries(
            settings, store: accessStore, claim: claim, source: source, fonts: { fonts },
            clock: { now() }, isStopping: { stopping.isSet })
    }

    /// Begins to send.
    func start() {
        state.withLock { state in
            guard state.task == nil else { return }
            state.task = Task { [weak self] in
                while let self, !Task.isCancelled {
                    await BlockingWork.blocking(on: .deliveries) { self.look() }
                    do {
                        try await Task.sleep(for: .seconds(Self.lookSeconds))
                    } catch {
                        return
                    }
                }
            }
        }
    }

    /// Begins no further message, and waits for the one under way, but at most `seconds` seconds. A
    /// message that is cut short is sent again by the next start.
    func stop(within seconds: Double) async {
        stopping.set()
        guard let task = state.withLock({ $0.task }) else { return }
        task.cancel()
        let end = uptime() + seconds
        let ended = StopFlag()
        Task {
            await task.value
            ended.set()
        }
        while !ended.isSet, uptime() < end {
            do {
                try await Task.sleep(for: .milliseconds(50))
            } catch {
                return
            }
        }
        if !ended.isSet { logger.notice("a delivery is left for the next start") }
    }

    /// Sends what is due if something was imported or closed, or if it is time.
    private func look() {
        do {
            let found = [try facts.revision(), try source.store.count()]
            let (isDue, withAlerts) = state.withLock { state in
                let time = uptime()
                let isNew = state.known != found
                let isDue = isNew || time - state.lastRun >= Self.runSeconds
                let withAlerts = isNew || time - state.lastAlerts >= Self.alertSeconds
                if isDue { (state.known, state.lastRun) = (found, time) }
                if isDue, withAlerts { state.lastAlerts = time }
                return (isDue, withAlerts)
            }
            guard isDue, !stopping.isSet else { return }
            tell(try send.run(withAlerts: withAlerts))
        } catch {
            logger.error("deliveries cannot be sent", metadata: ["error": "\(error)"])
        }
    }

    private func tell(_ report: SendDeliveries.Report) {
        for outcome in report.outcomes {
            let metadata: Logger.Metadata = [
                "delivery": "\(outcome.delivery)", "period": "\(outcome.period)",
                "how": "\(outcome.text)",
            ]
            guard outcome.kind != .sent else {
                logger.notice("a delivery is sent", metadata: metadata)
                continue
            }
            let key = "\(outcome.delivery) \(outcome.period) \(outcome.text)"
            if state.withLock({ $0.logged.insert(key).inserted }) {
                logger.warning("a delivery is not sent", metadata: metadata)
            }
        }
    }
}

/// Something that was asked for, and stays so.
private final class StopFlag: Sendable {
    private let flag = Mutex(false)

    var isSet: Bool { flag.withLock { $0 } }

    func set() { flag.withLock { $0 = true } }
}
