/// Slides, to be written as PPTX.
///
/// ```swift
/// let deck = Presentation(
///     title: "October 2026", language: "en-US",
///     slides: [
///         Slide(layout: .title, title: "Customer retention", subtitle: "October 2026"),
///         Slide(
///             layout: .text, title: "Two findings",
///             content: [.paragraphs([.bullet("Renewals fell."), .bullet("Growth paid for it.")])]),
///     ])
/// let (bytes, remarks) = try deck.pptx(on: .standard)
/// ```
///
/// The same values on the same template give the same bytes.
public struct Presentation: Sendable, Equatable {
    /// The title in the properties of the file.
    public var title: String
    /// The language of all texts, such as `en-US`.
    public var language: String
    /// The slides, in order; at least one.
    public var slides: [Slide]
    /// The text at the foot of every slide whose layout has a place for it.
    public var footer: String?

    /// A presentation with a title and slides.
    public init(title: String, language: String = "en-US", slides: [Slide], footer: String? = nil) {
        self.title = title
        self.language = language
        self.slides = slides
        self.footer = footer
    }
}
