import Calendar
public import Domain
import Formats
import Yams

extension Policy {
    /// Reads a policy from a YAML file. Constants that the file does not name keep their defaults.
    ///
    ///     minimum_count: 12
    ///     reporting_currency: EUR
    ///     rebases:
    ///       - { metric: nps, team: North, from: 2026-03, reason: new survey tool }
    ///
    /// - Parameter path: the file; an empty file gives the defaults.
    /// - Throws: `FileError`, or `IntakeError.policy` that names the key which is unknown, has the
    ///   wrong type or an impossible value.
    public init(yamlFile path: String) throws {
        self = try Self.read(path) { try $0.policy() }
    }

    /// The names of the constants that a policy file gives. All others have their defaults.
    ///
    /// - Parameter path: the file.
    /// - Returns: their names, as the file writes them.
    /// - Throws: `FileError`, or `IntakeError.policy` if the file is no policy.
    public static func constants(namedInFile path: String) throws -> Set<String> {
        try read(path) { Set($0.names) }
    }

    /// Reads a policy from the text of a policy file.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - name: what errors call it.
    /// - Throws: `IntakeError.policy`.
    public init(yaml text: String, named name: String) throws {
        self = try Self.read(text, named: name) { try $0.policy() }
    }

    private static func read<Value>(
        _ path: String, _ body: (PolicyNode) throws -> Value
    ) throws -> Value {
        try read(readText(path), named: path, body)
    }

    private static func read<Value>(
        _ text: String, named path: String, _ body: (PolicyNode) throws -> Value
    ) throws -> Value {
        do {
            return try body(try PolicyNode(text))
        } catch let fault as PolicyFault {
            throw IntakeError.policy(path: path, reason: fault.reason)
        } catch let error as YamlError {
            throw IntakeError.policy(path: path, reason: Mapping.words(error))
        } catch {
            let lines = "\(error)".split(whereSeparator: \.isNewline)
            throw IntakeError.policy(path: path, reason: lines.joined(separator: " "))
        }
    }
}

/// What is wrong with a key of a policy file.
struct PolicyFault: Error {
    let reason: String

    init(_ key: String, _ complaint: String) {
        reason = "\(key) \(complaint)"
    }
}

/// The parsed YAML of a policy file.
private struct PolicyNode {
    private let members: [(key: String, value: Node)]

    init(_ text: String) throws {
        guard let root = try compose(yaml: text), root.scalar?.string != "" else {
            members = []
            return
        }
        members = try PolicyNode.members(of: root, named: "the file")
    }

    /// The names of its members.
    var names: [String] { members.map(\.key) }

    func policy() throws -> Policy {
        var policy = Policy()
        for (key, value) in members {
            if let path = Policy.path(ofConstant: key) {
                policy[keyPath: path] = try number(value, of: key)
            } else if key == "reporting_currency" {
                policy.reportingCurrency = try currency(value)
            } else if key == "lapsed_means_churn" {
                policy.lapsedMeansChurn = try boolean(value, of: key)
            } else if key == "model_owner_sees" {
                policy.modelOwnerSees = try word(value, of: key)
            } else if key == "walk_currency" {
                policy.showsCurrencyInWalk = try isOn(value, of: key)
            } else if key == "churn_reasons" {
                policy.churnReasons = try churnReasons(value)
            } else if key == "health_weights" {
                policy.healthWeights = try weights(value)
            } else if key == "rebases" {
                policy.rebases = try rebases(value)
            } else {
                throw PolicyFault(key, "is no constant of a policy; Data/policy.yaml names all")
            }
        }
        try policy.checkOrder()
        return policy
    }

    private func number(_ value: Node, of key: String) throws -> Double {
        guard let text = value.scalar?.string, let number = Double(text), number.isFinite else {
            throw PolicyFault(key, "must be a number")
        }
        let (range, isWhole) = Policy.sense(of: key)
        guard range.contains(number) else {
            throw PolicyFault(
                key, "must lie between \(range.lowerBound) and \(range.upperBound), not at \(text)")
        }
        guard !isWhole || number == number.rounded() else {
            throw PolicyFault(key, "must be a whole number, not \(text)")
        }
        return number
    }

