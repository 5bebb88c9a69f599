import Calendar
package import Domain
import Formats

extension Policy {
    /// A policy file that gives every constant. Read again, it is this policy.
    package var fileText: String {
        let rebases = rebases.map { rebase in
            var members: [(name: String, value: JSON)] = [("metric", .text(rebase.metric))]
            if let team = rebase.team { members.append(("team", .text(team))) }
            members.append(("from", .text(rebase.from.description)))
            members.append(("reason", .text(rebase.reason)))
            return JSON.object(members)
        }
        // JSON is YAML too.
        let file = JSON.object(
            members + [
                ("model_owner_sees", .text(modelOwnerSees.rawValue)), ("rebases", .array(rebases)),
            ])
        return String(decoding: file.document, as: UTF8.self)
    }
}
