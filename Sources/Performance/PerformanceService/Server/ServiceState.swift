import Access
import Charting
import Domain
import Logging

/// What every request may need.
struct ServiceState: Sendable {
    let configuration: ServiceConfiguration
    let library: ReviewLibrary
    let book: any AccessStore
    let authenticator: Authenticator
    let recorder: ViewRecorder
    let requests: RateLimit
    let signIns: RateLimit
    let imports: ImportJobs
    let measurements: Measurements
    let fonts: Fonts
}
