package import Formats

/// A kind of request or response body.
package struct Content: Sendable {
    /// Its media type: `text/csv`.
    package let mediaType: String
    /// The schema of the content.
    package let schema: JSON

    /// A kind of body with these properties.
    package init(mediaType: String, schema: JSON) {
        self.mediaType = mediaType
        self.schema = schema
    }

    /// Any JSON object.
    package static let json = json(Schema.object)
    /// A PNG image.
    package static let png = Content(mediaType: "image/png", schema: Schema.binary)
    /// An HTML page.
    package static let html = Content(mediaType: "text/html", schema: Schema.text)

    /// JSON with this schema.
    package static func json(_ schema: JSON) -> Content {
        Content(mediaType: "application/json", schema: schema)
    }
}
