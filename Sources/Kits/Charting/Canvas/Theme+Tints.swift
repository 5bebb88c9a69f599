extension Colors {
    /// Areas that recede: ribbons, ranges.
    package var quietTint: RGB { quiet.laid(over: background, share: 0.38) }
    /// The part of a band in which nearly everything lies by chance.
    package var innerBand: RGB { line.laid(over: background, share: 0.12) }
    /// Areas the title speaks of.
    package var emphasisTint: RGB { emphasis.laid(over: background, share: 0.42) }

    /// A band behind a line, in a tier's colour.
    ///
    /// The tints keep their order in lightness, green the nearest to the background.
    package func bandTint(_ tier: RGB, isStrong: Bool = false) -> RGB {
        let share = tier == green ? 0.12 : tier == amber ? 0.2 : 0.16
        return tier.laid(over: background, share: isStrong ? share * 1.8 : share)
    }

    /// Every tint: they too keep their exact shade in a palette picture.
    var tints: [RGB] {
        [quietTint, innerBand, emphasisTint]
            + [green, amber, red].flatMap { [bandTint($0), bandTint($0, isStrong: true)] }
    }
}

extension RGB {
    /// The colour mixed with the `ground` below it; `share` is its own part, 0 to 1.
    func laid(over ground: RGB, share: Double) -> RGB {
        func mixed(_ upper: UInt8, _ lower: UInt8) -> UInt32 {
            UInt32((Double(upper) * share + Double(lower) * (1 - share)).rounded())
        }
        return RGB(
            mixed(red, ground.red) << 16 | mixed(green, ground.green) << 8
                | mixed(blue, ground.blue))
    }
}
