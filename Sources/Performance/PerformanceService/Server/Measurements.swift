import Hummingbird
import Synchronization

/// What the service counts about itself, as Prometheus reads it. No label names a person.
final class Measurements: Sendable {
    private struct Route: Hashable {
        let method: String
        let path: String
        let status: Int
    }

    private struct State {
        var requests: [Route: Int] = [:]
        /// By upper bound, each bucket holding those below it too.
        var durations = [Int](repeating: 0, count: Measurements.bounds.count + 1)
        var seconds = 0.0
        var inFlight = 0
        var bytesTaken = 0
    }

    private static let bounds = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10]
    private let state = Mutex(State())

    func begin() { state.withLock { $0.inFlight += 1 } }

    /// Counts an answered request; `path` is the endpoint's, not the one asked for.
    func end(_ method: String, _ path: String, status: Int, seconds: Double) {
        state.withLock { state in
            state.inFlight -= 1
            state.requests[Route(method: method, path: path, status: status), default: 0] += 1
            state.seconds += seconds
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound {
                state.durations[index] += 1
            }
            state.durations[Self.bounds.count] += 1
        }
    }

    /// Counts bytes of feeds taken in.
    func taken(_ bytes: Int) { state.withLock { $0.bytesTaken += bytes } }

    /// The text exposition format, version 0.0.4.
    var text: String {
        let state = state.withLock { $0 }
        var lines = [
            "# HELP parallax_requests_total Requests answered.",
            "# TYPE parallax_requests_total counter",
        ]
        let requests = state.requests.sorted {
            ($0.key.path, $0.key.method, $0.key.status) < (
                $1.key.path, $1.key.method, $1.key.status
            )
        }
        for (route, count) in requests {
            lines.append(
                "parallax_requests_total{method=\"\(route.method)\",route=\"\(route.path)\","
                    + "status=\"\(route.status)\"} \(count)")
        }
        lines += [
            "# HELP parallax_request_seconds How long answers took.",
            "# TYPE parallax_request_seconds histogram",
        ]
        for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], state.durations) {
            lines.append("parallax_request_seconds_bucket{le=\"\(bound)\"} \(count)")
        }
        lines += [
            "parallax_request_seconds_sum \(state.seconds)",
            "parallax_request_seconds_count \(state.durations.last ?? 0)",
            "# HELP parallax_requests_in_flight Requests being answered.",
            "# TYPE parallax_requests_in_flight gauge",
            "parallax_requests_in_flight \(state.inFlight)",
            "# HELP parallax_import_bytes_total Bytes of feeds received.",
            "# TYPE parallax_import_bytes_total counter",
            "parallax_import_bytes_total \(state.bytesTaken)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
