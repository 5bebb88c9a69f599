package import Formats
import Hummingbird

/// One part of a long list, and the cursor of the next part.
package struct Pagination: Sendable {
    /// The positions of its elements.
    package let range: Range<Int>
    private let next: String?
    private let previous: String?

    /// The part of a list that a call requests with `limit` and `cursor`.
    ///
    /// - Parameters:
    ///   - count: the length of the whole list.
    ///   - call: the call whose query has the limit and the cursor.
    ///   - state: identifies the state of the list. A cursor from another state is refused.
    ///   - limit: the number of elements if the query has no limit.
    /// - Throws: `Problem` if the query has an invalid limit or cursor.
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
        previous = start > 0 ? "\(max(0, start - limit))-\(state)" : nil
        next = range.upperBound < count ? "\(range.upperBound)-\(state)" : nil
    }

    /// The schema of what `content` returns.
    package static let schema = Schema.object([
        ("items", Schema.list(of: Schema.object)), ("next", ["type": ["string", "null"]]),
    ])

    /// The elements and the next cursor as JSON.
    package func content(_ items: [JSON]) -> JSON {
        ["items": .array(items), "next": .optional(next)]
    }

    /// The query for the next part; nil at the end of the list.
    package var following: String? { next.map { "cursor=\($0)" } }

    /// The query for the part before; nil at the beginning of the list.
    package var preceding: String? { previous.map { "cursor=\($0)" } }
}

extension Parameter {
    /// The most elements that a part of a list may have.
    package static let limit = query("limit", Schema.number(from: 1, to: 500), "How many at most.")
    /// Where a part of a list begins.
    package static let cursor = query(
        "cursor", ["type": "string", "pattern": "^[0-9]{1,9}-[0-9a-f]{16}$"],
        "Where the page before ended: its `next`.")
}
