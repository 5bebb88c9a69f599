import ArgumentParser
import DeskAccess
import Identity
import IdentityStorage
import Terminal

struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "Give people access who sign in with the company's provider, list and end it.",
        subcommands: [Add.self, List.self, Remove.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a person access, by their e-mail address or their identifier.")

        @OptionGroup var ledger: DeskLedgerOptions
        @OptionGroup var access: AccessOptions

        @Option(help: "Their e-mail address, which the provider must have verified.")
        var email: String?

        @Option(help: "Or their identifier at the provider (the claim 'sub').")
        var subject: String?

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
        }

        func run() throws {
            let key = email.flatMap(emailKey)
            let whose = key ?? subject ?? ""
            let person = Person(
                email: key, subject: subject, viewer: access.viewer(named: whose),
                added: Terminal.now())
            guard try ledger.accessStore().add(person) else { throw DeskError.knownPerson(whose) }
            try Terminal.show(
                "\(person.id) for \(person.viewer.name), \(person.viewer.role.rawValue). They sign "
                    + "in as \(whose).")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the people with access.")

        @OptionGroup var ledger: DeskLedgerOptions

        func run() throws {
            var table = Table(["person", "who", "role", "csm or teams", "signs in as", ""])
            let people = try ledger.accessStore().people()
            for person in people {
                table.add([
                    person.id, person.viewer.name, person.viewer.role.rawValue,
                    person.viewer.part, person.email ?? person.subject ?? "",
                    person.subject == nil ? "not yet" : "",
                ])
            }
            try Terminal.show(
                people.isEmpty
                    ? "Nobody yet: `parallax-desk person add --email ADDRESS --role csm --csm ID`."
                    : table.text)
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a person's access and their sessions, at once.")

        @OptionGroup var ledger: DeskLedgerOptions

        @Argument(help: "The person's identifier, as `parallax-desk person list` has it.")
        var id: String

        func run() throws {
            guard try ledger.accessStore().remove(person: id, at: Terminal.now()) else {
                throw DeskError.unknownPerson(id)
            }
            try Terminal.show("Ended the access of \(id).")
        }
    }
}
