/// Finds a place on the template's layouts for everything on the slides.
struct SlidePlanner {
    let presentation: Presentation
    let template: SlideTemplate
    let measure: TextMeasure
    private let titles: TitleFit
    private(set) var slides: [PlannedSlide] = []
    private(set) var remarks: [TemplateRemark]
    private var choices: [SlideLayout: LayoutChoice] = [:]
    private var titleSizes: [SlideLayout: Double] = [:]

    /// Plans all slides.
    ///
    /// - Throws: `OfficeError`.
    init(_ presentation: Presentation, on template: SlideTemplate) throws(OfficeError) {
        self.presentation = presentation
        self.template = template
        measure = TextMeasure(typeface: template.typefaces.text)
        titles = TitleFit(measure: TextMeasure(typeface: template.typefaces.title))
        remarks = template.remarks
        guard !presentation.slides.isEmpty else { throw .slide(reason: "there is no slide") }
        try choose()
        for slide in presentation.slides { try plan(slide) }
    }

    /// Chooses a layout and a size of titles for each kind of slide.
    private mutating func choose() throws(OfficeError) {
        for kind in SlideLayout.allCases {
            let shown = presentation.slides.filter { $0.layout == kind }.map(\.title)
            guard !shown.isEmpty else { continue }
            let choice = try template.choice(for: kind)
            choices[kind] = choice
            if let remark = choice.remark { remarks.append(TemplateRemark(remark)) }
            if kind != .title, choice.layout.first("sldNum") == nil {
                remarks.append(
                    TemplateRemark(
                        "the layout “\(choice.layout.name)” has no place for slide numbers"))
            }
            titleSizes[kind] = titles.size(of: shown, in: choice.title)
        }
        // Charts and text have titles of one size.
        let sizes = [SlideLayout.chart, .text].compactMap { titleSizes[$0] }
        if let size = sizes.min() {
            for kind in [SlideLayout.chart, .text] {
                guard let full = choices[kind]?.title.level(0).size else { continue }
                titleSizes[kind] = min(full, size)
            }
        }
        for kind in SlideLayout.allCases {
            guard let size = titleSizes[kind], let full = choices[kind]?.title.level(0).size,
                size < full
            else { continue }
            remarks.append(
                TemplateRemark(
                    "titles of \(kind.rawValue) slides are set in \(Int(size)) points instead of "
                        + "\(Int(full)), so that the longest fits"))
        }
    }

    private mutating func plan(_ slide: Slide) throws(OfficeError) {
        guard let choice = choices[slide.layout] else { return }
        var page = begin(slide, on: choice)
        guard slide.layout != .title else {
            placeSubtitle(of: slide, on: choice, &page)
            if !slide.content.isEmpty {
                remark("an opening slide shows title and subtitle only; its content is left out")
            }
            slides.append(page)
            return
        }
        let room = room(for: slide, on: choice, &page)
        var waiting = slide.content
        if waiting.isEmpty { slides.append(page) }
        var isFirst = true
        while !waiting.isEmpty {
            if !isFirst { page = follow(slide, on: choice) }
            var rest = try place(
                Array(waiting.prefix(2)), in: room, on: choice, isFurther: !isFirst, &page)
            rest += waiting.dropFirst(2)
            if !rest.isEmpty, isFirst {
                remark("what does not fit is continued on a further slide")
            }
            slides.append(page)
            waiting = rest
            isFirst = false
        }
    }

    /// A slide with its title.
    private mutating func begin(_ slide: Slide, on choice: LayoutChoice) -> PlannedSlide {
        let size = titleSizes[slide.layout]
        let title = titles.cut(slide.title, in: choice.title, size: size)
        var notes = slide.notes
        if title != slide.title {
            notes = slide.title + (notes.isEmpty ? "" : "\n\n" + notes)
            remarks.append(
                TemplateRemark(
                    slide: slides.count + 1,
                    "the title is too long for its place; the whole title is in the notes"))
        }
        return PlannedSlide(
            layout: choice.layout, title: title, titleSize: size, titlePlace: choice.title,
            items: [], notes: notes)
    }

    /// A further slide for what did not fit.
    private mutating func follow(_ slide: Slide, on choice: LayoutChoice) -> PlannedSlide {
        var page = begin(slide, on: choice)
        let title = slide.title + " (continued)"
        page.title = titles.cut(title, in: choice.title, size: page.titleSize)
        if page.title != title, page.title.hasSuffix("…") {
            // The word that says why the title is there twice comes first.
            page.title = titles.cut(
                "(continued) " + slide.title, in: choice.title, size: page.titleSize)
        }
        page.notes = ""
        _ = room(for: slide, on: choice, &page)
        return page
    }

    /// Notes something on the slide that is being planned.
    mutating func remark(_ text: String) {
        remarks.append(TemplateRemark(slide: slides.count + 1, text))
    }
}
