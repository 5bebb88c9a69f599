import HTTPTypes
import Web

/// How many files may wait on the import page, and for how long.
struct PreviewLimits: Sendable {
    /// The most files of one person.
    var ofOnePerson = 20
    /// The most files of all people together.
    var ofAll = 100
    /// The most bytes that all files may have together.
    var bytes: Int
    /// How long a file waits after it was last read, in seconds.
    var seconds = 24 * 3600

    /// The limits for this many bytes.
    init(bytes: Int) { self.bytes = bytes }

    /// Checks that one file more may wait.
    ///
    /// - Parameters:
    ///   - preview: the file.
    ///   - jobs: all jobs that are known.
    /// - Throws: `Problem` if there are too many files, or too large ones.
    func check(_ preview: ImportPreview, beside jobs: some Sequence<ImportJob>) throws(Problem) {
        let others = jobs.filter(\.record.isPreview).compactMap(\.record.preview)
        let own = others.count { $0.creator == preview.creator }
        guard own < ofOnePerson, others.count < ofAll,
            others.reduce(0, { $0 + $1.size }) < bytes
        else {
            let count = own < ofOnePerson ? "Many" : "\(own)"
            throw Problem(
                .serviceUnavailable,
                "\(count) files wait to be checked already: import or discard some first.")
        }
    }
}
