import Calendar
import Identity
import SignIn
import Testing
import Web

/// The viewers of a made-up service: clerks see a branch, heads everything.
private struct Librarian: SignInViewer {
    enum Role: String, CaseIterable, TitledRole {
        case head, clerk, reader

        var words: String { rawValue }
    }

    enum Right: AccessRight, Equatable { case shelves, settings }

    enum Reach: AccessReach {
        case all, branches

        var words: String? { self == .all ? nil : "their branches" }
    }

    static let prefixes = IDPrefixes(secret: "lib_", token: "ltok-", person: "lper-")
    static let terms = SignInTerms<Role>(
        command: "town-library", program: "the library",
        parts: [ViewerPart("branch", of: .clerk, label: "Branches", what: "a branch")],
        anyPart: "Branches", nameNote: "", namesClaims: false, dayText: \.description)

    let subject: String
    let name: String
    let role: Role
    let branches: [String]

    var sessionWords: [String?] { [] }
    var part: String { branches.joined(separator: ", ") }
    var words: String { name }

    init(subject: String, name: String, role: Role, parts: [String: [String]]) {
        self.subject = subject
        self.name = name
        self.role = role
        branches = parts["branch"] ?? []
    }

    init?(sessionWords words: [String?]) { nil }

    func identified(by subject: String) -> Librarian {
        Librarian(subject: subject, name: name, role: role, parts: ["branch": branches])
    }

    func reach(to right: Right) -> Reach? {
        switch (role, right) {
        case (.head, _): .all
        case (.clerk, .shelves): branches.isEmpty ? nil : .branches
        default: nil
        }
    }
}

private enum Gate: SignInGate {
    typealias Viewer = Librarian

    case open, anyone
    case reaching(Librarian.Right)

    var right: Librarian.Right? { if case .reaching(let right) = self { right } else { nil } }
}

@Suite struct SignInGateTests {
    @Test func `A gate says which roles pass it, and how much they have`() {
        #expect(Gate.open.callers == "Open to all." && Gate.open.isOpen)
        #expect(Gate.anyone.callers == "Every role." && !Gate.anyone.isOpen)
        #expect(Gate.reaching(.shelves).callers == "Roles: head, clerk (their branches).")
        #expect(Gate.reaching(.settings).callers == "Roles: head.")
        #expect(!Gate.reaching(.settings).isOpen)
    }

    @Test func `Cookies and claims have the name of their service`() {
        #expect(Librarian.terms.name("session") == "town_library_session")
        let provider = SignInProvider<Librarian>(OIDCProvider(issuer: "https://example.com"))
        #expect(provider.roleClaim == "town_library_role")
        #expect(provider.partClaims == ["branch": "town_library_branch"])
        #expect(provider.roles == ["head": .head, "clerk": .clerk, "reader": .reader])
        #expect(provider.contact == "an administrator of the library")
    }
}
