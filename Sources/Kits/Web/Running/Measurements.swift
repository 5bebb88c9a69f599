import Hummingbird
import Synchronization

/// The metrics of a service, in the format that Prometheus reads. No label names a person.
///
/// ```swift
/// let measurements = Measurements(prefix: "desk")
/// print(measurements.text)
/// ```
package final class Measurements: Sendable {
    /// A count that a service keeps in addition to its requests.
    package struct Counter: Sendable {
        /// The name without the service's prefix: `import_bytes_total`.
        package let name: String
        /// What it counts, in one sentence.
        package let help: String

        /// A counter with this name.
        package init(_ name: String, help: String) {
            self.name = name
            self.help = help
        }
    }

    private struct Route: Hashable {
        let method: String
        let path: String
        let status: Int
    }

    private struct State {
        var requests: [Route: Int] = [:]
        /// Requests by upper bound of duration. Each bucket also counts the requests of the lower
        /// buckets.
        var durations = [Int](repeating: 0, count: Measurements.bounds.count + 1)
        var seconds = 0.0
        var inFlight = 0
        var counted: [String: Int] = [:]
    }

    /// Upper bounds of request durations, in seconds.
    private static let bounds = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10]
    private let prefix: String
    private let counters: [Counter]
    private let state = Mutex(State())

    /// Metrics that all start at 0.
    ///
    /// - Parameters:
    ///   - prefix: the start of all names, without the underscore that follows it: `parallax`.
    ///   - counters: the counts kept in addition to requests.
    package init(prefix: String, counters: [Counter] = []) {
        self.prefix = prefix
        self.counters = counters
    }

    /// Counts a request whose answer has begun.
    func begin() { state.withLock { $0.inFlight += 1 } }

    /// Counts an answered request; `path` is the endpoint's template, not the path requested.
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

    /// Adds to one of the counters.
    package func add(_ count: Int, to counter: Counter) {
        state.withLock { $0.counted[counter.name, default: 0] += count }
    }

    /// The text exposition format, version 0.0.4.
    package var text: String {
        let state = state.withLock { $0 }
        var lines = head("requests_total", "counter", "Requests answered.")
        let requests = state.requests.sorted {
            ($0.key.path, $0.key.method, $0.key.status) < (
                $1.key.path, $1.key.method, $1.key.status
            )
        }
        for (route, count) in requests {
            lines.append(
                "\(prefix)_requests_total{method=\"\(route.method)\",route=\"\(route.path)\","
                    + "status=\"\(route.status)\"} \(count)")
        }
        lines += head("request_seconds", "histogram", "How long answers took.")
        for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], state.durations) {
            lines.append("\(prefix)_request_seconds_bucket{le=\"\(bound)\"} \(count)")
        }
        lines += [
            "\(prefix)_request_seconds_sum \(state.seconds)",
            "\(prefix)_request_seconds_count \(state.durations.last ?? 0)",
        ]
        lines += head("requests_in_flight", "gauge", "Requests being answered.")
        lines.append("\(prefix)_requests_in_flight \(state.inFlight)")
        for counter in counters {
            lines += head(counter.name, "counter", counter.help)
            lines.append("\(prefix)_\(counter.name) \(state.counted[counter.name] ?? 0)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func head(_ name: String, _ type: String, _ help: String) -> [String] {
        ["# HELP \(prefix)_\(name) \(help)", "# TYPE \(prefix)_\(name) \(type)"]
    }
}
