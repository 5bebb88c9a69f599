package import Calendar
package import Identity

/// A viewer of a service: what each role reaches, and how pages speak of it.
package protocol SignInViewer: SessionViewer where Role: TitledRole {
    /// A kind of content that the service shows, or of action that it performs.
    associatedtype Right: AccessRight
    /// How much of a kind of content a viewer may see.
    associatedtype Reach: AccessReach

    /// What the service calls things where people sign in.
    static var terms: SignInTerms<Role> { get }
    /// What the role is limited to, as one text; empty for a role without limits.
    var part: String { get }
    /// Who it is, and with which role, in a list.
    var words: String { get }

    /// A viewer.
    ///
    /// - Parameters:
    ///   - subject: the unique identifier.
    ///   - name: the display name.
    ///   - role: the role.
    ///   - parts: what the role is limited to, by the names in `terms.parts`.
    init(subject: String, name: String, role: Role, parts: [String: [String]])
    /// How much the viewer may see or do under a right; nil for nothing at all.
    func reach(to right: Right) -> Reach?
}

/// A role that has a title.
package protocol TitledRole {
    /// The role's name as shown to people.
    var words: String { get }
}

/// A kind of content or of action.
package protocol AccessRight: Sendable {
    /// Who has access, and the settings of the service.
    static var settings: Self { get }
}

/// How much of a kind of content somebody may see.
package protocol AccessReach: Sendable {
    /// All of it.
    static var all: Self { get }
    /// How much it is, in words: `their own`; nil for all.
    var words: String? { get }
}

/// What a service calls things where people sign in and get access.
package struct SignInTerms<Role: Sendable>: Sendable {
    /// The program's command, and the realm of its tokens: `parallax-desk`.
    package let command: String
    /// The program in a sentence: "the desk".
    package let program: String
    /// What roles are limited to, in the order in which it is asked for.
    package let parts: [ViewerPart<Role>]
    /// The column of what a role is limited to: "Team or branch".
    package let anyPart: String
    /// What the name in a form is for, as a sentence.
    package let nameNote: String
    /// Whether the settings page names the provider's issuer and the claim with the role.
    package let namesClaims: Bool
    /// A day as shown to people.
    package let dayText: @Sendable (Day) -> String

    /// These terms.
    package init(
        command: String, program: String, parts: [ViewerPart<Role>], anyPart: String,
        nameNote: String, namesClaims: Bool, dayText: @escaping @Sendable (Day) -> String
    ) {
        self.command = command
        self.program = program
        self.parts = parts
        self.anyPart = anyPart
        self.nameNote = nameNote
        self.namesClaims = namesClaims
        self.dayText = dayText
    }

    /// A name for a cookie or a claim of this service: `parallax_desk_session`.
    package func name(_ what: String) -> String {
        command.split(separator: "-").joined(separator: "_") + "_" + what
    }
}

/// What one role is limited to, such as a team.
package struct ViewerPart<Role: Sendable>: Sendable {
    /// Its name as a field of a form and in the name of a claim.
    package let name: String
    /// The role that has it.
    package let role: Role
    /// The label of its field.
    package let label: String
    /// What has to be given, in a sentence: "the team’s name".
    package let what: String
    /// Whether somebody may have several.
    package let takesMany: Bool

    /// A part with these properties.
    package init(
        _ name: String, of role: Role, label: String, what: String, takesMany: Bool = false
    ) {
        self.name = name
        self.role = role
        self.label = label
        self.what = what
        self.takesMany = takesMany
    }
}
