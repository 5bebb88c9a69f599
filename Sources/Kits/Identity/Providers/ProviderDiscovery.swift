import Calendar
import Foundation
package import Logging

/// A provider's description of itself, read on first use and again when it is old. Callers that
/// need it at the same time share one read.
package actor ProviderDiscovery {
    private let issuer: String
    private let logger: Logger
    private var known: (metadata: ProviderMetadata, read: Instant)?
    private var reading: Task<ProviderMetadata?, Never>?
    private var tried = Instant(seconds: 0)
    /// `lifetime`: seconds before the description is read again. `patience`: seconds between two
    /// attempts to read it.
    private static let (lifetime, patience) = (3600, 10)

    /// The description of an issuer.
    package init(of issuer: String, logger: Logger) {
        self.issuer = issuer
        self.logger = logger
    }

    /// The description. If a newer one cannot be read, the old one; nil if there is none.
    func metadata(at now: Instant) async -> ProviderMetadata? {
        if let known, now.seconds - known.read.seconds < Self.lifetime { return known.metadata }
        if let reading { return await reading.value }
        guard now.seconds - tried.seconds >= Self.patience else { return known?.metadata }
        tried = now
        let task = Task { await read(at: now) }
        reading = task
        return await task.value ?? known?.metadata
    }

    /// The description as it was last read; nil if it never was.
    var last: ProviderMetadata? { known?.metadata }

    private func read(at now: Instant) async -> ProviderMetadata? {
        defer { reading = nil }
        do {
            guard let address = ProviderMetadata.address(of: issuer) else {
                throw ProviderMetadata.Fault.noAddress("issuer")
            }
            let content = try await ProviderRequest.bytes(at: address)
            let metadata = try ProviderMetadata(content, of: issuer)
            known = (metadata, now)
            return metadata
        } catch {
            logger.error(
                "the provider's description cannot be read",
                metadata: ["issuer": "\(issuer)", "error": "\(error)"])
            return nil
        }
    }
}
