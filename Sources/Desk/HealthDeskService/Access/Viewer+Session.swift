import DeskAccess
import Domain

extension Viewer {
    /// The viewer as words for a session cookie.
    var sessionWords: [String?] {
        [subject, name, role.rawValue, csm?.text] + teams
    }

    /// The viewer from the words of a session cookie; nil if this version does not know their
    /// format.
    init?(sessionWords words: [String?]) {
        guard words.count >= 4, let subject = words[0], let name = words[1],
            let role = words[2].flatMap({ Role(rawValue: $0) })
        else { return nil }
        self.init(
            subject: subject, name: name, role: role, csm: words[3].map { CSMID($0) },
            teams: words.dropFirst(4).compactMap(\.self))
    }
}
