import Calendar
import Closing
import ClosingLedger
import Crypto
import Domain
import Formats
import Publishing
import Review

extension SQLiteClosingStore {
    /// Closes a month without drawing its charts.
    func closeForTest(
        _ month: Month, _ review: MonthlyReview, _ document: [UInt8], afterImport number: Int,
        methodsVersion: Int = Policy.methodsVersion, at time: Instant
    ) throws -> ClosedMonth {
        let next = try nextEdition(of: month, at: time)
        let closed = ClosedMonth(
            month: month, edition: next.edition, closed: next.closed,
            content: ClosedMonth.Content(
                by: "vera", note: "Board", despiteDisputes: nil, lastImport: number,
                methodsVersion: methodsVersion, policy: review.policy.fileText,
                policyDigest: review.policyDigest, dataDigest: review.dataDigest,
                reviewDigest: hexadecimal(SHA256.hash(data: document)),
                files: [
                    ClosedMonth.FileDigest(
                        name: "charts/nps.png", sha256: String(repeating: "0", count: 64))
                ]))
        try close(closed, review: document)
        return closed
    }
}
