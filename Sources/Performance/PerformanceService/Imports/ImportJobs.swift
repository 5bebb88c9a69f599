import Web
import Calendar
import Formats
import Publishing
import Access
import Domain
import Foundation
import Hummingbird
import Intake
import NIOCore
import Review
import Synchronization

/// Feeds that are being taken in, one after the other, and what became of the latest.
final class ImportJobs: Sendable {
    /// What a caller asked for.
    struct Order: Sendable, Codable {
        let feed: Feed
        let mapping: String?
        let isStrict: Bool
        let isRehearsal: Bool
    }

    /// How far an import is.
    enum Standing: Sendable {
        case waiting
        case running(done: Int, total: Int)
        case done(ImportSummary)
        case failed(String)
    }

    /// One import.
    struct Job: Sendable {
        let id: String
        let order: Order
        let folder: String
        var standing: Standing

        var isOver: Bool {
            switch standing {
            case .done, .failed: true
            case .waiting, .running: false
            }
        }
    }

    private let store: any FactStore & Sendable
    private let configuration: ServiceConfiguration
    let measurements: Measurements
    private let jobs = Mutex<(known: [String: Job], order: [String], next: Int)>(([:], [], 1))
    private let queue = DispatchQueue(label: "imports")
    /// Jobs that are remembered, with their rejects.
    private static let remembered = 100
    /// How names of folders begin; the process follows.
    private static let prefix = "parallax-import-"
    /// The file that says what was asked for, once all of it has arrived.
    private static let accepted = "accepted.json"
    /// Imports that may wait at once: more would fill the disk.
    private static let mostWaiting = 8

    init(
        _ store: any FactStore & Sendable, _ configuration: ServiceConfiguration,
        _ measurements: Measurements
    ) {
        self.store = store
        self.configuration = configuration
        self.measurements = measurements
        for folder in Self.folders(in: configuration.scratchFolder) {
            if !resume(folder) { try? FileManager.default.removeItem(atPath: folder) }
        }
    }

    /// Takes up what a killed process had accepted; false where there is none, or it did not arrive
    /// whole. It begins a second time, no third: a file that ends the process is not to do so at every
    /// start.
    private func resume(_ left: String) -> Bool {
        guard let content = FileManager.default.contents(atPath: left + "/" + Self.accepted),
            let order = try? JSONDecoder().decode(Order.self, from: content),
            let names = try? FileManager.default.contentsOfDirectory(atPath: left),
            let file = names.first(where: { $0.hasPrefix(order.feed.rawValue + ".csv") }),
            let job = try? open(order, left: left)
        else { return false }
        queue.async { unlink(job.folder + "/" + Self.accepted) }
        enqueue(job, file: job.folder + "/" + file) { _ in }
        return true
    }

    /// Waits for the imports that were accepted and removes what is left of all.
    func finish() async {
        await withCheckedContinuation { done in queue.async { done.resume() } }
        for job in all { try? FileManager.default.removeItem(atPath: job.folder) }
    }

    /// The identifier of the job that a folder was made for.
    private static func id(ofFolder folder: String) -> String {
        folder.split(separator: "-").suffix(2).joined(separator: "-")
    }

