import Access
import AccessLedger
import ArgumentParser
import Calendar
import Domain
import Formats
import Identity
import IdentityStorage
import Ledger
import Terminal

struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "Give people access who sign in with the company's provider, list and end it.",
        subcommands: [Add.self, List.self, Remove.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a person access, by their e-mail address or their identifier.")

        @OptionGroup var ledger: LedgerOptions

        @Option(help: "Their e-mail address, which the provider must have verified.")
        var email: String?

        @Option(help: "Or their identifier at the provider (the claim 'sub').")
        var subject: String?

        @Option(
            help: "What they may see: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
        var role: Role

        @Option(help: "With --role csm: the CSM's identifier.")
        var csm: String?

        @Option(help: "With --role manager: the team's name.")
        var team: String?

        @Option(help: "Their name, for lists and the access log (default: address or identifier).")
        var name: String?

        func validate() throws {
            guard email != nil || subject != nil else {
                throw ValidationError("Give --email or --subject.")
            }
            guard email.map({ emailKey($0) != nil }) ?? true else {
                throw ValidationError("--email '\(email ?? "")' is no e-mail address.")
            }
            guard (1...255).contains((subject ?? "-").utf8.count) else {
                throw ValidationError("--subject has 1 to 255 bytes.")
            }
            guard (role == .csm) == (csm != nil) else {
                throw ValidationError("--csm ID goes with --role csm, and the other way round.")
            }
            guard (role == .manager) == (team != nil) else {
                throw ValidationError(
                    "--team NAME goes with --role manager, and the other way round.")
            }
        }

        func run() throws {
            let key = email.flatMap(emailKey)
            let person = Person(
                email: key, subject: subject,
                viewer: Viewer(
                    subject: "", name: name ?? key ?? subject ?? "", role: role,
                    csm: csm.map { CSMID($0) }, team: team), added: Terminal.now())
            guard try ledger.accessStore().add(person) else {
                throw CommandError.knownPerson(key ?? subject ?? "")
            }
            try Terminal.show(
                "\(person.id) for \(person.viewer.name), \(role.rawValue). They sign in as "
                    + "\(key ?? subject ?? "").")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the people with access.")

        @OptionGroup var ledger: LedgerOptions

        @Flag(help: "Print as JSON.")
        var json = false

        func run() throws {
            let people = try ledger.accessStore().people()
            if json {
                try Terminal.print(JSON.array(people.map(\.json)).document)
                return
            }
            var table = Table(["person", "who", "role", "csm or team", "signs in as", ""])
            for person in people {
                let viewer = person.viewer
                table.add([
                    person.id, viewer.name, viewer.role.rawValue,
                    viewer.csm?.text ?? viewer.team ?? "", person.email ?? person.subject ?? "",
                    person.subject == nil ? "not yet" : "",
                ])
            }
            try Terminal.show(
                people.isEmpty
                    ? "Nobody yet: `parallax person add --email ADDRESS --role vp`." : table.text)
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a person's access and their sessions, at once.")

        @OptionGroup var ledger: LedgerOptions

        @Argument(help: "The person's identifier, as `parallax person list` has it.")
        var id: String

        func run() throws {
            guard try ledger.accessStore().remove(person: id, at: Terminal.now()) else {
                throw CommandError.unknownPerson(id)
            }
            try Terminal.show("Ended the access of \(id).")
        }
    }
}

extension Person {
    /// The person in JSON.
    fileprivate var json: JSON {
        [
            "person_id": .text(id), "name": .text(viewer.name),
            "role": .text(viewer.role.rawValue), "csm_id": .optional(viewer.csm?.text),
            "team": .optional(viewer.team), "email": .optional(email),
            "subject": .optional(subject), "added": .text(added.description),
        ]
    }
}
