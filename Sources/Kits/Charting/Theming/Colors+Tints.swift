extension Colors {
    /// Areas in the background: ribbons and ranges.
    package var quietTint: RGB { quiet.laid(over: background, share: 0.38) }
    /// The inner part of a band, which holds nearly all values when only chance is at work.
    package var innerBand: RGB { line.laid(over: background, share: 0.12) }
    /// Areas that the title is about.
    package var emphasisTint: RGB { emphasis.laid(over: background, share: 0.42) }

    /// The colour of a tier's band behind a line.
    ///
    /// The tints keep the lightness order of the tiers. Green is closest to the background.
    package func bandTint(_ tier: RGB, isStrong: Bool = false) -> RGB {
        let share = tier == green ? 0.12 : tier == amber ? 0.2 : 0.16
        return tier.laid(over: background, share: isStrong ? share * 1.8 : share)
    }

    /// All tints. A palette picture keeps their exact shade.
    var tints: [RGB] {
        [quietTint, innerBand, emphasisTint]
            + [green, amber, red].flatMap { [bandTint($0), bandTint($0, isStrong: true)] }
    }
}

extension RGB {
    /// The colour mixed with the `ground` below it. `share` is the weight of this colour, 0 to 1.
    func laid(over ground: RGB, share: Double) -> RGB {
        func mixed(_ upper: UInt8, _ lower: UInt8) -> UInt32 {
            UInt32((Double(upper) * share + Double(lower) * (1 - share)).rounded())
        }
        return RGB(
            mixed(red, ground.red) << 16 | mixed(green, ground.green) << 8
                | mixed(blue, ground.blue))
    }
}
