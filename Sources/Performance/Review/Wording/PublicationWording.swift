import Calendar
package import Closing
import Domain

extension Publication {
    /// In a few words, for the footer of a chart; nil where there is nothing to say.
    package var shortWords: String? {
        switch self {
        case .open: nil
        case .preview(let last): "preview through \(last.words)"
        case .published(let edition, let closed, Policy.methodsVersion):
            "as published, edition \(edition) of \(closed.day.words)"
        case .published(let edition, let closed, _):
            "edition \(edition) of \(closed.day.words), made anew by methods version "
                + "\(Policy.methodsVersion)"
        case .current(let edition, let closed, let isRestated):
            (isRestated ? "restated since" : "unchanged since")
                + " edition \(edition) of \(closed.day.words)"
        }
    }

    /// In a sentence, for pages and the command line; nil where there is nothing to say.
    package var sentence: String? {
        switch self {
        case .open: nil
        case .preview(let last):
            "This is a preview: CSMs may dispute facts behind it through \(last.words), and "
                + "figures may change."
        case .published(let edition, let closed, Policy.methodsVersion):
            "As published: edition \(edition), closed on \(closed.day.words)."
        case .published(let edition, let closed, let methods):
            "Edition \(edition), closed on \(closed.day.words). The methods changed since, from "
                + "version \(methods) to \(Policy.methodsVersion): review.json is as published, and "
                + "pages and charts are made anew from the same facts and policy."
        case .current(let edition, let closed, true):
            "These are today’s figures: restated since edition \(edition), closed on "
                + "\(closed.day.words)."
        case .current(let edition, let closed, false):
            "These are today’s figures. Nothing was restated since edition \(edition), closed on "
                + "\(closed.day.words)."
        }
    }
}
