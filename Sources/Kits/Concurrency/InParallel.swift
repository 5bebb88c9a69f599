import Synchronization

/// Maps elements in parallel, on as many threads as there are cores.
///
///     let squares = mapInParallel([1, 2, 3]) { $0 * $0 }
///
/// Elements are started in their order. The function may itself call `mapInParallel`. The calling
/// thread works too: if no other thread starts, it does everything.
///
/// - Parameters:
///   - elements: the elements.
///   - threads: where other threads come from.
///   - transform: what to do with each.
/// - Returns: the results, in the order of the elements.
/// - Throws: the error of the first element that failed, once all calls have ended.
/// - Complexity: the calls, divided among the cores, and O(n) beside them.
package func mapInParallel<Element: Sendable, Output: Sendable, Failure>(
    _ elements: [Element], on threads: Threads = .system,
    _ transform: @escaping @Sendable (Element) throws(Failure) -> Output
) throws(Failure) -> [Output] {
    guard !elements.isEmpty else { return [] }
    let results = Mutex([Result<Output, Failure>?](repeating: nil, count: elements.count))
    let next = Atomic(0)
    let ended = Atomic(0)
    let allEnded = Gate()
    let work = { @Sendable in
        while true {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < elements.count else { return }
            let result = Result { () throws(Failure) in try transform(elements[index]) }
            results.withLock { $0[index] = result }
            if ended.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue == elements.count {
                allEnded.open()
            }
        }
    }
    for _ in 1..<max(1, min(elements.count, Threads.processorCount)) {
        guard threads.start(work) else { break }
    }
    work()
    // What is left now was begun on other threads.
    allEnded.wait()
    var outputs: [Output] = []
    outputs.reserveCapacity(elements.count)
    for result in results.withLock({ $0 }) {
        guard let result else { preconditionFailure("an element has no result") }
        outputs.append(try result.get())
    }
    return outputs
}

/// Runs two jobs in parallel.
///
///     let (cards, audit) = try inParallel({ try makeCards() }, { try makeAudit() })
///
/// - Returns: the result of each job.
/// - Throws: the error of the first job, or else of the second, once both have ended.
package func inParallel<First: Sendable, Second: Sendable, Failure>(
    _ first: @escaping @Sendable () throws(Failure) -> First,
    _ second: @escaping @Sendable () throws(Failure) -> Second, on threads: Threads = .system
) throws(Failure) -> (First, Second) {
    let one = Mutex<First?>(nil)
    let other = Mutex<Second?>(nil)
    _ = try mapInParallel([true, false], on: threads) { isFirst throws(Failure) in
        if isFirst {
            let value = try first()
            one.withLock { $0 = value }
        } else {
            let value = try second()
            other.withLock { $0 = value }
        }
    }
    guard let one = one.withLock({ $0 }), let other = other.withLock({ $0 }) else {
        preconditionFailure("a job ended without a result")
    }
    return (one, other)
}

extension Array {
    /// Its elements in runs of at most so many, each worth the way to another core.
    package func chunks(of most: Int) -> [[Element]] {
        stride(from: 0, to: count, by: most).map { Array(self[$0..<Swift.min($0 + most, count)]) }
    }
}
