import Charting
import Formats
import Testing

@Suite struct IntervalTableTests {
    private func scene(rows: Int, size: ChartSize) throws -> Scene {
        layOut(
            Awkward.table(rows: rows), size: size, theme: .light,
            fonts: try #require(Awkward.fonts))
    }

    @Test func `sixty rows fit at the reference size`() throws {
        let scene = try scene(rows: 60, size: .reference)
        #expect(scene.texts.filter { $0.string.hasPrefix("1,48") }.count == 60)
        #expect(!scene.texts.contains { $0.string.contains("more rows") })
    }

    @Test(arguments: [1, 12, 60, 61, 400])
    func `rows shown and rows told of sum to all rows`(rows: Int) throws {
        for size in Awkward.sizes {
            let scene = try scene(rows: rows, size: size)
            let shown = scene.texts.filter { $0.string.hasPrefix("1,48") }.count
            guard shown < rows else { continue }
            let words = "and \(rows - shown) more \(rows - shown == 1 ? "row" : "rows")"
            #expect(
                scene.texts.contains { $0.string.hasPrefix(words) }, "\(size): \(shown) shown")
        }
    }

    @Test func `when not all rows fit, those clear of a target are shown first`() throws {
        var table = Awkward.table(rows: 400)
        for row in table.rows.indices {
            table.rows[row] = [
                .name(ChartLabel(name: "row \(row)")),
                .interval(
                    value: 80, low: 70, high: 90, target: 95,
                    versus: row % 100 == 99 ? .below : .cannotTell),
            ]
        }
        let scene = layOut(
            table, size: .reference, theme: .light, fonts: try #require(Awkward.fonts))
        let shown = scene.texts.map(\.string).filter { $0.hasPrefix("row ") }
        for row in [99, 199, 299, 399] { #expect(shown.contains("row \(row)")) }
        #expect(shown.prefix(2) == ["row 0", "row 1"] && shown.last == "row 399")
    }

    @Test func `when not all rows fit, the text of those shown is easy to read`() throws {
        let scene = try scene(rows: 400, size: .reference)
        let sizes = scene.texts.filter { $0.string.hasPrefix("1,48") }.map(\.style.size)
        #expect(!sizes.isEmpty && sizes.allSatisfy { $0 >= 16 })
    }

    @Test func `a missing value gives its reason`() throws {
        let scene = try scene(rows: 3, size: .reference)
        #expect(scene.texts.contains { $0.string == "too few" })
    }

    @Test func `nobody is drawn in a colour of alarm`() throws {
        let scene = try scene(rows: 12, size: .reference)
        let colors = Theme.light.colors
        let used = scene.shapes.map { shape in
            switch shape {
            case .rectangle(_, let color), .outlines(_, let color): color
            }
        }
        #expect(!used.contains(colors.red) && !used.contains(colors.emphasis))
    }

    @Test func `a target that all rows share is named once below its column`() throws {
        let scene = try scene(rows: 12, size: .reference)
        #expect(scene.texts.filter { $0.string == "target 90" }.count == 1)
    }

    @Test func `a column without a value has no scale`() throws {
        let fonts = try #require(Awkward.fonts)
        let chart = IntervalTable(
            text: Awkward.plain,
            columns: [
                .init(heading: "CSM", unit: "", kind: .text),
                .init(heading: "NPS", unit: "", kind: .interval(.signed(decimals: 0))),
            ],
            rows: [[.name("Ivo K."), .missing(reason: "too few")]])
        let scene = layOut(chart, size: .reference, theme: .light, fonts: fonts)
        let below = scene.texts.filter { $0.string.contains("1.5") || $0.string.contains("+2") }
        #expect(below.isEmpty, "\(below.map(\.string))")
    }
}
