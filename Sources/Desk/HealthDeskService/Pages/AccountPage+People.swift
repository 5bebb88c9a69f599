import Calendar
import Domain
import Formats
import HealthDesk
import Web

extension AccountPage {
    /// The contacts, the roles that nobody has, and the CSM's own rating.
    var peopleValues: [String: Any] {
        let day = open.day
        let there = standing.contacts.filter { $0.isThere(on: day) }
        let gone = standing.contacts.filter { $0.until.map { $0 <= day } ?? false }
        let gaps =
            standing.contacts.isEmpty
            ? [] : [Contact.Role.sponsor, .champion].compactMap { gap($0, there, gone) }
        let rating = open.ratings(standing).first
        return [
            "contacts": there.map(row), "hasContacts": !there.isEmpty,
            "noContacts": standing.contacts.isEmpty,
            "gone": gone.map(row), "hasGone": !gone.isEmpty,
            "gaps": gaps.map { ["words": $0] }, "hasGaps": !gaps.isEmpty,
            "hasRating": rating != nil, "rating": rating?.level.rawValue ?? "",
            "ratingNote": rating?.note ?? "", "hasRatingNote": rating?.note != nil,
            "ratingBy": rating.map { "\(open.csms[$0.csm].name), \($0.rated.words)" } ?? "",
        ]
    }

    private func row(_ contact: Contact) -> [String: Any] {
        [
            "name": contact.name ?? "Without a name", "role": contact.role.rawValue,
            "from": contact.from?.words ?? "", "hasFrom": contact.from != nil,
            "until": contact.until?.words ?? "",
            "end": "\(standing.address)/contacts/\(contact.id.inPath)/end",
        ]
    }

    /// A role that nobody has, in words; nil if somebody has it.
    private func gap(_ role: Contact.Role, _ there: [Contact], _ gone: [Contact]) -> String? {
        guard !there.contains(where: { $0.role == role }) else { return nil }
        let last = gone.filter { $0.role == role }.compactMap(\.until).max()
        return "No \(role.rawValue)" + (last.map { " since \($0.words)" } ?? " so far")
    }
}

/// Something that happened with an account, for its timeline.
struct TimelineEntry {
    let day: Day
    let what: String
    let who: String
    let text: String
    /// What it looks like: `touch`, `quiet`, `note`, `override`, `rating`.
    let kind: String

    /// The values of its part of the template.
    var values: [String: Any] {
        [
            "day": day.words, "moment": day.description, "what": what, "who": who,
            "hasWho": !who.isEmpty, "text": text, "hasText": !text.isEmpty, "entryKind": kind,
        ]
    }
}

extension AccountPage {
    /// Touches, notes, overrides, ratings and dismissed playbooks, newest first.
    var timeline: [TimelineEntry] {
        let csms = open.csms
        let touches = open.touches(standing).map { touch in
            TimelineEntry(
                day: touch.held, what: touch.kind.words.withCapitalInitial,
                who: touch.csm.map { csms[$0].name } ?? "", text: touch.summary ?? "",
                kind: touch.kind == .note ? "note" : touch.isMeaningful ? "touch" : "quiet")
        }
        let overrides = open.overrides(standing).flatMap { override -> [TimelineEntry] in
            let score = override.modelScore.map { ", the score was \($0)" } ?? ""
            // Systems write reasons as codes: `sponsor_change`.
            let reason = override.reason.map {
                String($0.map { $0 == "_" ? " " : $0 }).withCapitalInitial
            }
            var entries = [
                TimelineEntry(
                    day: override.logged,
                    what: "Said to be \(override.asserted.word)\(score)",
                    who: csms[override.csm].name,
                    text: [reason, override.note].compactMap { $0 }.joined(separator: ": "),
                    kind: "override")
            ]
            if let day = override.withdrawn, day <= open.day {
                entries.append(
                    TimelineEntry(
                        day: day, what: "Override to \(override.asserted.word) withdrawn",
                        who: csms[override.csm].name, text: "", kind: "override"))
            }
            return entries
        }
        let ratings = open.ratings(standing).map { rating in
            TimelineEntry(
                day: rating.rated, what: "Rated \(rating.level.rawValue)",
                who: csms[rating.csm].name, text: rating.note ?? "", kind: "rating")
        }
        let dismissals = open.dismissals(standing).map { dismissal in
            let name =
                open.configuration.playbooks.first { $0.name == dismissal.playbook }?.title
                ?? dismissal.playbook
            return TimelineEntry(
                day: dismissal.dismissed, what: "Playbook set aside: \(name)",
                who: dismissal.csm.map { csms[$0].name } ?? "", text: dismissal.reason,
                kind: "note")
        }
        let all = touches + overrides + ratings + dismissals
        return all.enumerated().sorted { left, right in
            left.element.day == right.element.day
                ? left.offset < right.offset : left.element.day > right.element.day
        }.map(\.element)
    }
}
