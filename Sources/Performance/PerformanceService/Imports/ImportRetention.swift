/// How long finished imports are remembered, and how many.
struct ImportRetention: Sendable {
    /// Seconds after its end for which an import is remembered.
    var seconds = 30 * 86_400
    /// Finished imports remembered at most, with a record of about a kilobyte each.
    var records = 10_000
    /// Bytes that the lists of rejected rows of all of them may have.
    var rejectsBytes = 1 << 30

    /// What is to be forgotten of finished imports.
    ///
    /// - Parameters:
    ///   - jobs: the finished ones, the oldest first.
    ///   - now: seconds since 1970.
    /// - Returns: those to be forgotten, and those of which only the rejected rows are, which go
    ///   first where they are too large. The newest list of rejected rows stays whatever its size.
    func excess(_ jobs: [ImportJob], at now: Int) -> (whole: [ImportJob], rejects: [ImportJob]) {
        let surplus = jobs.count - records
        var whole: [ImportJob] = []
        var kept: [ImportJob] = []
        for (place, job) in jobs.enumerated() {
            let isOld = job.record.end.map { now - $0.time > seconds } ?? false
            if isOld || place < surplus { whole.append(job) } else { kept.append(job) }
        }
        let listed = kept.filter { $0.rejectsSize > 0 }
        var size = listed.reduce(0) { $0 + $1.rejectsSize }
        var rejects: [ImportJob] = []
        for job in listed.dropLast() where size > rejectsBytes {
            size -= job.rejectsSize
            rejects.append(job)
        }
        return (whole, rejects)
    }
}
