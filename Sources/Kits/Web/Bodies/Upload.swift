import Formats
package import Hummingbird

/// A request body that is written to a file as it arrives. It is never held in memory as a whole.
///
/// ```swift
/// let upload = Upload(to: path, most: 2 << 30)
/// let size = try await upload.receive(request.body)
/// ```
package struct Upload: Sendable {
    private let path: String
    private let most: Int

    /// An upload to a file that does not exist yet.
    ///
    /// - Parameters:
    ///   - path: the file to create. Only its owner may read it.
    ///   - most: the largest body accepted, in bytes.
    package init(to path: String, most: Int) {
        self.path = path
        self.most = most
    }

    /// Writes a body to the file and syncs the file to disk. Nothing is converted or written on a
    /// thread that answers requests.
    ///
    /// - Parameters:
    ///   - body: the body to read.
    ///   - conversion: converts the bytes on the way; nil keeps them as they are.
    /// - Returns: the number of bytes received.
    /// - Throws: `Problem` if the body is too large, too slow or broken; `FileError` if the file
    ///   cannot be written.
    package func receive(
        _ body: RequestBody, through conversion: (any BodyConversion)? = nil
    ) async throws -> Int {
        let sink = try await BlockingWork.run(on: .bodies) {
            try BodySink(path: path, conversion: conversion, most: most)
        }
        let size = try await body.received(most: most) { try sink.write($0) }
        try await BlockingWork.run(on: .bodies) { try sink.end() }
        return size
    }
}

extension RequestBody {
    /// The lowest average rate accepted, in bytes per second. Each body gets 30 seconds on top.
    private static var slowest: Double { 1000 }
    /// The bytes that are used at a time.
    private static var batchSize: Int { 1 << 18 }

    /// Reads the body, in batches.
    ///
    /// - Parameters:
    ///   - most: the largest body accepted, in bytes.
    ///   - use: called with each batch, in order, on a thread for slow work.
    /// - Returns: the number of bytes received.
    /// - Throws: `Problem` if the body is too large, too slow or broken, and what `use` throws if
    ///   that is a `Problem` or a `FileError`.
    func received(
        most: Int, _ use: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws -> Int {
        do {
            var received = 0
            var batch: [UInt8] = []
            let start = uptime()
            for try await part in self {
                received += part.readableBytes
                guard received <= most else { throw Problem.tooLarge(most) }
                guard uptime() - start < 30 + Double(received) / Self.slowest else {
                    throw Problem(.requestTimeout, "The body came too slowly: send it again.")
                }
                batch.append(contentsOf: part.readableBytesView)
                guard batch.count >= Self.batchSize else { continue }
                try await BlockingWork.run(on: .bodies) { [batch] in try use(batch) }
                batch.removeAll(keepingCapacity: true)
            }
            try await BlockingWork.run(on: .bodies) { [batch] in try use(batch) }
            return received
        } catch let problem as Problem {
            throw problem
        } catch let error as FileError {
            throw error
        } catch {
            throw Problem.brokenBody
        }
    }
}

extension BlockingWork.Queue {
    /// Converts and writes the bodies of uploads. Its threads are its own, so that a slow disk does
    /// not hold up answers.
    package static let bodies = BlockingWork.Queue(threads: 2)
}

extension Problem {
    /// The file is larger than `most` bytes.
    static func tooLarge(_ most: Int) -> Problem {
        Problem(
            .contentTooLarge, "A file may have \(most) bytes: send it in parts, or packed.")
    }
}
