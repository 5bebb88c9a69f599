import Domain

/// A row of a feed as text. The fields are in the documented order of the columns.
struct FeedLine {
    let feed: Feed
    let fields: [String]

    init(_ feed: Feed, _ fields: [String]) {
        self.feed = feed
        self.fields = fields
    }
}
