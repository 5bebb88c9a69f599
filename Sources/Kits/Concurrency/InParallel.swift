import Dispatch
import Glibc
import Synchronization

/// What a function gives for each of some elements, worked out side by side, one a core at a time;
/// those named first begin first. The function may itself work side by side.
///
/// - Throws: what the first of the failing calls throws, when all have ended.
package func mapInParallel<Element: Sendable, Output: Sendable, Failure>(
    _ elements: [Element], _ transform: @escaping @Sendable (Element) throws(Failure) -> Output
) throws(Failure) -> [Output] {
    let results = Mutex([Result<Output, Failure>?](repeating: nil, count: elements.count))
    let next = Atomic(0)
    let work = { @Sendable in
        while true {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < elements.count else { return }
            let result = Result { () throws(Failure) in try transform(elements[index]) }
            results.withLock { $0[index] = result }
        }
    }
    // Each helper has a queue of its own: Dispatch would run what is nested one by one.
    let helpers = DispatchGroup()
    for _ in 1..<max(1, min(elements.count, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) {
        DispatchQueue(label: "helper").async(group: helpers, execute: work)
    }
    work()
    helpers.wait()
    var outputs: [Output] = []
    for case let result? in results.withLock({ $0 }) { outputs.append(try result.get()) }
    return outputs
}

/// What two jobs give that run side by side.
///
/// - Throws: what the first of the failing jobs throws, when both have ended.
package func inParallel<First: Sendable, Second: Sendable>(
    _ first: @escaping @Sendable () throws -> First,
    _ second: @escaping @Sendable () throws -> Second
) throws -> (First, Second) {
    let one = Mutex<First?>(nil)
    let other = Mutex<Second?>(nil)
    _ = try mapInParallel([true, false]) { isFirst in
        if isFirst {
            let value = try first()
            one.withLock { $0 = value }
        } else {
            let value = try second()
            other.withLock { $0 = value }
        }
    }
    guard let one = one.withLock({ $0 }), let other = other.withLock({ $0 }) else {
        preconditionFailure("a job ended without a value")
    }
    return (one, other)
}
