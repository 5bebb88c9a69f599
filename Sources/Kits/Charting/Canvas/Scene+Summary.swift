extension Scene {
    /// What lies where, in whole pixels, a line each: the size and background; for each colour how
    /// many shapes have it and the box around them; the logo; each text with its left end, baseline,
    /// size and width.
    ///
    /// Two pictures of one summary look alike. It tells whether a picture is still that of its
    /// values.
    package var summary: String {
        var lines = ["\(size.width)x\(size.height) \(background.text)"]
        var boxes: [RGB: (count: Int, box: Rect)] = [:]
        var order: [RGB] = []
        for shape in shapes {
            let (color, box) = (shape.color, shape.box)
            if let known = boxes[color] {
                boxes[color] = (known.count + 1, known.box.joined(with: box))
            } else {
                boxes[color] = (1, box)
                order.append(color)
            }
        }
        for color in order {
            guard let (count, box) = boxes[color] else { continue }
            lines.append("shapes \(color.text) \(count) \(box.words)")
        }
        if let logo { lines.append("logo \(logo.logo.digest) \(logo.box.words)") }
        lines += texts.map { text in
            let numbers = [text.origin.x, text.origin.y, text.style.size, text.width]
            return "text " + numbers.map(wholeText).joined(separator: " ") + " " + text.string
        }
        return lines.joined(separator: "\n")
    }
}

extension Shape {
    /// Its colour.
    package var color: RGB {
        switch self {
        case .rectangle(_, let color), .outlines(_, let color): color
        }
    }

    /// The box around it.
    package var box: Rect {
        switch self {
        case .rectangle(let box, _): return box
        case .outlines(let outlines, _):
            let points = outlines.joined()
            guard let first = points.first else {
                return Rect(left: 0, top: 0, right: 0, bottom: 0)
            }
            return points.reduce(
                Rect(left: first.x, top: first.y, right: first.x, bottom: first.y)
            ) { box, point in
                Rect(
                    left: min(box.left, point.x), top: min(box.top, point.y),
                    right: max(box.right, point.x), bottom: max(box.bottom, point.y))
            }
        }
    }
}

extension Rect {
    /// The box around both.
    fileprivate func joined(with other: Rect) -> Rect {
        Rect(
            left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
            bottom: max(bottom, other.bottom))
    }

    /// Its edges in whole pixels.
    fileprivate var words: String {
        [left, top, right, bottom].map(wholeText).joined(separator: " ")
    }
}

private func wholeText(_ value: Double) -> String {
    value.isFinite ? "\(Int(min(max(value, -1e6), 1e6).rounded()))" : "?"
}
