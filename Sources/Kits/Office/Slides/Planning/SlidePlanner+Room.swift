extension SlidePlanner {
    /// Places the lines above and below the content, and returns the room between them.
    mutating func room(
        for slide: Slide, on choice: LayoutChoice, _ page: inout PlannedSlide
    ) -> Frame {
        let layout = choice.layout
        var room = contentFrame(on: choice)
        if let subtitle = slide.subtitle, !subtitle.isEmpty {
            if let place = layout.subtitle, layout.content != nil {
                place.fits(subtitle, measure)
                    ? page.items.append(.text(line(subtitle, "Subtitle", in: place)))
                    : addStrip(subtitle, to: &page, &room, choice, isTop: true)
            } else {
                addStrip(subtitle, to: &page, &room, choice, isTop: true)
            }
        }
        if let source = slide.source, !source.isEmpty {
            if let place = layout.source, layout.content != nil, place.fits(source, measure) {
                page.items.append(.text(line(source, "Source", in: place)))
            } else {
                addStrip(source, to: &page, &room, choice, isTop: false)
            }
        }
        return room
    }

    /// Places the second line of an opening slide.
    mutating func placeSubtitle(
        of slide: Slide, on choice: LayoutChoice, _ page: inout PlannedSlide
    ) {
        guard let subtitle = slide.subtitle, !subtitle.isEmpty else { return }
        let places = choice.layout.placeholders
        let place =
            places.first { $0.type == "subTitle" } ?? places.first { $0.type == "body" }
        if let place {
            page.items.append(.text(line(subtitle, "Subtitle", in: place)))
            return
        }
        let title = choice.title.frame
        let below = Frame(x: title.x, y: title.bottom, width: title.width, height: inches(0.8))
        guard below.bottom <= template.slideSize.height else {
            remark(
                "the layout “\(choice.layout.name)” has no room for a subtitle, which is left out")
            return
        }
        page.items.append(
            .text(
                PlacedText(
                    paragraphs: [.plain(subtitle)], name: "Subtitle", frame: below, sizes: [20],
                    leftInset: choice.title.insets.left)))
    }

    /// The room for content: its placeholder, or what the title and the footers leave.
    private func contentFrame(on choice: LayoutChoice) -> Frame {
        if let content = choice.layout.content, choice.remark == nil { return content.frame }
        return freeFrame(choice.layout, choice.title.frame)
    }

    /// The largest room that the title and the footers leave.
    private func freeFrame(_ layout: TemplateLayout, _ title: Frame) -> Frame {
        let (width, height) = template.slideSize
        let gap = inches(0.12)
        let edge = inches(0.4)
        let footers = layout.placeholders.filter(\.isFooter).map(\.frame)
        let bottom = footers.filter { $0.y > height / 2 }.map(\.y).min() ?? height - edge + gap
        let rooms = [
            Frame(
                x: title.x, y: title.bottom + gap, width: title.width,
                height: bottom - 2 * gap - title.bottom),
            Frame(x: title.x, y: edge, width: title.width, height: title.y - gap - edge),
            Frame(
                x: title.right + gap, y: edge, width: width - edge - gap - title.right,
                height: bottom - gap - edge),
        ]
        // Below the title, unless another room is far larger.
        func area(_ frame: Frame) -> Double {
            Double(max(0, frame.width)) * Double(max(0, frame.height))
        }
        let best = rooms.dropFirst().max { area($0) < area($1) } ?? rooms[0]
        return area(best) > 2 * area(rooms[0]) ? best : rooms[0]
    }

    /// A line in a placeholder of the layout.
    private func line(_ text: String, _ name: String, in place: Placeholder) -> PlacedText {
        PlacedText(paragraphs: [.plain(text)], name: name, placeholder: place)
    }

    /// A line in a text box, cut from the room.
    private func addStrip(
        _ text: String, to page: inout PlannedSlide, _ room: inout Frame, _ choice: LayoutChoice,
        isTop: Bool
    ) {
        let size = isTop ? 14.0 : 10
        let inset = min(choice.title.insets.left, inches(0.15))
        let width = Double(room.width - inset) / emuPerPoint
        let lines = Double(measure.lineCount(text, size: size, width: width))
        let height = points(lines * size * 1.2 + 2)
        let gap = inches(0.08)
        var frame = room
        frame.height = height
        if isTop {
            room = room.droppingTop(height + gap)
        } else {
            frame.y = room.bottom - height
            room = room.droppingBottom(height + gap)
        }
        page.items.append(
            .text(
                PlacedText(
                    paragraphs: [.plain(text)], name: isTop ? "Subtitle" : "Source", frame: frame,
                    sizes: [size], color: .quiet, isAtBottom: !isTop, leftInset: inset)))
    }
}

extension Placeholder {
    /// Whether a text fits at the size of the template.
    fileprivate func fits(_ text: String, _ measure: TextMeasure) -> Bool {
        let level = level(0)
        let room = textFrame.points
        let lines = measure.lineCount(
            text, size: level.size, isBold: level.isBold, width: room.width)
        return lines == 1 || Double(lines) * level.size * 1.2 * level.lineSpacing <= room.height
    }
}
