/// Something of a presentation that the template had no good place for, and what was done instead.
public struct TemplateRemark: Sendable, Equatable, CustomStringConvertible {
    /// The number of the slide, from 1; nil where it concerns all.
    public let slide: Int?
    /// What did not fit, and what was done.
    public let text: String

    /// A remark on a slide, or on all.
    public init(slide: Int? = nil, _ text: String) {
        self.slide = slide
        self.text = text
    }

    /// `slide 3: …`.
    public var description: String {
        slide.map { "slide \($0): \(text)" } ?? text
    }
}
