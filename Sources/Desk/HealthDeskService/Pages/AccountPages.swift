import Calendar
import DeskAccess
import Domain
import Formats
import Foundation
import HealthDesk
import Hummingbird
import Scoring
import SignIn
import Web

/// The page of an account.
enum AccountPages {
    static let all: [Endpoint] = [account]

    private static let account = Endpoint.page(
        "/accounts/{account_id}", .reaching(.accounts),
        "How an account stands, and everything that can be done about it."
    ) { call in
        let open = try await call.service.library.current()
        let standing = try call.account(open)
        let done = try call.query("done")
        let notice = EntryKind.all.first { $0.name == done }?.done
        return try await call.accountPage(standing, open, notice: notice)
    }
}

/// A form as somebody filled it in, with what is wrong.
struct FilledForm: Sendable {
    let kind: EntryKind
    let fault: EntryFault
    let typed: [String: String]
}

extension Call {
    /// The page of an account.
    ///
    /// - Parameters:
    ///   - standing: how the account stands.
    ///   - open: the day.
    ///   - notice: what has just been done; nil for nothing.
    ///   - form: a form that could not be taken; nil for none.
    /// - Returns: the page.
    /// - Throws: what the store throws when it cannot be read.
    func accountPage(
        _ standing: AccountStanding, _ open: OpenDay, notice: String? = nil,
        form: FilledForm? = nil
    ) async throws -> Response {
        let history = try await BlockingWork.run { try AccountHistory(standing, open) }
        var page = AccountPage(
            standing: standing, open: open, history: history, formField: formField ?? "",
            mark: UUID().uuidString)
        page.writes = viewer?.reach(to: .entries) != nil
        page.writesTasks = viewer?.reach(to: .tasks) != nil
        page.notice = notice
        page.form = form
        return try self.page(
            standing.displayName, standing.address, "account", page.values,
            aside: open.day.words, status: form == nil ? .ok : .badRequest)
    }

    /// The page from which a form came that could not be taken.
    func page(
        of kind: EntryKind, about fault: EntryFault, typed: [String: String]
    ) async throws -> Response {
        let open = try await service.library.current()
        let standing = try account(open)
        let form = FilledForm(kind: kind, fault: fault, typed: typed)
        if EntryKind.overrides.contains(where: { $0.name == kind.name }) {
            return try overridePage(standing, open, form: form)
        }
        return try await accountPage(standing, open, form: form)
    }
}
