import Access
import Domain
import Formats
import Glibc
import Hummingbird
import Intake
import SignIn
import Synchronization
import Web

extension Call {
    /// Receives the files of the upload form and has them looked at.
    ///
    /// - Returns: the files that wait, in the order of the form. A workbook with sheets of several
    ///   feeds waits once for each.
    /// - Throws: `Problem` if the form is not this browser's, has no file, or is too large.
    func receiveFiles() async throws -> [ImportID] {
        guard let viewer else { throw Problem.unauthorized }
        let most = service.configuration.largestImport
        let form = try FileForm(request, most: most)
        let (jobs, mappings) = (service.imports, service.mappings)
        let opened = Mutex<[ImportJob]>([])
        do {
            let sent = try await form.receive(request.body) { file in
                if file.number == 0 { try self.checkOwn(file.fields) }
                var order = ImportOrder(feed: .accounts)
                order.isDryRun = true
                guard try order.useMapping(file.fields["mapping"], from: mappings) else {
                    throw Problem.badRequest("That mapping is gone: open the page again.")
                }
                let job = try jobs.open(
                    order, preview: ImportPreview(creator: viewer.subject, fileName: file.name))
                opened.withLock { $0.append(job) }
                return job.folder.file(storedName(of: file.name))
            }
            try checkOwn(sent.fields)
            guard !sent.files.isEmpty else {
                throw Problem.badRequest("Choose a file first, or several.")
            }
            jobs.measurements.taken(sent.files.reduce(0) { $0 + $1.size })
            let chosen = sent.fields["feed"].flatMap(Feed.init(rawValue:))
            let ids = try await BlockingWork.run(on: .bodies) {
                try zip(opened.withLock { $0 }, sent.files).flatMap { job, file in
                    try jobs.accept(job, file, as: chosen) { other in
                        opened.withLock { $0.append(other) }
                    }
                }
            }
            await readNow(ids)
            return ids
        } catch {
            let ids = opened.withLock { $0.map(\.id) }
            await BlockingWork.blocking(on: .bodies) { jobs.abandon(ids) }
            throw error
        }
    }
}

extension ImportJobs {
    /// Accepts a file from the import page.
    ///
    /// - Parameters:
    ///   - job: the job that was opened for it.
    ///   - file: the file.
    ///   - feed: the feed that its sender chose; nil to tell it from the file.
    ///   - onOpen: called with each further job.
    /// - Returns: the job, and one more for each further feed in a workbook.
    /// - Throws: `Problem` or `FileError` if it cannot be kept.
    fileprivate func accept(
        _ job: ImportJob, _ file: FileForm.SentFile, as feed: Feed?,
        onOpen: (ImportJob) -> Void
    ) throws -> [ImportID] {
        let folder = job.folder.path
        var feeds = feed.map { [$0] } ?? []
        if feeds.isEmpty {
            feeds = FileOutline.feeds(path: file.path, named: file.name, scratchFolder: folder)
        }
        if feeds.isEmpty {
            let likeliest = FileOutline.likeliestFeed(path: file.path, scratchFolder: folder)
            feeds = likeliest.map { [$0] } ?? []
        }
        let name = String(file.path.dropFirst(folder.count + 1))
        var ids: [ImportID] = []
        for further in feeds.dropFirst() {
            var order = job.record.order
            order.feed = further
            let other = try open(order, preview: job.record.preview)
            onOpen(other)
            // The same bytes under a second name: nothing is copied.
            guard link(file.path, other.folder.file(name)) == 0 else {
                throw FileError.unwritable(
                    path: other.folder.file(name), reason: reasonOfLastError())
            }
            try update(other.id) { $0.preview?.size = file.size }
            try accept(other.id, file: name)
            ids.append(other.id)
        }
        try update(job.id) { record in
            record.order.feed = feeds.first ?? .accounts
            record.preview?.isFeedKnown = !feeds.isEmpty
            record.preview?.size = file.size
        }
        try accept(job.id, file: name)
        return [job.id] + ids
    }
}
