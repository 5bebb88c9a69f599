import Formats

extension SlidePlanner {
    /// Points below which text is not set: across the slide, and beside a graphic.
    private static let smallestText = (across: 18.0, beside: 14.0)
    /// Points above which text beside a graphic is not set, so that it does not outshout it.
    private static let largestTextBeside = 20.0

    /// Places one content, or two side by side.
    ///
    /// - Returns: what did not fit.
    mutating func place(
        _ contents: [SlideContent], in room: Frame, on choice: LayoutChoice, isFurther: Bool,
        _ page: inout PlannedSlide
    ) throws(OfficeError) -> [SlideContent] {
        guard room.height > inches(0.8), room.width > inches(1.2) else {
            throw .template(
                reason: "its layout “\(choice.layout.name)” leaves no room for content",
                remedy: "make the title lower, or add a layout named parallax:chart")
        }
        let frames = frames(for: contents, in: room)
        var rest: [SlideContent] = []
        // A slide has one placeholder for content. Text has the first claim to it.
        let claimant = contents.firstIndex(where: \.isText) ?? 0
        for (index, content) in contents.enumerated() {
            let isAlone = contents.count == 1
            let place = index == claimant && choice.remark == nil ? choice.layout.content : nil
            switch content {
            case .paragraphs(let paragraphs):
                let left = placeText(
                    paragraphs, in: frames[index], place, isAlone: isAlone, isFurther: isFurther,
                    &page)
                if !left.isEmpty { rest.append(.paragraphs(left)) }
            case .chart(let chart):
                let number = place?.type == "obj" || place?.type == "chart" ? place?.index : nil
                let (shown, further) = chart.fitting(frames[index])
                remarkOnRoom(frames[index])
                page.items.append(
                    .chart(shown, PlacedGraphic(frame: frames[index], placeholder: number)))
                if let further { rest.append(.chart(further)) }
            case .picture(let picture):
                let graphic = try placed(picture, in: frames[index])
                let number = place?.type == "obj" || place?.type == "pic" ? place?.index : nil
                page.items.append(
                    .picture(picture, PlacedGraphic(frame: graphic, placeholder: number)))
            case .table(let table):
                let left = try placeTable(table, in: frames[index], &page)
                if !left.isEmpty {
                    var further = table
                    further.rows = left
                    rest.append(.table(further))
                }
            }
        }
        return rest
    }

    /// Says so where a chart has less room than it needs to be read.
    private mutating func remarkOnRoom(_ frame: Frame) {
        guard frame.width < inches(4) || frame.height < inches(2.2) else { return }
        let size = [frame.width, frame.height].map {
            decimalText(Double($0) / emuPerInch, decimals: 1)
        }
        remark(
            "the chart has only \(size[0]) × \(size[1]) inches: give the template a layout named "
                + "parallax:chart with more room")
    }

    /// Frames side by side. A graphic is twice as wide as text beside it.
    private func frames(for contents: [SlideContent], in room: Frame) -> [Frame] {
        guard contents.count == 2 else { return [room] }
        let gap = inches(0.3)
        let weights = contents.map { $0.isText ? 1.0 : 2.0 }
        let width = Int(Double(room.width - gap) * weights[0] / (weights[0] + weights[1]))
        return [
            Frame(x: room.x, y: room.y, width: width, height: room.height),
            Frame(
                x: room.x + width + gap, y: room.y, width: room.width - gap - width,
                height: room.height),
        ]
    }

    private mutating func placeText(
        _ paragraphs: [Paragraph], in frame: Frame, _ place: Placeholder?, isAlone: Bool,
        isFurther: Bool, _ page: inout PlannedSlide
    ) -> [Paragraph] {
        let place = place?.holdsText == true ? place : nil
        let levels = place?.levels ?? TextLevel.box
        var inner =
            place
            ?? Placeholder(type: "body", index: 0, frame: frame, insets: .init(), levels: levels)
        inner.frame = frame
        let flow = TextFlow(levels: levels, frame: inner.textFrame, measure: measure)
        let smallest = isAlone ? Self.smallestText.across : Self.smallestText.beside
        // What is continued has the size of its beginning.
        let largest = isFurther ? smallest : isAlone ? nil : Self.largestTextBeside
        let part = flow.fit(paragraphs, smallest: smallest, largest: largest)
        let isFull = part.sizes.first == levels.first?.size
        page.items.append(
            .text(
                PlacedText(
                    paragraphs: part.paragraphs, name: "Text", placeholder: place,
                    frame: place?.frame == frame ? nil : frame, sizes: isFull ? nil : part.sizes,
                    leftInset: inner.insets.left)))
        if !isFull, isAlone, !isFurther, let size = part.sizes.first, let full = levels.first?.size
        {
            remark("text is set in \(Int(size)) points instead of \(Int(full)), so that it fits")
        }
        return part.rest
    }

    private mutating func placeTable(
        _ table: SlideTable, in frame: Frame, _ page: inout PlannedSlide
    ) throws(OfficeError) -> [[TableCell]] {
        guard !table.columns.isEmpty,
            table.rows.allSatisfy({ $0.count == table.columns.count })
        else {
            throw .slide(reason: "a row of a table has more or fewer cells than there are columns")
        }
        let (placed, rest) = TableFlow(measure: measure, frame: frame).fit(table)
        page.items.append(.table(placed))
        return rest
    }

    /// The largest frame of a picture's proportions, in the middle.
    private func placed(_ picture: Picture, in frame: Frame) throws(OfficeError) -> Frame {
        guard let (width, height) = picture.size else {
            throw .slide(reason: "the picture “\(picture.altText.prefix(60))” is no PNG file")
        }
        let scale = min(Double(frame.width) / width, Double(frame.height) / height)
        let size = (Int(width * scale), Int(height * scale))
        return Frame(
            x: frame.x + (frame.width - size.0) / 2, y: frame.y + (frame.height - size.1) / 2,
            width: size.0, height: size.1)
    }
}

extension SlideContent {
    /// Whether it is text.
    var isText: Bool {
        guard case .paragraphs = self else { return false }
        return true
    }
}

extension Picture {
    /// Width and height in pixels; nil for what is no PNG file.
    ///
    /// Source: Portable Network Graphics, third edition, 5.2 and 11.2.1.
    var size: (width: Double, height: Double)? {
        let mark: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard png.count > 33, png.starts(with: mark), png[12..<16].elementsEqual("IHDR".utf8) else {
            return nil
        }
        func number(_ at: Int) -> Int { png[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        let size = (number(16), number(20))
        return size.0 > 0 && size.1 > 0 ? (Double(size.0), Double(size.1)) : nil
    }
}
