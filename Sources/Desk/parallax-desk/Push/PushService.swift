import Domain
import Formats
import Foundation
import Glibc
import Transfers

/// The import endpoint of a performance service.
struct PushService {
    let address: WebAddress
    /// The secret of an importer's token.
    let token: Secret

    /// What became of a file that was sent.
    struct Receipt {
        var new = 0
        var unchanged = 0
        var restated = 0
        /// The rejected rows: the first line of each in the file, and why.
        var rejected: [Int: String] = [:]
    }

    /// The tries at a request that a busy service does not answer.
    private static let tries = 5
    private static let longestWait = 30

    /// Sends a file of a feed and waits until it is imported.
    ///
    /// - Throws: `DeskError`, `TransferError`.
    func send(_ file: [UInt8], of feed: Feed) throws -> Receipt {
        var request = HTTPRequest(
            .post, address, path: "api/v1/imports?feed=\(feed.rawValue)")
        request.body = file
        request.fields = [("Content-Type", "text/csv")]
        var job = try job(answering: request)
        while job.state == "waiting" || job.state == "running" {
            sleep(1)
            job = try self.job(answering: .init(.get, address, path: "api/v1/imports/\(job.id)"))
        }
        guard job.state == "done", let result = job.summary?.files.first, result.kept else {
            throw DeskError.pushNotImported(
                feed, server: address.server, reason: job.detail ?? "it says no reason")
        }
        var receipt = Receipt(
            new: result.new, unchanged: result.unchanged, restated: result.restated)
        if result.rejected > 0 { receipt.rejected = try rejected(of: job.id) }
        return receipt
    }

    /// The rejected rows of an import.
    private func rejected(of id: String) throws -> [Int: String] {
        let answer = try answer(.init(.get, address, path: "api/v1/imports/\(id)/rejects"))
        var rows: [Int: String] = [:]
        for fields in csvRecords(answer.body).dropFirst() where fields.count == 5 {
            guard let line = Int(fields[1]) else { continue }
            let column = fields[2].isEmpty ? "" : "\(fields[2]) "
            let value = fields[3].isEmpty ? "" : " ('\(fields[3])')"
            rows[line] = "\(column)\(fields[4])\(value)"
        }
        guard !rows.isEmpty else { throw DeskError.pushNotUnderstood(server: address.server) }
        return rows
    }

    private func job(answering request: HTTPRequest) throws -> Job {
        let answer = try answer(request)
        do {
            return try JSONDecoder().decode(Job.self, from: Data(answer.body))
        } catch {
            throw DeskError.pushNotUnderstood(server: address.server)
        }
    }

    /// The answer to a request. What may pass by itself (408, 425, 429, 5xx) is asked again after a
    /// while: each row is imported once, however often it is sent.
    private func answer(_ request: HTTPRequest) throws -> HTTPAnswer {
        var request = request
        request.fields += [
            ("Authorization", "Bearer \(token.text)"), ("Accept", "application/json, text/csv"),
        ]
        request.seconds = 600
        for attempt in 1... {
            let answer = try request.answer()
            if answer.isSuccess { return answer }
            guard answer.mayPass, attempt < Self.tries else {
                throw DeskError.pushRefused(
                    status: answer.status, server: address.server, reason: answer.problem)
            }
            sleep(UInt32(min(Self.longestWait, max(answer.retryAfter, 1 << attempt))))
        }
        throw DeskError.pushNotUnderstood(server: address.server)
    }
}

/// An import as the service tells of it.
private struct Job: Decodable {
    struct File: Decodable {
        var new, unchanged, restated, rejected: Int
        var kept: Bool
    }

    struct Summary: Decodable {
        var files: [File]
    }

    var id: String
    var state: String
    var summary: Summary?
    var detail: String?
}

extension HTTPAnswer {
    /// What a problem document (RFC 9457) says; nil if it is none.
    fileprivate var problem: String? {
        struct Problem: Decodable { var detail: String }
        do {
            return try JSONDecoder().decode(Problem.self, from: Data(body)).detail
        } catch {
            // It comes from something else than the service, such as a proxy.
            return nil
        }
    }
}
