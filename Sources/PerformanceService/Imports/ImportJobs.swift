import Access
import Domain
import Foundation
import Hummingbird
import Intake
import Review
import Synchronization

/// Feeds that are being taken in, one after the other, and what became of the latest.
final class ImportJobs: Sendable {
    /// What a caller asked for.
    struct Order: Sendable {
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
            try? FileManager.default.removeItem(atPath: folder)
        }
    }

    /// Waits for the imports that were accepted and removes what is left of all.
    func finish() async {
        await withCheckedContinuation { done in queue.async { done.resume() } }
        for job in all { try? FileManager.default.removeItem(atPath: job.folder) }
    }

    /// The folders of imports whose process was killed.
    private static func folders(in scratch: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: scratch)) ?? []
        return names.filter { name in
            guard name.hasPrefix(prefix),
                let digits = name.split(separator: "-").dropFirst(2).first,
                let process = pid_t(digits)
            else { return false }
            return process == getpid() || kill(process, 0) != 0 && errno == ESRCH
        }.map { scratch + "/" + $0 }
    }

    /// The job of that identifier; nil where none is remembered.
    func job(_ id: String) -> Job? { jobs.withLock { $0.known[id] } }

    /// The jobs remembered, the latest first.
    var all: [Job] { jobs.withLock { jobs in jobs.order.reversed().compactMap { jobs.known[$0] } } }

    /// Opens a job with a folder of its own for the file.
    ///
    /// - Throws: `Problem` where too many wait or the folder cannot be made.
    func open(_ order: Order) throws -> Job {
        let (job, forgotten) = try jobs.withLock { jobs -> (Job, [Job]) in
            guard jobs.known.values.count(where: { !$0.isOver }) < Self.mostWaiting else {
                throw Problem(
                    .serviceUnavailable,
                    "\(Self.mostWaiting) imports wait already: try again later.",
                    fields: [.retryAfter: "30"])
            }
            let id = "\(now().seconds)-\(jobs.next)"
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
            try FileManager.default.createDirectory(
                atPath: job.folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
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

    /// Takes in the file of a job; its end can be waited for.
    func run(_ job: Job, file: String) async -> Standing {
        await withCheckedContinuation { done in
            queue.async {
                let standing = self.take(job, file)
                self.jobs.withLock { $0.known[job.id]?.standing = standing }
                unlink(file)
                done.resume(returning: standing)
            }
        }
    }

    /// Where the rejected rows of a job are listed.
    static func rejects(of job: Job) -> String { job.folder + "/rejects.csv" }

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
