import Formats
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
