import DeskAccess
import Hummingbird
import SignIn
import Templating
import Web

/// The start page, and what a viewer is told about their own access.
enum OwnPages {
    static let all: [Endpoint] = [start, own]

    private static let start = Endpoint(
        method: .get, path: "/", gate: .anyone, summary: "Leads to the first page of a role.",
        answers: [(.seeOther, nil)], isPage: true
    ) { call in
        let first = try call.knownViewer().sections.first?.address ?? "/you"
        return Response(status: .seeOther, headers: [.location: first])
    }

    private static let own = Endpoint.page("/you", .anyone, "Who is signed in.") { call in
        let viewer = try call.knownViewer()
        return try call.page(
            "Your access", "/you", "you",
            [
                "name": viewer.name, "role": viewer.role.words, "part": viewer.part,
                "hasPart": !viewer.part.isEmpty, "form": call.formField ?? "",
                "isBrowser": call.session != nil, "does": viewer.role.sentence,
            ])
    }
}

extension Role {
    /// What the role may do, in a sentence.
    fileprivate var sentence: String {
        switch self {
        case .csm: "You see the accounts that you own today, and write what you know about them."
        case .lead: "You see the accounts of your teams, and write down tasks that you agree on."
        case .admin: "You run the service: access, settings, imports. You see no account."
        case .importer: "You import files. You see no account."
        }
    }
}
