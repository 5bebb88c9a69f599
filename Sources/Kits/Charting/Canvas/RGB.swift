import Glibc

/// An opaque sRGB colour with eight bits per channel.
package struct RGB: Sendable, Hashable {
    package let red: UInt8
    package let green: UInt8
    package let blue: UInt8

    /// A colour from its hexadecimal notation, `0xRRGGBB`.
    package init(_ hex: UInt32) {
        red = UInt8(truncatingIfNeeded: hex >> 16)
        green = UInt8(truncatingIfNeeded: hex >> 8)
        blue = UInt8(truncatingIfNeeded: hex)
    }

    /// The colour as libgd's true-colour integer.
    var packed: Int32 { Int32(red) << 16 | Int32(green) << 8 | Int32(blue) }

    /// The relative luminance, 0 (black) to 1 (white).
    ///
    /// Source: WCAG 2.2, "relative luminance".
    package var luminance: Double {
        func linear(_ channel: UInt8) -> Double {
            let share = Double(channel) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// The contrast ratio of two colours, 1 (alike) to 21 (black on white).
    ///
    /// Source: WCAG 2.2, "contrast ratio".
    package func contrast(with other: RGB) -> Double {
        let bright = max(luminance, other.luminance)
        let dim = min(luminance, other.luminance)
        return (bright + 0.05) / (dim + 0.05)
    }
}

extension RGB {
    /// A colour written as `#1B1F3B`; nil for anything else.
    init?(text: String) {
        let digits = text.dropFirst()
        guard text.hasPrefix("#"), digits.utf8.count == 6,
            digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "f") ~= $0 }),
            let hex = UInt32(digits, radix: 16)
        else { return nil }
        self.init(hex)
    }

    /// The colour as `#1B1F3B`.
    package var text: String {
        let digits = String(UInt32(packed), radix: 16, uppercase: true)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }
}