    /// The folders of imports whose process was killed, as they were asked for.
    private static func folders(in scratch: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: scratch)) ?? []
        return names.filter { name in
            guard name.hasPrefix(prefix),
                let digits = name.split(separator: "-").dropFirst(2).first,
                let process = pid_t(digits)
            else { return false }
            return process == getpid() || kill(process, 0) != 0 && errno == ESRCH
        }.sorted {
            id(ofFolder: $0).compare(id(ofFolder: $1), options: .numeric) == .orderedAscending
        }
        .map { scratch + "/" + $0 }
    }

    /// The job of that identifier; nil where none is remembered.
    func job(_ id: String) -> Job? { jobs.withLock { $0.known[id] } }

    /// The jobs remembered, the latest first.
    var all: [Job] { jobs.withLock { jobs in jobs.order.reversed().compactMap { jobs.known[$0] } } }

    /// Opens a job with a folder of its own for the file: a new one, or one that was left.
    ///
    /// - Throws: `Problem` where too many wait or the folder cannot be made.
    func open(_ order: Order, left: String? = nil) throws -> Job {
        let (job, forgotten) = try jobs.withLock { jobs -> (Job, [Job]) in
            let waiting = jobs.known.values.count { !$0.isOver }
            guard left != nil || waiting < Self.mostWaiting else {
                throw Problem(
                    .serviceUnavailable,
                    "\(Self.mostWaiting) imports wait already: try again later.",
                    fields: [.retryAfter: "30"])
            }
            let id = left.map(Self.id(ofFolder:)) ?? "\(now().seconds)-\(jobs.next)"
            let folder = configuration.scratchFolder + "/\(Self.prefix)\(getpid())-\(id)"
            let job = Job(id: id, order: order, folder: folder, standing: .waiting)
            jobs.next += 1
            jobs.known[id] = job
            jobs.order.append(id)
            var forgotten: [Job] = []
            while jobs.order.count > Self.remembered, let oldest = jobs.order.first,
                let job = jobs.known[oldest], job.isOver
            {
                jobs.order.removeFirst()
                jobs.known[oldest] = nil
                forgotten.append(job)
            }
            return (job, forgotten)
        }
        for job in forgotten { try? FileManager.default.removeItem(atPath: job.folder) }
        do {
            if let left {
                guard left != job.folder else { return job }
                try FileManager.default.moveItem(atPath: left, toPath: job.folder)
            } else {
                try FileManager.default.createDirectory(
                    atPath: job.folder, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            }
        } catch {
            close(job.id, .failed("\(error)"))
            throw Problem.noRoom
        }
        return job
    }

    /// Ends a job that never came to run.
    func close(_ id: String, _ standing: Standing) {
        jobs.withLock { $0.known[id]?.standing = standing }
        if let folder = job(id)?.folder { try? FileManager.default.removeItem(atPath: folder) }
    }

    /// Keeps what was asked for beside the file that has arrived: from here on the import outlives
    /// the process.
    ///
    /// - Throws: `Problem` where it cannot be kept.
    func accept(_ job: Job) throws {
        do {
            try JSONEncoder().encode(job.order).write(
                to: URL(filePath: job.folder + "/" + Self.accepted), options: .atomic)
        } catch {
            close(job.id, .failed("\(error)"))
            throw Problem.noRoom
        }
    }

    /// Takes in the file of a job; its end can be waited for.
    func run(_ job: Job, file: String) async -> Standing {
        await withCheckedContinuation { done in
            enqueue(job, file: file) { done.resume(returning: $0) }
        }
    }

    private func enqueue(
        _ job: Job, file: String, _ done: @escaping @Sendable (Standing) -> Void
    ) {
        queue.async {
            let standing = self.take(job, file)
            self.jobs.withLock { $0.known[job.id]?.standing = standing }
            unlink(job.folder + "/" + Self.accepted)
            unlink(file)
            done(standing)
        }
    }

    /// Where the rejected rows of a job are listed.
    static func rejects(of job: Job) -> String { job.folder + "/rejects.csv" }

    /// The rejected rows of a job that is over, read as they are sent; nil without any.
    func rejects(of id: String) throws -> ResponseBody? {
        guard let job = job(id), job.isOver,
            let file = FileHandle(forReadingAtPath: Self.rejects(of: job))
        else { return nil }
        let length = Int(try file.seekToEnd())
        try file.seek(toOffset: 0)
        return ResponseBody(contentLength: length) { writer in
            while let part = try await Work.run({ try file.read(upToCount: 1 << 18) }),
                !part.isEmpty
            {
                try await writer.write(ByteBuffer(bytes: part))
            }
            try await writer.finish(nil)
        }
    }

    private func take(_ job: Job, _ file: String) -> Standing {
        var options = ImportFeeds.Options(
            rejectsPath: Self.rejects(of: job), scratchFolder: job.folder)
        options.feed = job.order.feed
        options.isStrict = job.order.isStrict
        do {
            options.mapping = try job.order.mapping.map { try Mapping(named: $0) }
            let work = ImportFeeds(options, time: now().description) { progress in
                self.jobs.withLock {
                    $0.known[job.id]?.standing = .running(
                        done: progress.done, total: progress.total)
                }
            }
            var summary: ImportSummary?
            if job.order.isRehearsal {
                try store.rehearse { summary = try work.run([file], into: $0) }
            } else {
                summary = try work.run([file], into: store)
            }
            return summary.map(Standing.done) ?? .failed("Nothing was taken in.")
        } catch {
            return .failed("\(error)")
        }
    }
}

extension ImportJobs.Job {
    /// The job as the interface gives it.
    var content: JSON {
        var members: [(name: String, value: JSON)] = [
            ("id", .text(id)), ("feed", .text(order.feed.rawValue)),
        ]
        switch standing {
        case .waiting: members.append(("state", "waiting"))
        case .running(let done, let total):
            members += [
                ("state", "running"), ("bytes_done", .count(done)), ("bytes_total", .count(total)),
            ]
        case .done(let summary):
            // Where the file is on the server is nobody's business.
            var told = summary
            told.rejectsPath = summary.rejectsPath.map { _ in "/api/v1/imports/\(id)/rejects" }
            members += [
                ("state", "done"), ("summary", told.json(isRehearsal: order.isRehearsal)),
                ("rejects", .optional(told.rejectsPath)),
            ]
        case .failed(let detail): members += [("state", "failed"), ("detail", .text(detail))]
        }
        return .object(members)
    }
}
