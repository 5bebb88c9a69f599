/// How long finished imports are remembered, and how many of them.
///
/// ```swift
/// let old = ImportRetention.Finished(time: 0, rejectsSize: 0)
/// ImportRetention().excess([old], at: 31 * 86_400).whole  // [0]
/// ```
package struct ImportRetention: Sendable {
    /// A finished import.
    package struct Finished: Sendable {
        /// When it ended, in seconds since 1970.
        package let time: Int
        /// Size in bytes of its list of rejected rows; 0 if there is none.
        package let rejectsSize: Int

        /// An import that ended at this time.
        package init(time: Int, rejectsSize: Int) {
            self.time = time
            self.rejectsSize = rejectsSize
        }
    }

    /// How long an import is remembered after its end, in seconds.
    package var seconds = 30 * 86_400
    /// The most imports remembered. A record takes about a kilobyte.
    package var records = 10_000
    /// The most bytes that all lists of rejected rows may have together.
    package var rejectsBytes = 1 << 30

    /// The defaults: thirty days, ten thousand imports, one gibibyte of rejected rows.
    package init() {}

    /// The imports to forget, oldest first. If the lists of rejected rows are too large together,
    /// the oldest lists are deleted but their imports are still remembered. The newest list is kept
    /// whatever its size.
    ///
    /// - Parameters:
    ///   - imports: the finished imports, oldest first.
    ///   - now: the current time, in seconds since 1970.
    /// - Returns: indices into `imports`. `whole` are the imports to forget; `rejects` are those
    ///   that lose only their rejected rows.
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
