import DeskAccess
import Templating
import Web

/// The frame of a page: its title, the viewer, and the links to other sections.
struct Layout {
    let title: String
    let viewer: Viewer?
    /// The path of the page, which tells the section.
    let path: String
    /// What stands beside the title; empty for nothing.
    var aside = ""

    /// The complete page.
    ///
    /// - Throws: an error if a template is broken.
    func reply(_ content: String) throws -> Reply {
        let values: [String: Any] = [
            "title": title, "content": content, "isSignedIn": viewer != nil, "aside": aside,
            "hasAside": !aside.isEmpty,
            "sections": (viewer?.sections ?? []).map { section in
                [
                    "address": section.address, "label": section.label,
                    "isHere": section.address == path,
                    "isWithin": section.address != path
                        && section.within.contains { path.hasPrefix($0) },
                ] as [String: Any]
            },
        ]
        return Reply(Array(try deskTemplates.text("layout", values).utf8), Reply.html)
    }
}

/// A link in the head of every page, and the paths of the pages that belong to it.
struct Section {
    let address: String
    let label: String
    var within: [String] = []
}

extension Viewer {
    /// The sections that the viewer may open. The one to start with comes first.
    var sections: [Section] {
        var sections: [Section] = []
        if reach(to: .accounts) != nil {
            sections += [
                Section(address: "/portfolio", label: "Portfolio", within: ["/accounts/"]),
                Section(address: "/monday", label: "Monday"),
            ]
        }
        sections += teams.map { team in
            Section(
                address: "/teams/\(team.inPath)", label: teams.count == 1 ? "Team" : "Team \(team)")
        }
        if reach(to: .settings) != nil {
            sections.append(
                Section(address: "/settings", label: "Settings", within: ["/settings/"]))
        }
        if reach(to: .imports) != nil {
            sections.append(Section(address: "/import", label: "Import"))
        }
        return sections + [Section(address: "/you", label: "You")]
    }
}
