import Domain
import Glibc

/// Finds feed files under given paths.
struct FeedSearch {
    /// The feed of given files; nil to tell it from each file's name.
    let feed: Feed?

    /// Finds the feed files under the paths and sorts them in the order of import. Also returns the
    /// names of other CSV files found in folders.
    func find(_ paths: [String]) throws -> (
        files: [(path: String, feed: Feed)], passedOver: [String]
    ) {
        var files: [(path: String, feed: Feed)] = []
        var passedOver: [String] = []
        for path in paths {
            guard let names = entries(path) else {
                guard let feed = feed ?? FeedFile.feed(named: lastComponent(path)) else {
                    throw IntakeError.unknownFeed(path: path)
                }
                files.append((path, feed))
                continue
            }
            let found = names.compactMap { name in
                FeedFile.feed(named: name).map { (path: "\(path)/\(name)", feed: $0) }
            }
            guard !found.isEmpty else { throw IntakeError.noFeeds(path: path) }
            files += found
            passedOver += names.filter {
                FeedFile.feed(named: $0) == nil
                    && ($0.lowercased().hasSuffix(".csv") || $0.lowercased().hasSuffix(".csv.gz"))
            }
        }
        let order = Feed.allCases
        let sorted = files.enumerated().sorted { left, right in
            let leftPlace = order.firstIndex(of: left.element.feed) ?? 0
            let rightPlace = order.firstIndex(of: right.element.feed) ?? 0
            return (leftPlace, left.offset) < (rightPlace, right.offset)
        }
        return (sorted.map(\.element), passedOver)
    }

    /// The names in a folder, sorted by bytes and without hidden files; nil if the path is not a
    /// folder.
    private func entries(_ path: String) -> [String]? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted { $0.precedesByBytes($1) }
    }
}
