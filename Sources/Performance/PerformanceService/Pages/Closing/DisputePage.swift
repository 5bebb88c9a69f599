import Access
import Attribution
import Calendar
import Domain
import Formats
import Publishing
import Review
import Templating
import Web

/// The page on which a CSM picks the wrong row behind their card, and the form about it.
struct DisputePage {
    let csm: CSM
    let review: MonthlyReview
    let lists: [FactList]
    /// The hidden field that proves a form to come from the service's own pages.
    let form: String

    /// The most rows of a list that is not folded away, so that the page stays short on a phone.
    private static let mostOpen = 10

    private var card: String { "/months/\(review.address)/csms/\(csm.id.text.inPath)" }

    /// The rows behind the card, each with a link that fills the form.
    ///
    /// - Parameter disputed: what stands about a row already, by its feed and key.
    /// - Returns: the HTML.
    /// - Throws: an error if a template is broken.
    func rows(disputed: [DisputedRow: String]) throws -> String {
        let address = card
        return try serviceTemplates.text(
            "dispute_rows",
            [
                "month": review.frame.month.fullName, "card": address,
                "byHand": "\(address)/dispute?feed=renewals",
                "lists": lists.map { list -> [String: Any] in
                    [
                        "feed": list.feed.rawValue, "title": list.title, "note": list.note,
                        "count": counted(list.rows.count + list.more, "row"),
                        "isEmpty": list.rows.isEmpty, "isOpen": list.rows.count <= Self.mostOpen,
                        "hasMore": list.more > 0, "more": counted(list.more, "older row"),
                        "headings": list.headings,
                        "rows": list.rows.map { row -> [String: Any] in
                            let state = disputed[DisputedRow(feed: list.feed, key: row.key)]
                            return [
                                "account": row.account.name ?? row.account.id.text,
                                "id": row.account.id.text, "hasID": row.account.name != nil,
                                "words": row.words,
                                "cells": zip(list.headings, row.cells).map {
                                    ["label": $0, "value": $1]
                                },
                                "hasState": state != nil, "state": state ?? "",
                                "address": "\(address)/dispute?feed=\(list.feed.rawValue)&key="
                                    + row.key.inPath,
                            ]
                        },
                    ]
                },
            ])
    }

    /// The form about one row.
    ///
    /// - Parameters:
    ///   - feed: the feed of the row.
    ///   - key: its key.
    ///   - values: what it says today, by column.
    /// - Returns: the HTML.
    /// - Throws: an error if a template is broken.
    func form(feed: Feed, key: String, values: [String: String]) throws -> String {
        let known = feed.columns.filter { column in
            !column.isDerived && !(column.isKey && column.kind == .identifier)
        }
        // Which account it is of is wrong least often.
        let columns = known.filter { $0.kind != .account } + known.filter { $0.kind == .account }
        let found = lists.first { $0.feed == feed }?.rows.first { $0.key == key }
        let words = found?.words ?? "row \(key) of \(feed.rawValue)"
        let choices = columns.compactMap { column -> String? in
            guard case .word(let words) = column.kind else { return nil }
            return "\(column.title) is one of: \(words.joined(separator: ", "))."
        }
        return try serviceTemplates.text(
            "dispute_form",
            [
                "form": form, "feed": feed.rawValue, "key": key,
                "words": words.withCapitalInitial, "back": "\(card)/dispute",
                "columns": columns.map { column -> [String: Any] in
                    let value = values[column.name] ?? ""
                    return [
                        "name": column.name, "title": column.title,
                        "value": value.isEmpty ? "nothing" : value,
                    ]
                },
                "choices": choices.joined(separator: " "), "wholeRow": Dispute.wholeRow,
            ])
    }

    /// The form for a row that its writer names by feed, key and column.
    func formByHand(feed: String) throws -> String {
        try serviceTemplates.text(
            "dispute_by_hand",
            [
                "form": form, "back": "\(card)/dispute", "wholeRow": Dispute.wholeRow,
                "feeds": Dispute.feeds.map { known -> [String: Any] in
                    [
                        "feed": known.rawValue, "isChosen": known.rawValue == feed,
                        "columns": known.columns.filter { !$0.isDerived }.map(\.name)
                            .joined(separator: ", "),
                    ]
                },
            ])
    }
}

/// A row that somebody disputed.
struct DisputedRow: Hashable {
    let feed: Feed
    let key: String
}

extension FeedColumn {
    /// Its name for people: "Closed date", "ARR before".
    fileprivate var title: String {
        let words = name.split(separator: "_").filter { $0 != "id" || name == "id" }.map { word in
            ["arr", "csm"].contains(word) ? word.uppercased() : String(word)
        }
        return words.joined(separator: " ").withCapitalInitial
    }
}
