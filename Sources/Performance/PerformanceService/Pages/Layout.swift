import Access
import Calendar
import Domain
import Review
import Templating
import Web

/// The frame of a page: the viewer, the links to other sections, and the month.
struct Layout {
    /// A link in the page's header.
    struct Link {
        let address: String
        let label: String
    }

    let title: String
    /// The month of the page. If the page has none, the month that its links lead to.
    let month: Month?
    let months: [Month]
    let viewer: Viewer?
    /// The page's path after the month: `/csms/c1`.
    let section: String
    let digests: (policy: String, data: String)?
    /// The review that the page shows; nil for a page of none.
    var review: ReviewPlace?

    /// The complete page.
    ///
    /// - Throws: an error if a template is broken.
    func reply(_ content: String) throws -> Reply {
        let place = review?.address ?? month?.description
        let downloads =
            digests == nil ? [] : place.map { viewer?.downloads(at: $0) ?? [] } ?? []
        let links = place.map { viewer?.sections(at: $0) ?? [] } ?? []
        let values: [String: Any] = [
            "title": title, "content": content, "isSignedIn": viewer != nil,
            "sections": links.map { link in
                [
                    "address": link.address, "label": link.label,
                    "isHere": place.map { link.address == "/months/\($0)\(section)" } ?? false,
                    "isWithin": place.map {
                        "/months/\($0)\(section)".hasPrefix(link.address + "/")
                            && link.address != "/months/\($0)"
                    } ?? false,
                ] as [String: Any]
            },
            "months": months.map { month in
                [
                    "address": "/months/\(month)\(section)", "label": month.name,
                    "value": month.description,
                    "isHere": month == self.month && review?.isOfMonth ?? true,
                ] as [String: Any]
            },
            "periods": (review?.periods ?? []).map { name in
                ["address": "/months/\(name)\(section)", "label": name, "isHere": name == place]
                    as [String: Any]
            },
            "publication": review?.sentence ?? "",
            "hasPublication": review?.sentence != nil,
            "publicationLinks": (review?.links ?? []).map {
                ["address": $0.address, "label": $0.label]
            },
            "hasMonths": months.count > 1, "month": review?.title ?? month?.fullName ?? "",
            "hasImports": viewer?.reach(to: .imports) != nil,
            "isImport": section == "/import", "isWithinImport": section == "/import/file",
            "hasLog": viewer?.reach(to: .accessLog) != nil, "isLog": section == "/access-log",
            "hasDeliveries": viewer?.reach(to: .deliveries) != nil,
            "isDeliveries": section == "/deliveries",
            "hasSettings": viewer?.reach(to: .settings) != nil,
            "isSettings": section == "/settings",
            "isWithinSettings": section.hasPrefix("/settings/"),
            "isAccount": section == "/account", "sectionPath": section,
            "downloads": downloads, "hasDownloads": !downloads.isEmpty,
            "policyDigest": digests?.policy ?? "",
            "dataDigest": digests?.data ?? "", "hasDigests": digests != nil,
        ]
        return Reply(Array(try serviceTemplates.text("layout", values).utf8), Reply.html)
    }
}

extension Viewer {
    /// The files of a month that the viewer may take along, each with its address and label.
    func downloads(at place: String) -> [[String: String]] {
        let review = "/api/v1/reviews/\(place)"
        let all: [(Right, Reach?, String, String)] = [
            (.cards, nil, "/workbook.xlsx", "Numbers (XLSX)"),
            (.everybody, .all, "/deck.pptx?for=vp", "Slides (PPTX)"),
            (.charts, .all, "/deck.pptx?for=board", "Slides for the board (PPTX)"),
        ]
        return all.compactMap { right, least, path, label in
            guard let reach = reach(to: right), least == nil || reach == least else { return nil }
            return ["address": review + path, "label": label]
        }
    }

    /// The sections of a month that the viewer may open. The one to start with comes first.
    func sections(at place: String) -> [Layout.Link] {
        let all: [(Right, String, String)] = [
            (.overview, "", "Brief"), (.cards, "/csms", "CSMs"), (.audit, "/audit", "Overrides"),
            (.audit, "/signals", "Signals"),
            (.episodes, "/episodes", "Episodes"), (.trends, "/trends", "Trends"),
            (.auditCharts, "/charts", "Charts"), (.quality, "/data-quality", "Data quality"),
        ]
        var links = all.compactMap { right, path, label in
            reach(to: right) == nil
                ? nil
                : Layout.Link(address: "/months/\(place)\(path)", label: label)
        }
        switch reach(to: .overview) {
        case .all:
            links.insert(Layout.Link(address: "/months/\(place)/company", label: "Company"), at: 1)
        case .team(let team):
            links.insert(
                Layout.Link(address: "/months/\(place)/teams/\(team.inPath)", label: "Your team"),
                at: 1)
        default: break
        }
        if case .own(let csm) = reach(to: .cards) {
            links[0] = Layout.Link(
                address: "/months/\(place)/csms/\(csm.text.inPath)", label: "Your card")
        }
        return links
    }
}
