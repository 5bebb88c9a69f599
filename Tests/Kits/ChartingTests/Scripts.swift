import Charting
import Formats

/// Names in many scripts, and a chart of them.
enum Scripts {
    static let names = [
        "محمد عبد الله", "שרה כהן (Cohen)", "अनुष्का क्षत्रिय", "陈伟", "김민수", "山田太郎",
        "สมชาย ใจดี", "សុខ ចាន់ធី", "Zoë Ångström", "Łukasz Żółć", "Δημήτρης Παπαδόπουλος",
        "Юлия Кузнецова", "Nguyễn Ngọc Ánh", "עומר 42 לוי", "ნინო", "Անի",
    ]

    static func labels(_ names: [String] = names) -> [ChartLabel] {
        names.enumerated().map { index, name in
            ChartLabel(name: name, identifier: "C000\(index)")
        }
    }

    static func chart(of names: [String] = names) -> DotRangeChart {
        chart(of: labels(names))
    }

    static func chart(of labels: [ChartLabel]) -> DotRangeChart {
        DotRangeChart(
            text: ChartText(
                title: "\(labels.first?.name ?? ""): 87 % against 91 %", subtitle: "",
                footer: [], subject: labels.first),
            rows: labels.map {
                .init(label: $0, count: "1", value: 0.5, range: -1...1, remark: "in line")
            }, format: .signed(decimals: 0), leftWords: "fewer", rightWords: "more",
            countHeading: "n")
    }
}
