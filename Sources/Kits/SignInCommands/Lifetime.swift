import ArgumentParser

/// A lifetime, written as `90d` or `12h`.
struct Lifetime: ExpressibleByArgument, CustomStringConvertible {
    let seconds: Int

    init(seconds: Int) { self.seconds = seconds }

    init?(argument: String) {
        guard let count = Int(argument.dropLast()), count > 0, count <= 366 * 24 else { return nil }
        switch argument.last {
        case "d": seconds = count * 86_400
        case "h": seconds = count * 3600
        default: return nil
        }
        guard seconds <= 366 * 86_400 else { return nil }
    }

    var description: String {
        seconds % 86_400 == 0 ? "\(seconds / 86_400)d" : "\(seconds / 3600)h"
    }
}
