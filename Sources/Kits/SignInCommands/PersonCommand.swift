package import ArgumentParser
import Calendar
import Formats
import Identity
import SignIn
import Terminal

/// Gives people access who sign in with the company's provider, lists them and ends their access.
package struct PersonCommand<Program: AccessProgram>: ParsableCommand {
    /// The command's name and its commands.
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "person",
            abstract:
                "Give people access who sign in with the company's provider, list and end it.",
            subcommands: [
                AddPerson<Program>.self, ListPeople<Program>.self,
                RemovePerson<Program>.self,
            ])
    }

    /// The command without arguments.
    package init() {}
}

struct AddPerson<Program: AccessProgram>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "add",
            abstract: "Give a person access, by their e-mail address or their identifier.")
    }

    @OptionGroup var file: Program.File

    @Option(help: "Their e-mail address, which the provider must have verified.")
    var email: String?

    @Option(help: "Or their identifier at the provider (the claim 'sub').")
    var subject: String?

    @OptionGroup var holder: Program.Holder

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
        let person = AdmittedPerson(
            email: key, subject: subject, viewer: holder.viewer(named: key ?? subject),
            added: Terminal.now())
        guard try file.accessStore().add(person) else {
            throw AccessCommandError.knownPerson(person.key, command: Program.command)
        }
        try Terminal.show(
            "\(person.id) for \(person.viewer.name), \(person.viewer.role.rawValue). They sign "
                + "in as \(person.key).")
    }
}

struct ListPeople<Program: AccessProgram>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: "List the people with access.")
    }

    @OptionGroup var file: Program.File

    @Flag(help: "Print as JSON.")
    var json = false

    func run() throws {
        let people = try file.accessStore().people()
        if json {
            return try Terminal.print(
                JSON.array(people.map { .object(Program.members(of: $0)) }).document)
        }
        var table = Table([
            "person", "who", "role", Program.Viewer.terms.anyPart.lowercased(), "signs in as", "",
        ])
        for person in people {
            table.add([
                person.id, person.viewer.name, person.viewer.role.rawValue, person.viewer.part,
                person.key, person.subject == nil ? "not yet" : "",
            ])
        }
        try Terminal.show(
            people.isEmpty
                ? "Nobody yet: "
                    + "`\(Program.command) person add --email ADDRESS \(Program.exampleHolder)`."
                : table.text)
    }
}

struct RemovePerson<Program: AccessProgram>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "remove", abstract: "End a person's access and their sessions, at once.")
    }

    @OptionGroup var file: Program.File

    @Argument(help: "The person's identifier, as `\(Program.command) person list` has it.")
    var id: String

    func run() throws {
        guard try file.accessStore().remove(person: id, at: Terminal.now()) else {
            throw AccessCommandError.unknownPerson(id, command: Program.command)
        }
        try Terminal.show("Ended the access of \(id).")
    }
}

extension AccessProgram {
    /// The JSON members of a person.
    fileprivate static func members(
        of person: AdmittedPerson<Viewer>
    ) -> [(name: String, value: JSON)] {
        [("person_id", .text(person.id))] + members(of: person.viewer) + [
            ("email", .optional(person.email)), ("subject", .optional(person.subject)),
            ("added", .text(person.added.description)),
        ]
    }
}
