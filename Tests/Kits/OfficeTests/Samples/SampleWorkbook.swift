import Calendar
import Office

/// A workbook with every kind of cell.
enum SampleWorkbook {
    static let workbook = Workbook(
        title: "Shops",
        sheets: [
            Sheet(
                name: "Shops",
                columns: [
                    Column("shop", note: "The name of the shop, as the tills say it."),
                    Column("purchases", note: "Purchases in the month.", format: .integer),
                    Column("kept", note: "Purchases not returned over all.", format: .percent(1)),
                    Column("revenue", format: .money(currency: "USD")),
                    Column("change", format: .signed(1)), Column("opened", format: .day),
                    Column("open"),
                ],
                rows: [
                    [
                        .text("Harbour"), .number(212), .number(0.1 + 0.2), .number(1_200_000.5),
                        .number(-3.25), .day(Day(number: 20_500)), .flag(true),
                    ],
                    [
                        .text("=1+1"), .number(.nan), .empty, .number(0), .number(2), .empty,
                        .flag(false),
                    ],
                    [.text("-x"), .number(-0.0)], [.text("@x")], [.text("+1")], [.text("0012")],
                    [.text("https://example.com")], [.text("日本 עברית 🦉 <&>")],
                    [.text(String(repeating: "long ", count: 8000))],
                ]),
            Sheet(name: "Empty", columns: [Column("nothing")], rows: []),
        ])
}
