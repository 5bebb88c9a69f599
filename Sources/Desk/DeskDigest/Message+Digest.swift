import Calendar
public import Delivery
public import DeskMemory
import Domain
import Formats
import HealthDesk
public import Transfers

extension Message {
    /// The digest of some alerts.
    ///
    /// - Parameters:
    ///   - alerts: what happened, at least one alert, account by account.
    ///   - id: the message's identifier.
    ///   - address: where people open the desk; nil leaves links out.
    public init(digestOf alerts: [ToldAlert], id: String, address: WebAddress?) {
        let day = alerts.first?.day ?? Day(number: 0)
        let count = counted(alerts.count, "alert")
        var lines = [
            alerts.count == 1
                ? "One thing happened since the last digest."
                : "\(alerts.count) things happened since the last digest."
        ]
        var previous: ToldAlert?
        for told in alerts {
            if told.alert.key.account != previous?.alert.key.account {
                let owner = told.csmName ?? "nobody"
                lines += ["", "\(told.accountName) (\(told.alert.key.account)), \(owner)"]
                if let link = told.link(address) { lines.append(link) }
            }
            lines.append("- \(told.alert.sentence)")
            previous = told
        }
        let moment = Instant(seconds: Int(day.number) * 86_400)
        self.init(
            id: id, created: moment, subject: "Health desk, \(day): \(count)",
            text: lines.joined(separator: "\n") + "\n")
        content = [
            "day": .text("\(day)"),
            "alerts": .array(
                alerts.map { told in
                    [
                        "account_id": .text(told.alert.key.account.text),
                        "account": .text(told.accountName),
                        "csm_id": .optional(told.csm?.text), "csm": .optional(told.csmName),
                        "kind": .text(told.alert.key.kind.rawValue),
                        "subject": .text(told.alert.key.subject),
                        "sentence": .text(told.alert.sentence),
                        "link": .optional(told.link(address)),
                    ]
                }),
        ]
    }
}

extension ToldAlert {
    /// The account's page.
    fileprivate func link(_ address: WebAddress?) -> String? {
        let plain = alert.key.account.text.utf8.map { byte in
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte)
                || (97...122).contains(byte) || [45, 46, 95, 126].contains(byte)
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + hexadecimal([byte]).uppercased()
        }.joined()
        return address?.appending("accounts/\(plain)")
    }
}
