/// The layout for a kind of slide, and a word on it where it is not what was looked for.
struct LayoutChoice: Sendable {
    /// The layout.
    let layout: TemplateLayout
    /// The place of the title.
    let title: Placeholder
    /// What the template lacks.
    let remark: String?
}

extension SlideTemplate {
    /// The layout for a kind of slide.
    ///
    /// By its name first, then by its placeholders; the first of several in the template's order.
    ///
    /// - Throws: `OfficeError.template` if no layout has a title.
    func choice(for kind: SlideLayout) throws(OfficeError) -> LayoutChoice {
        let usable = layouts.filter { $0.title != nil && !$0.isVertical }
        let named = usable.first { $0.name.lowercased() == "parallax:\(kind.rawValue)" }
        if let named { return try choice(named) }
        switch kind {
        case .title:
            let opening =
                usable.first { $0.kind == "title" }
                ?? usable.first { $0.first("ctrTitle") != nil && $0.first("subTitle") != nil }
                ?? usable.first { $0.first("ctrTitle") != nil }
                ?? usable.first { $0.first("subTitle") != nil && $0.contentCount == 0 }
            if let opening { return try choice(opening) }
            let other = usable.first { $0.kind == "secHead" } ?? plain(usable)
            return try choice(other, missing: "for an opening slide")
        case .chart:
            let large = usable.filter { isLarge($0.content, share: 0.3) && $0.contentCount == 1 }
            if let best = large.first(where: { $0.content?.type == "chart" || $0.kind == "chart" })
                ?? large.first(where: { $0.kind == "obj" })
                ?? large.first(where: { $0.content?.type == "obj" }) ?? large.first
            {
                return try choice(best)
            }
            return try choice(plain(usable), missing: "with one large place for a chart")
        case .text:
            let large = usable.filter {
                isLarge($0.content, share: 0.25) && $0.contentCount == 1
                    && $0.content?.holdsText == true
            }
            if let best = large.first(where: { ["obj", "tx"].contains($0.kind) }) ?? large.first {
                return try choice(best)
            }
            return try choice(plain(usable), missing: "with one large place for text")
        }
    }

    /// The layout that leaves most room below its title.
    private func plain(_ usable: [TemplateLayout]) -> TemplateLayout? {
        let inner = usable.filter { $0.first("ctrTitle") == nil }
        let candidates = inner.isEmpty ? usable : inner
        return candidates.first { $0.kind == "titleOnly" }
            ?? candidates.first { $0.contentCount == 0 }
            ?? candidates.min { $0.contentCount < $1.contentCount }
    }

    private func choice(
        _ layout: TemplateLayout?, missing: String? = nil
    ) throws(OfficeError) -> LayoutChoice {
        guard let layout, let title = layout.title else {
            throw .template(
                reason: "none of its layouts has a title",
                remedy: "add a layout with a title placeholder to its slide master")
        }
        let remark = missing.map {
            "the template has no layout \($0); the layout “\(layout.name)” was used"
        }
        return LayoutChoice(layout: layout, title: title, remark: remark)
    }

    private func isLarge(_ placeholder: Placeholder?, share: Double) -> Bool {
        guard let frame = placeholder?.frame else { return false }
        let area = Double(frame.width) * Double(frame.height)
        return area >= share * Double(slideSize.width) * Double(slideSize.height)
    }
}
