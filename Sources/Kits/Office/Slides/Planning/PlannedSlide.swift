/// A slide with everything at its place.
struct PlannedSlide {
    /// The layout it is on.
    var layout: TemplateLayout
    /// The title as it is shown.
    var title: String
    /// The size of the title in points; nil for that of the template.
    var titleSize: Double?
    /// The place of the title.
    var titlePlace: Placeholder
    /// What stands on it, in reading order.
    var items: [Item]
    /// What the speaker reads.
    var notes: String

    /// Something on a slide.
    enum Item {
        case text(PlacedText)
        case chart(NativeChart, PlacedGraphic)
        case picture(Picture, PlacedGraphic)
        case table(PlacedTable)
    }
}

/// A graphic at its place.
struct PlacedGraphic {
    /// Where it is.
    var frame: Frame
    /// The number of the placeholder that it fills; nil for none.
    var placeholder: Int?
}

/// Text at its place.
struct PlacedText {
    /// The paragraphs.
    var paragraphs: [Paragraph]
    /// What it is called in PowerPoint's list of shapes.
    var name: String
    /// The placeholder that it fills; nil for a text box.
    var placeholder: Placeholder?
    /// Where it is; nil for the place of the placeholder.
    var frame: Frame?
    /// Points by level; nil for those of the placeholder.
    var sizes: [Double]?
    /// Its colour; nil for that of the template.
    var color: OfficeColor?
    /// Whether it stands at the bottom of its frame.
    var isAtBottom = false
    /// The space left of the text in a text box.
    var leftInset = 0
}

/// A table at its place.
struct PlacedTable {
    /// The columns and rows that are shown here.
    var table: SlideTable
    /// Where it is.
    var frame: Frame
    /// Points.
    var size: Double
    /// The widths of the columns.
    var widths: [Int]
    /// The heights of the header and the rows.
    var heights: [Int]
}
