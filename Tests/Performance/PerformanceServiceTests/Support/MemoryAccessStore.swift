import Access
import Calendar
import Domain
import Identity
import Storage
import Synchronization

/// Tokens, access log and comments in memory.
final class MemoryAccessStore: AccessStore {
    private struct State {
        var tokens: [Token] = []
        var people: [Person] = []
        var ended: Set<String> = []
        var records: [AccessRecord] = []
        var comments: [Comment] = []
        var disputes: [Dispute] = []
        var answers: [Int: DisputeAnswer] = [:]
        var conclusions: [Conclusion] = []
        var events: [DeliveryEvent] = []
        var isDamaged = false
    }

    let signingKey: [UInt8] = Array(0..<32)
    private let state = Mutex(State())

    /// Makes every later call fail as a damaged file does.
    func damage() { state.withLock { $0.isDamaged = true } }

    private func using<Value: Sendable>(
        _ body: (inout sending State) throws -> sending Value
    ) throws -> Value {
        try state.withLock { state in
            guard !state.isDamaged else {
                throw StorageError.unreadable(path: "/secret/access", reason: "malformed")
            }
            return try body(&state)
        }
    }

    func add(_ token: Token) throws { try using { $0.tokens.append(token) } }

    func token(hash: [UInt8]) throws -> Token? {
        try using { $0.tokens.first { $0.hash == hash } }
    }

    func token(id: String) throws -> Token? { try using { $0.tokens.first { $0.id == id } } }

    func tokens() throws -> [Token] { try using { $0.tokens.reversed() } }

    func revoke(_ id: String, at time: Instant) throws -> Bool {
        try using { state in
            guard let index = state.tokens.firstIndex(where: { $0.id == id && $0.revoked == nil })
            else { return false }
            let token = state.tokens[index]
            state.tokens[index] = Token(
                id: token.id, hash: token.hash, viewer: token.viewer, created: token.created,
                expires: token.expires, revoked: time)
            return true
        }
    }

    func add(_ person: Person) throws -> Bool {
        try using { state in
            let isKnown = state.people.contains {
                $0.email != nil && $0.email == person.email
                    || $0.subject != nil && $0.subject == person.subject
            }
            if !isKnown { state.people.append(person) }
            return !isKnown
        }
    }

    func people() throws -> [Person] { try using { $0.people.reversed() } }

    func person(id: String) throws -> Person? { try using { $0.people.first { $0.id == id } } }

    func person(subject: String, email: String?) throws -> Person? {
        try using { state in
            if let known = state.people.first(where: { $0.subject == subject }) { return known }
            guard let email,
                let index = state.people.firstIndex(where: {
                    $0.email == email && $0.subject == nil
                })
            else { return nil }
            let old = state.people[index]
            state.people[index] = Person(
                id: old.id, email: email, subject: subject, viewer: old.viewer, added: old.added)
            return state.people[index]
        }
    }

    func remove(person id: String, at time: Instant) throws -> Bool {
        try using { state in
            let count = state.people.count
            state.people.removeAll { $0.id == id }
            return state.people.count < count
        }
    }

    func end(session id: String, until expires: Instant, at time: Instant) throws -> Bool {
        try using { $0.ended.insert(id).inserted }
    }

    func hasEnded(session id: String) throws -> Bool { try using { $0.ended.contains(id) } }

    func record(_ records: [AccessRecord]) throws { try using { $0.records += records } }

    func records(
        of csm: CSMID?, before number: Int?, limit: Int
    ) throws -> [NumberedAccessRecord] {
        try using { state in
            state.records.enumerated().map { (number: $0.offset + 1, record: $0.element) }
                .filter { _, record in
                    guard let csm, record.csm != csm else { return true }
                    return record.kind == .view && record.csm == nil && record.team == nil
                        || record.people.contains(csm)
                }
                .filter { $0.number < number ?? .max }.suffix(limit).reversed()
        }
    }

    func add(_ comment: Comment) throws -> Int {
        try using { state in
            state.comments.append(comment)
            return state.comments.count
        }
    }

    func commentCounts(onCardsOf month: Month) throws -> [CSMID: Int] {
        try using { state in
            state.comments.reduce(into: [:]) { counts, comment in
                if case .card(month, let csm) = comment.topic { counts[csm, default: 0] += 1 }
            }
        }
    }

    func comments(on topic: Comment.Topic) throws -> [NumberedComment] {
        try using { state in
            state.comments.enumerated().filter { $0.element.topic == topic }.map {
                (number: $0.offset + 1, comment: $0.element)
            }
        }
    }

    func add(_ dispute: Dispute) throws -> Int {
        try using {
            $0.disputes.append(dispute)
            return $0.disputes.count
        }
    }

    func disputes(of month: Month?) throws -> [NumberedDispute] {
        try using { state in
            state.disputes.enumerated().map { place, dispute in
                NumberedDispute(
                    number: place + 1, dispute: dispute, answer: state.answers[place + 1])
            }.filter { month == nil || $0.dispute.month == month }
        }
    }

    func answer(_ number: Int, with answer: DisputeAnswer) throws -> Bool {
        try using { state in
            guard state.disputes.indices.contains(number - 1), state.answers[number] == nil else {
                return false
            }
            state.answers[number] = answer
            return true
        }
    }

    func add(_ conclusion: Conclusion) throws -> Int {
        try using {
            $0.conclusions.append(conclusion)
            return $0.conclusions.count
        }
    }

    func conclusions(of month: Month) throws -> [NumberedConclusion] {
        try using { state in
            state.conclusions.enumerated().map { ($0 + 1, $1) }.filter {
                $0.1.month == month
            }
        }
    }

    func deliveryEvents() throws -> [DeliveryEvent] { try using { $0.events } }

    func record(_ events: [DeliveryEvent], views: [AccessRecord]) throws {
        try using { state in
            state.events += events
            state.records += views
        }
    }
}
