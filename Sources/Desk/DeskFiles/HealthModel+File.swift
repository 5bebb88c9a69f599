public import Scoring
import Domain
import SettingsFiles

extension HealthModel {
    /// Reads a model from a YAML file such as `Data/health-model.yaml`.
    ///
    /// - Parameter path: the file.
    /// - Throws: `FileError`, or `DeskFileError.model` that names the value which is wrong.
    public init(yamlFile path: String) throws {
        self = try readYAML(path, failure: { DeskFileError.model(path: path, reason: $0) }) {
            file in
            let members = try file.members(["version", "from", "threshold", "components"])
            let list = try members.required("components")
            return HealthModel(
                version: try members.required("version").text(),
                from: try members["from"]?.day(),
                threshold: try members.required("threshold").number(0...100),
                components: try list.distinct(ModelComponent.init, by: \.name))
        }
    }
}

extension FileValue {
    /// The entries of a list, no two of the same name.
    func distinct<Entry>(
        _ read: (FileValue) throws -> Entry, by name: (Entry) -> String
    ) throws -> [Entry] {
        var names: Set<String> = []
        return try list().map { value in
            let entry = try read(value)
            guard names.insert(name(entry)).inserted else {
                throw value.fault("has the name '\(name(entry))' of an earlier one")
            }
            return entry
        }
    }
}

extension ModelComponent {
    fileprivate init(_ value: FileValue) throws {
        let members = try value.members([
            "name", "title", "weight", "valid_days", "threshold", "measures",
        ])
        self.init(
            name: try members.required("name").name(),
            title: try members.required("title").text(),
            weight: try members.required("weight").weight(),
            validDays: try members.required("valid_days").whole(0...3650),
            threshold: try members.required("threshold").number(0...100),
            measures: try members.required("measures").distinct(ModelMeasure.init, by: \.name))
    }
}

extension ModelMeasure {
    private static let sources = ["value", "share", "change", "touch", "contact"]

    fileprivate init(_ value: FileValue) throws {
        let members = try value.members(
            ["name", "weight"] + Self.sources + ["points", "text", "vacant"])
        let given = Self.sources.filter { members[$0] != nil }
        guard let kind = given.first, given.count == 1, let origin = members[kind] else {
            throw value.fault("needs exactly one of \(Self.sources.joined(separator: ", "))")
        }
        let source = try Self.source(kind, origin, members)
        let vacant = try members["vacant"]?.dataPoint(of: source)
        if case .contact = source {
            _ = try members.required("vacant")
        } else if let vacant = members["vacant"] {
            throw vacant.fault("is for measures with 'contact' only")
        }
        self.init(
            name: try members["name"]?.name() ?? origin.name(),
            weight: try members["weight"]?.weight() ?? 1, source: source,
            text: try members.required("text").dataPoint(of: source), vacantText: vacant)
    }

    private static func source(
        _ kind: String, _ origin: FileValue, _ members: FileMembers
    ) throws -> Source {
        if kind == "contact" {
            if let points = members["points"] { throw points.fault("is not for 'contact'") }
            return .contact(role: try origin.word())
        }
        let line = try members.required("points").line()
        switch kind {
        case "value": return .value(measure: try origin.text(), line)
        case "share": return .share(measure: try origin.text(), line)
        case "change": return .change(measure: try origin.text(), line)
        default:
            guard try origin.text() == "days" else { throw origin.fault("must be 'days'") }
            return .touch(line)
        }
    }
}

extension FileValue {
    /// A line: `[[0, 0], [0.8, 100]]`.
    fileprivate func line() throws -> PiecewiseLinear {
        let points = try list().map { point in
            let pair = try point.list()
            guard pair.count == 2 else { throw point.fault("must be a value and a score") }
            return PiecewiseLinear.Point(
                try pair[0].number(-1e15...1e15), try pair[1].number(0...100))
        }
        guard let line = PiecewiseLinear(points) else {
            throw fault("must have values that rise from point to point")
        }
        return line
    }

    /// The text of a data point, whose placeholders must be those of its source.
    fileprivate func dataPoint(of source: ModelMeasure.Source) throws -> DataPointText {
        let text = DataPointText(try text())
        let known = source.placeholders
        for name in text.placeholders where !known.contains(name) {
            throw fault(
                "has the placeholder {\(name)}; it can have "
                    + known.sorted().map { "{\($0)}" }.joined(separator: ", "))
        }
        return text
    }
}
