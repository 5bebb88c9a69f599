import Calendar
import Formats
import Hummingbird
import Review

/// A stretch of a long list, and where the next one begins.
struct Page {
    /// The positions of its elements.
    let range: Range<Int>
    private let next: String?

    /// The stretch that a call asks for by `limit` and `cursor`.
    ///
    /// `count` is that of the whole list; `state` tells two states of it apart: a cursor of another
    /// state is refused.
    init(of count: Int, _ call: Call, state: String, limit: Int = 100) throws(Problem) {
        let limit = try call.number("limit", in: 1...500, default: limit)
        var start = 0
        if let cursor = try call.query("cursor") {
            let parts = cursor.split(separator: "-")
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

    static let schema = Schema.object([
        ("items", Schema.list(of: Schema.object)), ("next", ["type": ["string", "null"]]),
    ])

    /// The stretch as the interface gives it.
    func content(_ items: [JSON]) -> JSON {
        ["items": .array(items), "next": .optional(next)]
    }

    /// The query that leads to the next stretch; nil at the end.
    var following: String? { next.map { "cursor=\($0)" } }
}
