import Access
import Charting
import Logging
import Web

/// What every request may need.
struct ServiceState: Sendable {
    let configuration: ServiceConfiguration
    let library: ReviewLibrary
    let accessStore: any AccessStore
    let authenticator: Authenticator
    let recorder: AccessRecorder
    let requests: RateLimit
    let signIns: RateLimit
    let imports: ImportJobs
    let measurements: Measurements
    let fonts: Fonts
    let logger: Logger
}

/// An endpoint of this service.
typealias Endpoint = Web.Endpoint<ServiceState>
/// A request on its way to an endpoint of this service.
typealias Call = Web.Call<ServiceState>

extension Measurements {
    private static let importedBytes = Counter(
        "import_bytes_total", help: "Bytes of feeds received.")

    /// What this service counts.
    static func ofPerformance() -> Measurements {
        Measurements(prefix: "parallax", counters: [importedBytes])
    }

    /// Counts bytes of feeds taken in.
    func taken(_ bytes: Int) { add(bytes, to: Self.importedBytes) }
}

extension Work.Queue {
    /// Reviews, one at a time: each uses all processors.
    static let reviews = Work.Queue(oneAtATime: "reviews")
    /// Pictures, one at a time: a large one takes a hundred megabytes while it is drawn.
    static let pictures = Work.Queue(oneAtATime: "pictures")
}
