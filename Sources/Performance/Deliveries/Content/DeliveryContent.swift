import Charting
import Deck
package import Delivery
import Office
package import Publishing
import Review
import ReviewCharts

/// What a delivery brings. Every kind is attached to the message as files.
///
/// A new kind is a case here and its files in `attachments(of:)`; settings, lists and pages then have
/// it by its name.
package enum DeliveryContent: String, Sendable, CaseIterable {
    /// The month on one screen: the text of the message, and the same as a page with a picture. That of a
    /// CSM is the text alone.
    case brief
    /// All figures that the role may see, as one page with its pictures.
    case page
    /// The slides, with charts that can be edited.
    case deck
    /// The tables that the role may see, as a workbook.
    case workbook

    /// What it is for a role: nil where the role can have it, otherwise the roles that can.
    package func refusal(for reader: PageReader) -> String? {
        switch (self, reader) {
        case (.deck, .team), (.deck, .csm): "vp and board"
        case (.workbook, .board): "vp, manager and csm"
        default: nil
        }
    }

    /// The files.
    ///
    /// - Throws: an error that says what is missing. Nothing is sent then.
    package func attachments(of delivered: DeliveredReview) throws -> [Attachment] {
        switch self {
        case .brief:
            if case .csm = delivered.reader { return [] }
            return [
                delivered.file(
                    "brief", "html", type: "text/html; charset=utf-8",
                    try delivered.page.briefHTML(
                        chart: delivered.charts.contains(.renewalRate) ? .renewalRate : nil,
                        fonts: try delivered.fonts()))
            ]
        case .page:
            return [
                delivered.file(
                    "review", "html", type: "text/html; charset=utf-8",
                    try delivered.page.html(
                        charts: delivered.charts, fonts: try delivered.fonts()))
            ]
        case .deck: return [try delivered.deck()]
        case .workbook: return try [delivered.workbook()].compactMap(\.self)
        }
    }
}

extension DeliveredReview {
    /// The slides of a board, or of people who may see everybody.
    fileprivate func deck() throws -> Attachment {
        let fonts = try fonts()
        let slides = try ReviewDeck(whole, for: reader == .board ? .board : .vp).presentation(
            charts: .native
        ) { try renderPNG($0, size: .reference, theme: .light, fonts: fonts) }
        return file(
            "deck", "pptx",
            type: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            try slides.pptx(on: .standard).bytes)
    }

    /// The tables; nil for a board, which has none.
    fileprivate func workbook() throws -> Attachment? {
        let tables: ReviewWorkbook.Reader
        switch reader {
        case .everybody: tables = .everybody
        case .team(let team): tables = .team(team)
        case .csm(let id): tables = .csm(id)
        case .board: return nil
        }
        return file(
            "review", "xlsx",
            type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            try ReviewWorkbook(whole, for: tables).xlsx())
    }
}