    private func boolean(_ value: Node, of key: String) throws -> Bool {
        switch value.scalar?.string {
        case "true": true
        case "false": false
        default: throw PolicyFault(key, "must be true or false")
        }
    }

    private func isOn(_ value: Node, of key: String) throws -> Bool {
        switch value.scalar?.string {
        case "on", "true": true
        case "off", "false": false
        default: throw PolicyFault(key, "must be on or off")
        }
    }

    private func churnReasons(_ value: Node) throws -> ChurnReasons {
        var classes = ChurnReasons()
        // A file that names it without any reason is as one that does not name it.
        if value.scalar?.string == "" { return classes }
        for (reason, value) in try PolicyNode.members(of: value, named: "churn_reasons") {
            let known = try word(value, of: "churn_reasons.\(reason)") as ChurnReasons.Class
            guard classes.assign(reason, to: known) else {
                throw PolicyFault(
                    "churn_reasons.\(reason)", "is there twice; case and spaces do not matter")
            }
        }
        return classes
    }

    private func word<Word: RawRepresentable<String> & CaseIterable>(
        _ value: Node, of key: String
    ) throws -> Word {
        guard let word = value.scalar.flatMap({ Word(rawValue: $0.string) }) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: " or ")
            throw PolicyFault(key, "must be \(words)")
        }
        return word
    }

    private func currency(_ value: Node) throws -> String {
        guard let code = value.scalar?.string, code.utf8.count == 3,
            code.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else { throw PolicyFault("reporting_currency", "must be an ISO code such as USD") }
        return code
    }

    private func weights(_ value: Node) throws -> [String: Double] {
        var weights: [String: Double] = [:]
        for (name, value) in try PolicyNode.members(of: value, named: "health_weights") {
            guard let text = value.scalar?.string, let weight = Double(text), weight.isFinite,
                weight >= 0
            else { throw PolicyFault("health_weights.\(name)", "must be a number of 0 or more") }
            weights[name] = weight
        }
        guard weights.isEmpty || weights.values.contains(where: { $0 > 0 }) else {
            throw PolicyFault("health_weights", "must have a weight above 0")
        }
        return weights
    }

    private func rebases(_ value: Node) throws -> [Policy.Rebase] {
        guard let entries = value.sequence else {
            throw PolicyFault("rebases", "must be a list")
        }
        return try entries.enumerated().map { index, entry in
            let place = "rebases[\(index)]"
            var texts: [String: String] = [:]
            for (key, value) in try PolicyNode.members(of: entry, named: place) {
                guard ["metric", "team", "from", "reason"].contains(key) else {
                    throw PolicyFault("\(place).\(key)", "is unknown")
                }
                guard let text = value.scalar?.string, !text.isEmpty else {
                    throw PolicyFault("\(place).\(key)", "must be a text")
                }
                texts[key] = text
            }
            guard let metric = texts["metric"] else {
                throw PolicyFault("\(place).metric", "must be given")
            }
            guard let from = texts["from"].flatMap({ Month($0) }) else {
                throw PolicyFault("\(place).from", "must be a month such as 2026-03")
            }
            guard let reason = texts["reason"] else {
                throw PolicyFault("\(place).reason", "must be given")
            }
            return Policy.Rebase(metric: metric, team: texts["team"], from: from, reason: reason)
        }
    }

    private static func members(
        of node: Node, named name: String
    ) throws -> [(key: String, value: Node)] {
        guard let mapping = node.mapping else {
            throw PolicyFault(name, "must hold names and values")
        }
        return try mapping.map { key, value in
            guard let key = key.scalar?.string else {
                throw PolicyFault(name, "must hold names and values")
            }
            return (key, value)
        }
    }
}
