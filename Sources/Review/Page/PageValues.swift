import Mustache

/// A piece of the page: a plain struct of words whose names the template asks for.
protocol PagePart {}

extension ReviewPage: PagePart {}
extension ReviewPage.Picture: PagePart {}
extension ReviewPage.TeamRow: PagePart {}
extension ReviewPage.TeamRow.Cell: PagePart {}
extension PageCard: PagePart {}
extension PageCard.Row: PagePart {}
extension PageFair: PagePart {}
extension PageFair.Kind: PagePart {}
extension PageFair.Book: PagePart {}
extension PageIssue: PagePart {}
extension PageFeed: PagePart {}
extension PageConstant: PagePart {}
extension PageTrends: PagePart {}
extension EpisodePage.Words: PagePart {}
extension EpisodePage.Words.Line: PagePart {}
extension PageAudit: PagePart {}
extension PageAudit.Direction: PagePart {}
extension PageAudit.Figure: PagePart {}
extension PageAudit.Finding: PagePart {}
extension PageAudit.Recent: PagePart {}

/// The members of a part by name, looked at once: the template engine by itself would reflect on
/// the part again for every word.
struct PageValues: MustacheParent {
    private let members: [String: Any]

    init(_ part: any PagePart) {
        var members: [String: Any] = [:]
        for child in Mirror(reflecting: part).children {
            if let label = child.label, let value = Self.value(child.value) {
                members[label] = value
            }
        }
        self.members = members
    }

    func child(named name: String) -> Any? { members[name] }

    /// A member as the template engine takes it; nil for an optional without a value.
    private static func value(_ member: Any) -> Any? {
        switch member {
        case let text as String: text
        case let flag as Bool: flag
        case let part as any PagePart: PageValues(part)
        case let parts as [any PagePart]: parts.map(PageValues.init)
        default: Mirror(reflecting: member).displayStyle == .optional ? nil : member
        }
    }
}
