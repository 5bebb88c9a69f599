import Access
import Charting
import Closing
import Domain
import Logging
import SignIn
import Web

/// What the endpoints need to answer requests.
struct ServiceState: Sendable {
    let configuration: ServiceConfiguration
    let library: ReviewLibrary
    let facts: any FactStore & Sendable
    let closings: any ClosingStore
    let accessStore: any AccessStore
    let admission: Admission<Viewer>
    let recorder: AccessRecorder
    /// How many refused sign-ins the access log takes.
    let refusals = RateLimit(perSecond: 0.1, burst: 100)
    let imports: ImportJobs
    let mappings: MappingFolder
    /// Sends deliveries; nil without any.
    let deliveries: DeliveryLoop?
    /// Draws pictures one at a time, because a large one needs a hundred megabytes of memory.
    let pictures = SharedWork<PictureKey, Reply>(
        on: .pictures, mostForCaller: 24, most: 200)
    let measurements: Measurements
    let fonts: Fonts
    let logger: Logger
}

/// An endpoint of this service.
typealias Endpoint = Web.Endpoint<ServiceState>
/// A request, as an endpoint of this service receives it.
typealias Call = Web.Call<ServiceState>

extension Measurements {
    private static let importedBytes = Counter(
        "import_bytes_total", help: "Bytes of feeds received.")

    private static let reviews = Counter("reviews_total", help: "Reviews worked out to their end.")

    /// The metrics of this service.
    static func ofPerformance() -> Measurements {
        Measurements(prefix: "parallax", counters: [importedBytes, reviews])
    }

    /// Counts a review that was worked out.
    func reviewed() { add(1, to: Self.reviews) }

    /// Counts bytes of feeds received.
    func taken(_ bytes: Int) { add(bytes, to: Self.importedBytes) }
}

extension BlockingWork.Queue {
    /// Computes reviews one at a time, because each uses all processors.
    static let reviews = BlockingWork.Queue(threads: 1)
    /// Sends deliveries.
    static let deliveries = BlockingWork.Queue(threads: 1)
    /// Imports files one after the other.
    static let imports = BlockingWork.Queue(threads: 1)
    /// Draws pictures one at a time, because a large one needs a hundred megabytes of memory.
    static let pictures = BlockingWork.Queue(threads: 1)

    /// All queues of this service have threads from here on.
    static func startAll() {
        start()
        _ = (reviews, imports, pictures, deliveries)
    }
}
