import Formats
import Foundation

/// Writes a scene as SVG.
struct SVGWriter {
    let scene: Scene
    let theme: Theme
    let fonts: Fonts

    /// The whole document.
    func document(title: String, description: String) -> String {
        var digest = ContentDigest()
        digest.update(scene.summary)
        digest.update(description)
        // Pages may hold several drawings, so that identifiers must differ.
        let key = String(digest.hexadecimal.prefix(8))
        let (width, height) = (scene.size.width, scene.size.height)
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
                + "viewBox=\"0 0 \(width) \(height)\" role=\"img\" "
                + "aria-labelledby=\"title-\(key) description-\(key)\">",
            "<title id=\"title-\(key)\">\(escaped(title))</title>",
            "<desc id=\"description-\(key)\">\(escaped(description))</desc>",
            "<rect width=\"\(width)\" height=\"\(height)\" fill=\"\(scene.background.text)\"/>",
        ]
        lines += scene.shapes.map(element)
        if let logo = scene.logo { lines.append(element(logo)) }
        for weight in [Weight.regular, .semibold] {
            let texts = scene.texts.filter { $0.style.weight == weight }
            guard !texts.isEmpty else { continue }
            lines.append(
                "<g font-family=\"\(escaped(familyStack(weight, others: [])))\" "
                    + "font-weight=\"\(weight == .regular ? 400 : 600)\">")
            lines += texts.map(element) + ["</g>"]
        }
        return lines.joined(separator: "\n") + "\n</svg>\n"
    }

    private func element(_ shape: Shape) -> String {
        switch shape {
        case .rectangle(let box, let color):
            return "<rect x=\"\(number(box.left))\" y=\"\(number(box.top))\" "
                + "width=\"\(number(box.width))\" height=\"\(number(box.height))\" "
                + "fill=\"\(color.text)\"/>"
        case .outlines(let outlines, let color):
            // All outlines run in one direction, so that they are one shape where they overlap.
            let path = outlines.filter { !$0.isEmpty }.map { outline in
                "M" + outline.map { tenths($0.x) + " " + tenths($0.y) }.joined(separator: " ") + "Z"
            }
            return "<path d=\"\(path.joined())\" fill=\"\(color.text)\"/>"
        }
    }

    private func element(_ placed: PlacedLogo) -> String {
        let box = placed.box
        return "<image x=\"\(number(box.left))\" y=\"\(number(box.top))\" "
            + "width=\"\(number(box.width))\" height=\"\(number(box.height))\" "
            + "preserveAspectRatio=\"none\" "
            + "href=\"data:image/png;base64,\(Data(placed.logo.png).base64EncodedString())\"/>"
    }

    private func element(_ text: PlacedText) -> String {
        let drawn = fonts.drawn(text.string, style: text.style)
        var attributes = [
            "x=\"\(number(text.origin.x))\"", "y=\"\(number(text.origin.y))\"",
            "font-size=\"\(number(text.style.size))\"", "fill=\"\(text.color.text)\"",
            "textLength=\"\(number(text.width))\"", "lengthAdjust=\"spacingAndGlyphs\"",
        ]
        let others = fonts.otherFamilies(for: text.string, style: text.style)
        if !others.isEmpty {
            let stack = familyStack(text.style.weight, others: others)
            attributes.append("font-family=\"\(escaped(stack))\"")
        }
        // Two spaces stay two.
        if drawn.contains("  ") { attributes.append("xml:space=\"preserve\"") }
        // A text that runs from right to left ends at its left end.
        if drawn.runsLeft { attributes += ["direction=\"rtl\"", "text-anchor=\"end\""] }
        if text.style.tabular { attributes.append("style=\"font-variant-numeric:tabular-nums\"") }
        return "<text \(attributes.joined(separator: " "))>\(escaped(drawn))</text>"
    }

    /// The families in the order in which a viewer is to look for a letter.
    private func familyStack(_ weight: Weight, others: [String]) -> String {
        var families: [String] = []
        let own = theme.families.stack(for: weight)
        for family in own + others + ["Inter", "Noto Sans", "DejaVu Sans"]
        where !families.contains(family) { families.append(family) }
        let quoted = families.map { family in
            family.utf8.allSatisfy { $0 != UInt8(ascii: " ") && $0 < 128 } && !family.contains("'")
                ? family : "'" + family.replacing("\\", with: "").replacing("'", with: "\\'") + "'"
        }
        return quoted.joined(separator: ", ") + ", sans-serif"
    }
}

/// A number of pixels with at most two decimals.
private func number(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = Int((min(max(value, -1e7), 1e7) * 100).rounded())
    let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    return rest % 10 == 0
        ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
}

/// A number of pixels with at most one decimal, for the many corners of shapes.
private func tenths(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let tenths = Int((min(max(value, -1e7), 1e7) * 10).rounded())
    let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
    return "\(tenths < 0 ? "-" : "")\(whole)" + (rest == 0 ? "" : ".\(rest)")
}

/// The text for an element or an attribute. Characters that XML cannot hold are left out.
private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += ""
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

extension String {
    /// Whether the text as a whole runs from right to left: its first letter outside of isolated
    /// parts does.
    ///
    /// Source: Unicode Standard Annex 9, rules P2 and P3.
    var runsLeft: Bool {
        var depth = 0
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x2066...0x2068: depth += 1
            case 0x2069: depth = max(depth - 1, 0)
            default:
                if depth == 0, scalar.properties.isAlphabetic { return scalar.isOfRightToLeft }
            }
        }
        return false
    }
}
