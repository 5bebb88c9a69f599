import Domain
import Intake

/// The controls beside the table of columns: what a person can say about a file.
struct PreviewControls {
    /// The controls that settle why the file was refused.
    let asked: [[String: Any]]
    /// All others.
    let others: [[String: Any]]

    private static let encodings = [
        ("UTF-8", "UTF-8"), ("CP1252", "Windows-1252, Western Europe"),
        ("CP1250", "Windows-1250, Central Europe"), ("CP1251", "Windows-1251, Cyrillic"),
        ("CP1253", "Windows-1253, Greek"), ("CP1254", "Windows-1254, Turkish"),
        ("ISO-8859-15", "ISO 8859-15, Latin 9"), ("MACINTOSH", "Mac Roman"),
        ("CP850", "DOS 850"), ("UTF-16LE", "UTF-16, little-endian"),
        ("UTF-16BE", "UTF-16, big-endian"), ("SHIFT_JIS", "Shift JIS, Japanese"),
        ("GB18030", "GB 18030, Chinese"), ("BIG5", "Big5, Chinese"), ("EUC-KR", "EUC-KR, Korean"),
    ]

    /// The controls of a form.
    ///
    /// - Parameters:
    ///   - form: what the form says.
    ///   - savedMappings: the names of the saved mappings.
    ///   - refusal: why the file was refused; nil if it was not.
    init(_ form: PreviewForm, savedMappings: [String], refusal: PreviewRefusal?) {
        let asked = refusal?.asked ?? []
        let controls = Self.all(form, savedMappings, refusal).map { control in
            var control = control
            let complaint = form.complaints[control.name]
            if asked.contains(control.name), control.isOpen {
                // Nothing was detected: that is why the file was refused.
                control.values["options"] = control.options.map { option in
                    option["isChosen"] as? Bool ?? false
                        ? option.merging(["label": "Choose one"]) { $1 } : option
                }
            }
            control.values["complaint"] = complaint ?? ""
            control.values["hasComplaint"] = complaint != nil
            return control
        }
        self.asked = controls.filter { asked.contains($0.name) }.map(\.values)
        others = controls.filter { !asked.contains($0.name) }.map(\.values)
    }

    private struct Control {
        let name: String
        var values: [String: Any]

        var options: [[String: Any]] { values["options"] as? [[String: Any]] ?? [] }
        /// Whether nothing is chosen in a list.
        var isOpen: Bool {
            options.contains { $0["value"] as? String == "" && $0["isChosen"] as? Bool ?? false }
        }
    }

    private static func all(
        _ form: PreviewForm, _ savedMappings: [String], _ refusal: PreviewRefusal?
    ) -> [Control] {
        let reading = form.order.reading
        let encoding = reading["encoding"] ?? refusal?.likelyEncoding ?? ""
        let detected = ("", "As detected")
        let noFeed = form.isFeedKnown ? [] : [("", "Choose one")]
        var controls = [
            choice(
                "feed", "Feed", form.isFeedKnown ? form.order.feed.rawValue : "",
                noFeed + Feed.performance.map { ($0.rawValue, $0.rawValue) }),
            choice("mapping", "Mapping", form.order.mapping ?? "", mappings(savedMappings)),
            choice(
                "dates", "Dates", reading["dates"] ?? "",
                [
                    detected, ("dmy", "Day first: 03/04/2025 is 3 April"),
                    ("mdy", "Month first: 03/04/2025 is 4 March"),
                ]),
            choice(
                "numbers", "Numbers", reading["numbers"] ?? "",
                [
                    detected, ("1,234.56", "1,234.56 (point before decimals)"),
                    ("1.234,56", "1.234,56 (comma before decimals)"),
                ]),
            choice("encoding", "Encoding", encoding, [detected] + encodings),
            choice(
                "separator", "Between fields", reading["separator"] ?? "",
                [
                    detected, ("comma", "Comma"), ("semicolon", "Semicolon"), ("tab", "Tab"),
                    ("pipe", "Vertical bar"),
                ]),
            field(
                "header_row", "Line of the header", reading["header_row"] ?? "",
                "As detected if empty."),
            field(
                "time_zone", "Time zone of the calendar days", reading["time_zone"] ?? "",
                "For dates with times, such as Europe/Berlin. UTC if empty."),
        ]
        if form.look.sheets.count > 1 || reading["sheet"] != nil {
            controls.insert(
                choice(
                    "sheet", "Sheet", reading["sheet"] ?? "",
                    [detected] + form.look.sheets.map { ($0, $0) }), at: 2)
        }
        controls.append(
            check(
                "complete", "This file is everything there is",
                reading["complete"] == "true",
                "Rows of the ledger that it lacks are withdrawn"
                    + ([.health, .arr, .measures, .fx].contains(form.order.feed)
                        ? ", for the days that it spans." : ".")))
        if form.order.feed == .arr {
            controls.append(
                check(
                    "snapshot", "Each date is a whole list of paying customers",
                    reading["snapshot"] == "true",
                    "An account that a list lacks has ARR 0 from that date."))
        }
        if form.order.allowsManyWithdrawals || refusal?.asked.contains("withdraw_many") ?? false {
            controls.append(
                check(
                    "withdraw_many", "More than a fifth of the feed may be withdrawn",
                    form.order.allowsManyWithdrawals,
                    "Tick it only if so many rows are really gone."))
        }
        return controls
    }

    /// The mappings that can be chosen.
    static func mappings(_ saved: [String]) -> [(String, String)] {
        [("", "None")] + saved.map { ($0, "\($0) (saved)") }
            + Mapping.bundledNames.map { ($0, $0) }
    }

    private static func choice(
        _ name: String, _ label: String, _ value: String, _ options: [(String, String)]
    ) -> Control {
        var options = options
        if !options.contains(where: { $0.0 == value }) { options.append((value, value)) }
        return Control(
            name: name,
            values: [
                "name": name, "label": label, "isChoice": true,
                "options": options.map { option, label in
                    ["value": option, "label": label, "isChosen": option == value]
                        as [String: Any]
                },
            ])
    }

    private static func field(
        _ name: String, _ label: String, _ value: String, _ help: String
    ) -> Control {
        Control(
            name: name,
            values: ["name": name, "label": label, "isField": true, "value": value, "help": help])
    }

    private static func check(
        _ name: String, _ label: String, _ isOn: Bool, _ help: String
    ) -> Control {
        Control(
            name: name,
            values: ["name": name, "label": label, "isCheck": true, "isOn": isOn, "help": help])
    }
}
