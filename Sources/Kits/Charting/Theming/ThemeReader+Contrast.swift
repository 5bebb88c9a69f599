import Formats
import Yams

extension ThemeReader {
    /// Every text must stand out from what is behind it by 4.5 to 1.
    ///
    /// Source: WCAG 2.2, success criterion 1.4.3 (AA).
    func checkContrast(_ colors: Colors, named node: Node?) throws(ThemeError) {
        let grounds: [(name: String, color: RGB)] = [
            ("background", colors.background), ("bands", colors.innerBand),
            ("emphasised areas", colors.emphasisTint),
            ("band of green", colors.bandTint(colors.green, isStrong: true)),
            ("band of amber", colors.bandTint(colors.amber, isStrong: true)),
            ("band of red", colors.bandTint(colors.red, isStrong: true)),
        ]
        for role in Colors.roles where Colors.textRoles.contains(role.name) {
            let color = colors[keyPath: role.path]
            // Only ink is written on areas.
            for ground in role.name == "ink" ? grounds[...] : grounds.prefix(1) {
                let contrast = color.contrast(with: ground.color)
                guard contrast < 4.5 else { continue }
                let direction = ground.color.luminance > 0.18 ? "darker" : "lighter"
                throw .wrong(
                    path: path, line: line(of: role.name, or: "background", in: node),
                    reason: "colors.\(role.name) \(color.text) on the \(ground.name) "
                        + "\(ground.color.text) has a contrast of "
                        + "\(decimalText((contrast * 10).rounded(.down) / 10, decimals: 1)), and text "
                        + "needs 4.5 (WCAG AA): choose a \(direction) \(role.name)")
            }
        }
    }

    /// The line that names a colour, or the other one, or the colours.
    private func line(of name: String, or other: String, in node: Node?) -> Int {
        guard let node else { return 1 }
        // Text in the colour of its marks has no line of its own.
        let marks = name.hasSuffix("_text") ? String(name.dropLast(5)) : name
        for name in [name, marks, other] {
            if let pair = node.mapping?.first(where: { $0.key.scalar?.string == name }) {
                return line(of: pair.key)
            }
        }
        return line(of: node)
    }
}
