/// How long finished imports are remembered, and how many.
package struct ImportRetention: Sendable {
    /// A finished import.
    package struct Finished: Sendable {
        /// When it was over: seconds since 1970.
        package let time: Int
        /// Bytes of its list of rejected rows; 0 without one.
        package let rejectsSize: Int

        /// An import that was over then, with such a list.
        package init(time: Int, rejectsSize: Int) {
            self.time = time
            self.rejectsSize = rejectsSize
        }
    }

    /// Seconds for which an import is remembered after its end.
    package var seconds = 30 * 86_400
    /// Imports remembered at most; the record of one takes about a kilobyte.
    package var records = 10_000
    /// Bytes that all lists of rejected rows together may have.
    package var rejectsBytes = 1 << 30

    /// Thirty days, ten thousand imports, a gibibyte of rejected rows.
    package init() {}

    /// What is to be forgotten: the oldest first. Where the lists of rejected rows are too large,
    /// their imports are still remembered without them. The newest list stays whatever its size.
    ///
    /// - Parameters:
    ///   - imports: the finished ones, the oldest first.
    ///   - now: seconds since 1970.
    /// - Returns: places in `imports`: of those to be forgotten, and of those of which only the
    ///   rejected rows are.
    package func excess(_ imports: [Finished], at now: Int) -> (whole: [Int], rejects: [Int]) {
        let surplus = imports.count - records
        var whole: [Int] = []
        var listed: [Int] = []
        for (place, one) in imports.enumerated() {
            if place < surplus || now - one.time > seconds {
                whole.append(place)
            } else if one.rejectsSize > 0 {
                listed.append(place)
            }
        }
        var size = listed.reduce(0) { $0 + imports[$1].rejectsSize }
        var rejects: [Int] = []
        for place in listed.dropLast() where size > rejectsBytes {
            size -= imports[place].rejectsSize
            rejects.append(place)
        }
        return (whole, rejects)
    }
}
