import Charting
import Testing

@Suite struct ThemeTests {
    @Test(arguments: Theme.builtIn)
    func `every text stands out from its ground by 4,5 to 1`(theme: Theme) throws {
        let fonts = try #require(Awkward.fonts)
        let colors = theme.colors
        for color in colors.text {
            #expect(color.contrast(with: colors.background) >= 4.5)
        }
        for chart in Awkward.all {
            for text in layOut(chart, size: .reference, theme: theme, fonts: fonts).texts {
                #expect(text.color.contrast(with: text.ground) >= 4.5, "\(text.string)")
            }
        }
    }

    @Test(arguments: Theme.builtIn)
    func `marks stand out from the background`(theme: Theme) {
        let colors = theme.colors
        for color in [colors.line, colors.emphasis, colors.red] {
            #expect(color.contrast(with: colors.background) >= 3)
        }
    }

    @Test(arguments: Theme.builtIn)
    func `tiers differ in lightness, not only in hue`(theme: Theme) {
        let colors = theme.colors
        #expect(colors.amber.contrast(with: colors.green) >= 1.5)
        #expect(colors.green.contrast(with: colors.red) >= 1.5)
    }

    @Test func `contrast is 21 for black on white and 1 for a colour on itself`() {
        #expect(abs(RGB(0xFFFFFF).contrast(with: RGB(0)) - 21) < 1e-9)
        #expect(RGB(0x6B7080).contrast(with: RGB(0x6B7080)) == 1)
    }
}
