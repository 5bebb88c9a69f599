import Domain

/// Looks up the accounts and CSMs that rows refer to, and other spellings of identifiers that the
/// ledger knows.
///
/// Each thread has one of its own.
final class References {
    let accounts: AccountTable
    private let csms: Set<CSMID>
    /// The known spelling of each Salesforce identifier by its first fifteen characters, by kind
    /// of thing. Filled when the first one of another length is met.
    private var accountSpellings: [Substring: String]?
    private var csmSpellings: [Substring: String]?
    /// The spellings of the feed's own keys.
    private var ownSpellings: [Substring: String]
    private let ownKey: String

    /// References of the rows of a feed.
    ///
    /// - Parameters:
    ///   - feed: the feed that is read.
    ///   - accounts: the accounts that rows may refer to.
    ///   - csms: the CSMs that rows may refer to.
    ///   - ownKeys: the identifiers of the feed's rows in the ledger, where the feed has one key.
    init(
        feed: Feed, accounts: AccountTable, csms: Set<CSMID>, ownKeys: some Sequence<String> = []
    ) {
        self.accounts = accounts
        self.csms = csms
        let keys = feed.columns.filter(\.isKey)
        ownKey = keys.count == 1 && keys[0].kind == .identifier ? keys[0].name : ""
        ownSpellings = Self.spellings(ownKeys)
    }

    /// Whether a feed has named the CSM.
    func knows(csm: String) -> Bool { csms.contains(CSMID(csm)) }

    /// Replaces an identifier by the spelling that the ledger knows.
    ///
    /// - Returns: what is wrong with a reference that nothing answers; nil if all is well.
    func resolve(
        _ value: inout FeedValue, _ text: String, _ column: FeedColumn, _ notes: ReadingNotes
    ) -> String? {
        switch column.kind {
        case .account:
            if accounts.key(of: AccountID(text)) != nil { return nil }
            if let known = spelling(of: text, in: &accountSpellings, Self.spellings(accounts.ids)) {
                return replace(&value, text, by: known, notes)
            }
            return "names an account that no feed has named"
        case .csm:
            if csms.contains(CSMID(text)) { return nil }
            if let known = spelling(of: text, in: &csmSpellings, Self.spellings(csms.map(\.text))) {
                return replace(&value, text, by: known, notes)
            }
            return "names a CSM that no feed has named"
        case .identifier where column.name == ownKey:
            guard let stem = SalesforceID.stem(text) else { return nil }
            if let known = ownSpellings[stem] {
                if known != text { return replace(&value, text, by: known, notes) }
            } else {
                ownSpellings[stem] = text
            }
            return nil
        default: return nil
        }
    }

    private func replace(
        _ value: inout FeedValue, _ text: String, by known: String, _ notes: ReadingNotes
    ) -> String? {
        if notes.matchedIDs == 0 { notes.matchedID = "\(text) and \(known)" }
        notes.matchedIDs += 1
        value = .text(known)
        return nil
    }

    private func spelling(
        of text: String, in spellings: inout [Substring: String]?,
        _ all: @autoclosure () -> [Substring: String]
    ) -> String? {
        guard let stem = SalesforceID.stem(text) else { return nil }
        let known = spellings ?? all()
        spellings = known
        return known[stem]
    }

    private static func spellings(_ ids: some Sequence<String>) -> [Substring: String] {
        var spellings: [Substring: String] = [:]
        for id in ids {
            if let stem = SalesforceID.stem(id) { spellings[stem] = id }
        }
        return spellings
    }
}

/// The two spellings of a Salesforce identifier: fifteen characters in which case matters, or the
/// same with a checksum of their case in three more.
///
/// Source: Salesforce, "What are ID field types?".
enum SalesforceID {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".utf8)

    /// The fifteen characters that identify the record; nil if a text is in neither spelling.
    static func stem(_ text: String) -> Substring? {
        let bytes = Array(text.utf8)
        guard bytes.count == 15 || bytes.count == 18,
            bytes.allSatisfy({
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
            })
        else { return nil }
        if bytes.count == 18 {
            for group in 0..<3 {
                var capitals = 0
                for place in 0..<5 where (65...90).contains(bytes[group * 5 + place]) {
                    capitals |= 1 << place
                }
                guard bytes[15 + group] == digits[capitals] else { return nil }
            }
        }
        return text.prefix(15)
    }
}
