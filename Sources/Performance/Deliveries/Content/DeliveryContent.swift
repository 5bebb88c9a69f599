package import Delivery
import Publishing
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
        }
    }
}
