import Formats
import Synchronization

/// The file that a body goes to, by way of a conversion.
final class BodySink: Sendable {
    private struct State {
        var conversion: (any BodyConversion)?
        var written = 0
    }

    private let file: FileDescriptor
    private let most: Int
    private let state: Mutex<State>

    /// Creates the file. Only its owner may read it.
    ///
    /// - Throws: `FileError` if the file exists or cannot be created.
    init(path: String, conversion: (any BodyConversion)?, most: Int) throws(FileError) {
        file = try FileDescriptor.creating(path, exclusively: true)
        self.most = most
        state = Mutex(State(conversion: conversion))
    }

    /// Writes a part of the body.
    ///
    /// - Throws: `FileError`, what the conversion throws, or `Problem` if the file gets too large: a
    ///   conversion may write more than it read.
    func write(_ part: [UInt8]) throws {
        try write { try $0?.converted(part) ?? part }
    }

    /// Writes what the conversion has kept and syncs the file to disk.
    ///
    /// - Throws: the same errors as `take`.
    func end() throws {
        try write { try $0?.end() ?? [] }
        try file.sync()
    }

    private func write(_ bytes: (inout (any BodyConversion)?) throws -> [UInt8]) throws {
        try state.withLock { state in
            let bytes = try bytes(&state.conversion)
            state.written += bytes.count
            guard state.written <= most else { throw Problem.tooLarge(most) }
            try file.append(bytes)
        }
    }
}
