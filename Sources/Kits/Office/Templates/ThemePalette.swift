/// The colours of a template's theme, to choose between dark and light text.
struct ThemePalette: Sendable {
    /// Red, green and blue from 0 to 1.
    typealias Components = SIMD3<Double>

    private let colors: [OfficeColor.Slot: Components]

    /// The colours of a theme, by way of the master's map.
    init(theme: XMLElement?, map: XMLElement?) {
        let scheme = theme?.first("themeElements", "clrScheme")
        var colors: [OfficeColor.Slot: Components] = [:]
        for slot in OfficeColor.Slot.allCases {
            let name = map?[slot.rawValue] ?? Self.usual[slot.rawValue] ?? slot.rawValue
            guard let color = scheme?.first(name)?.children.first,
                let text = color["lastClr"] ?? color["val"], text.count == 6,
                let number = UInt32(text, radix: 16)
            else { continue }
            colors[slot] =
                Components(
                    Double(number >> 16 & 255), Double(number >> 8 & 255), Double(number & 255))
                / 255
        }
        self.colors = colors
    }

    private static let usual = ["tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"]

    /// Whether the ground is darker than text.
    var isGroundDark: Bool { luminance(laid(.ground)) < luminance(laid(.ink)) }

    /// A colour for text on the ground: the given one, or that of text where it is too pale.
    func readable(_ color: OfficeColor) -> OfficeColor {
        contrast(luminance(laid(color)), luminance(laid(.ground))) >= 3 ? color : .ink
    }

    /// The colour of text on an area: that of text or that of the ground, whichever stands out more.
    func text(on area: OfficeColor) -> OfficeColor {
        let luminance = luminance(laid(area))
        let ground = contrast(luminance, self.luminance(laid(.ground)))
        let ink = contrast(luminance, self.luminance(laid(.ink)))
        // Light text looks stronger on a strong colour than the ratio says.
        return (isGroundDark ? ground >= ink * 1.3 : ground * 1.3 >= ink) ? .ground : .ink
    }

    private func contrast(_ one: Double, _ other: Double) -> Double {
        (max(one, other) + 0.05) / (min(one, other) + 0.05)
    }

    private func laid(_ color: OfficeColor) -> Components {
        let ground = colors[.background1] ?? Components(1, 1, 1)
        let own = colors[color.slot] ?? Components(0, 0, 0)
        return own * color.opacity + ground * (1 - color.opacity)
    }

    /// Source: Web Content Accessibility Guidelines 2.2, relative luminance (with a plain square).
    private func luminance(_ color: Components) -> Double {
        (color * color * Components(0.2126, 0.7152, 0.0722)).sum()
    }
}
