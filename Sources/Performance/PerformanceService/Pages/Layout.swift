import Calendar
import Formats
import Templating
import Access
import Domain
import Hummingbird
import Mustache
import Review

/// A page around what it is about: who reads it, where else they may go, which month.
struct Layout {
    /// A link of the page's head.
    struct Link {
        let address: String
        let label: String
    }

    let title: String
    /// The month that the page is about, or else that its links lead to.
    let month: Month?
    let months: [Month]
    let viewer: Viewer?
    /// The path of the page behind the month: `/csms/c1`.
    let section: String
    let digests: (policy: String, data: String)?

    /// The whole page as an answer.
    ///
    /// - Throws: when a template is broken.
    func reply(_ content: String) throws -> Reply {
        let links = month.map { month in viewer?.sections(of: month) ?? [] } ?? []
        let values: [String: Any] = [
            "title": title, "content": content, "isSignedIn": viewer != nil,
            "sections": links.map { link in
                [
                    "address": link.address, "label": link.label,
                    "isHere": month.map { link.address == "/months/\($0)\(section)" } ?? false,
                    "isWithin": month.map {
                        "/months/\($0)\(section)".hasPrefix(link.address + "/")
                            && link.address != "/months/\($0)"
                    } ?? false,
                ] as [String: Any]
            },
            "months": months.map { month in
                [
                    "address": "/months/\(month)\(section)", "label": month.name,
                    "value": month.description, "isHere": month == self.month,
                ] as [String: Any]
            },
            "hasMonths": months.count > 1, "month": month?.fullName ?? "",
            "hasLog": viewer?.reach(to: .accessLog) != nil, "isLog": section == "/access-log",
            "isAccount": section == "/account", "sectionPath": section,
            "policyDigest": digests?.policy ?? "",
            "dataDigest": digests?.data ?? "", "hasDigests": digests != nil,
        ]
        return Reply(Array(try Templates.text("layout", values).utf8), Reply.html)
    }
}

extension Viewer {
    /// The sections of a month that the viewer may open, the one to begin with first.
    func sections(of month: Month) -> [Layout.Link] {
        let all: [(Right, String, String)] = [
            (.overview, "", "Review"), (.cards, "/csms", "CSMs"), (.audit, "/audit", "Overrides"),
            (.episodes, "/episodes", "Episodes"), (.trends, "/trends", "Trends"),
            (.auditCharts, "/charts", "Charts"), (.quality, "/data-quality", "Data quality"),
        ]
        var links = all.compactMap { right, path, label in
            reach(to: right) == nil
                ? nil
                : Layout.Link(address: "/months/\(month)\(path)", label: label)
        }
        if case .own(let csm) = reach(to: .cards) {
            links[0] = Layout.Link(
                address: "/months/\(month)/csms/\(csm.text.inPath)", label: "Your card")
        }
        return links
    }
}

/// The templates of the service's pages.
enum Templates {
    private static let library: Result<MustacheLibrary, any Error> = Result {
        let sources: [String: [UInt8]] = [
            "layout": PackageResources.layout_mustache,
            "sign_in": PackageResources.sign_in_mustache,
            "people": PackageResources.people_mustache,
            "card_head": PackageResources.card_head_mustache,
            "comments": PackageResources.comments_mustache,
            "comment_form": PackageResources.comment_form_mustache,
            "episodes": PackageResources.episodes_mustache,
            "gallery": PackageResources.gallery_mustache,
            "account": PackageResources.account_mustache,
            "views": PackageResources.views_mustache,
            "message": PackageResources.message_mustache,
        ]
        return MustacheLibrary(
            templates: try sources.mapValues {
                try MustacheTemplate(string: String(decoding: $0, as: UTF8.self))
            })
    }

    /// A template filled with values by name.
    ///
    /// - Throws: when a template is broken.
    static func text(_ name: String, _ values: [String: Any]) throws -> String {
        try library.get().render(values, withTemplate: name) ?? ""
    }
}

/// Where a browser signs in.
struct SignInPage {
    let next: String?
    let isWrong: Bool

    func response(
        to request: Request, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let content = try Templates.text(
            "sign_in", ["next": next ?? "", "hasNext": next != nil, "isWrong": isWrong])
        return try Layout(
            title: "Sign in", month: nil, months: [], viewer: nil, section: "", digests: nil
        ).reply(content).response(to: request, status: status, isKept: false)
    }
}

extension Problem {
    /// The problem as a page, from which the viewer, where one is known, goes on to a month's pages.
    func page(for request: Request, viewer: Viewer? = nil, month: Month? = nil) -> Response {
        let title =
            switch status {
            case .forbidden: "Not for your role"
            case .notFound: "Nothing here"
            default: status.reasonPhrase
            }
        let layout = Layout(
            title: title, month: month, months: [], viewer: viewer, section: "/problem",
            digests: nil)
        guard
            let text = try? Templates.text("message", ["title": title, "detail": detail]),
            let reply = try? layout.reply(text)
        else { return response(for: request) }
        var response = reply.response(to: request, status: status, isKept: false)
        for field in fields { response.headers[field.name] = field.value }
        return response
    }
}
