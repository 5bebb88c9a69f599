package import ArgumentParser
package import Formats
package import Identity
package import SignIn

/// A program on whose command line people are given access.
///
/// ```swift
/// subcommands: [TokenCommand<Desk>.self, PersonCommand<Desk>.self, …]
/// ```
package protocol AccessProgram: Sendable {
    /// Who gets access.
    associatedtype Viewer: SignInViewer
    /// The options that name the program's file.
    associatedtype File: AccessFileOptions where File.Store.Viewer == Viewer
    /// The options that say who gets access, and to what.
    associatedtype Holder: HolderOptions where Holder.Viewer == Viewer

    /// Options for an example of a holder: `--role vp`.
    static var exampleHolder: String { get }

    /// What the role of a viewer is limited to, as members of a JSON object.
    static func parts(of viewer: Viewer) -> [(name: String, value: JSON)]
    /// Prints a note where what a role is limited to is not known. It may be mistyped.
    static func note(_ viewer: Viewer, in file: File)
}

/// The options that name the file of a program.
package protocol AccessFileOptions: ParsableArguments {
    /// Where the program keeps who has access.
    associatedtype Store: SignInStore

    /// The file with tokens and people.
    var accessFile: String { get }
    /// The store in that file.
    func accessStore() throws -> Store
}

/// The options that say who gets access, and to what.
package protocol HolderOptions: ParsableArguments {
    /// Who gets access.
    associatedtype Viewer: SignInViewer

    /// The holder.
    ///
    /// - Parameter other: the name if none is given; nil for one made of the role.
    /// - Returns: a viewer without a subject.
    func viewer(named other: String?) -> Viewer
}

extension AccessProgram {
    /// The program's command.
    static var command: String { Viewer.terms.command }

    /// The role of a viewer and what it is limited to, as members of a JSON object.
    static func members(of viewer: Viewer) -> [(name: String, value: JSON)] {
        [("name", .text(viewer.name)), ("role", .text(viewer.role.rawValue))] + parts(of: viewer)
    }

    /// Prints nothing.
    package static func note(_ viewer: Viewer, in file: File) {}
}
