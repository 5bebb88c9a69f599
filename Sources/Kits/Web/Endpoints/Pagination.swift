package import Formats
import Hummingbird

/// A stretch of a long list, and where the next one begins.
package struct Pagination: Sendable {
    /// The positions of its elements.
    package let range: Range<Int>
    private let next: String?

    /// The stretch that a call asks for by `limit` and `cursor`.
    ///
    /// - Parameters:
    ///   - count: of the whole list.
    ///   - call: whose query has them.
    ///   - state: tells two states of the list apart: a cursor of another state is refused.
    ///   - limit: how many elements a call gets that does not say.
    /// - Throws: `Problem` where the query has no number or cursor that is good.
    package init(
        of count: Int, _ call: Call<some WebService>, state: String, limit: Int = 100
    ) throws(Problem) {
        let limit = try call.number("limit", in: 1...500, default: limit)
        var start = 0
        if let cursor = try call.query("cursor") {
            let parts = cursor.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 2, let position = Int(parts[0]), position >= 0
            else { throw .badRequest("This is no cursor: take `next` of the page before.") }
            guard parts[1] == state, position <= count else {
                throw Problem(.conflict, "The data has changed since: begin again without cursor.")
            }
            start = position
        }
        range = start..<min(count, start + limit)
        next = range.upperBound < count ? "\(range.upperBound)-\(state)" : nil
    }

    /// What `content` gives.
    package static let schema = Schema.object([
        ("items", Schema.list(of: Schema.object)), ("next", ["type": ["string", "null"]]),
    ])

    /// The stretch as the interface gives it.
    package func content(_ items: [JSON]) -> JSON {
        ["items": .array(items), "next": .optional(next)]
    }

    /// The query that leads to the next stretch; nil at the end.
    package var following: String? { next.map { "cursor=\($0)" } }
}

extension Parameter {
    /// How long a stretch of a list is.
    package static let limit = query("limit", Schema.number(from: 1, to: 500), "How many at most.")
    /// Where a stretch of a list begins.
    package static let cursor = query(
        "cursor", ["type": "string", "pattern": "^[0-9]{1,9}-[0-9a-f]{16}$"],
        "Where the page before ended: its `next`.")
}
