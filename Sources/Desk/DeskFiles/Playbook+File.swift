import Domain
import Formats
public import HealthDesk
import SettingsFiles

extension Playbook {
    /// The playbooks that ship with the program, in the order in which they are suggested.
    ///
    /// - Throws: `DeskFileError.playbooks`, if the program was built with a wrong one.
    public static func shipped() throws -> [Playbook] {
        let files = [
            ("sponsor.yaml", PackageResources.sponsor_yaml),
            ("support.yaml", PackageResources.support_yaml),
            ("adoption.yaml", PackageResources.adoption_yaml),
            ("renewal.yaml", PackageResources.renewal_yaml),
            ("quiet.yaml", PackageResources.quiet_yaml),
        ]
        return try files.map { name, bytes in
            try parseYAML(
                String(decoding: bytes, as: UTF8.self),
                failure: { DeskFileError.playbooks(path: name, reason: $0) }, Playbook.init)
        }
    }

    /// Reads the playbooks of a folder: every file that ends in `.yaml`, by name.
    ///
    /// - Parameter path: the folder, such as `Data/playbooks`.
    /// - Returns: the playbooks.
    /// - Throws: `FileError`, or `DeskFileError.playbooks` that names the value which is wrong.
    public static func all(inFolder path: String) throws -> [Playbook] {
        guard let files = fileNames(inFolder: path) else {
            throw FileError.unreadable(path: path, reason: reasonOfLastError())
        }
        let names = files.filter { $0.hasSuffix(".yaml") }
        guard !names.isEmpty else {
            throw DeskFileError.playbooks(path: path, reason: "no file there ends in .yaml")
        }
        var known: [String: String] = [:]
        return try names.map { file in
            let path = "\(path)/\(file)"
            let playbook = try readYAML(
                path, failure: { DeskFileError.playbooks(path: path, reason: $0) }, Playbook.init)
            if let other = known.updateValue(file, forKey: playbook.name) {
                throw DeskFileError.playbooks(
                    path: path, reason: "it has the name \(playbook.name), as \(other) has")
            }
            return playbook
        }
    }

    private init(_ file: FileValue) throws {
        let members = try file.members([
            "name", "title", "aim", "known_after_days", "triggers", "steps",
        ])
        self.init(
            name: try members.required("name").name(),
            title: try members.required("title").text(),
            aim: try members.required("aim").text(),
            knownAfterDays: try members.required("known_after_days").whole(1...3650),
            triggers: try members.required("triggers").list().map(PlaybookTrigger.init),
            steps: try members.required("steps").list().map(Step.init))
    }
}

extension Playbook.Step {
    fileprivate init(_ value: FileValue) throws {
        let members = try value.members(["title", "why", "due_in_days"])
        self.init(
            title: try members.required("title").text(), why: try members.required("why").text(),
            dueInDays: try members.required("due_in_days").whole(0...3650))
    }
}

extension PlaybookTrigger {
    private static let kinds = [
        "component_below", "contact_lost", "days_without_touch", "milestone_missed",
        "days_to_renewal",
    ]

    fileprivate init(_ value: FileValue) throws {
        let members = try value.members(Self.kinds + ["limit", "after_days"])
        let given = Self.kinds.filter { members[$0] != nil }
        guard let kind = given.first, given.count == 1, let subject = members[kind] else {
            throw value.fault("needs exactly one of \(Self.kinds.joined(separator: ", "))")
        }
        if let limit = members["limit"], kind != "component_below" {
            throw limit.fault("is for 'component_below' only")
        }
        if let days = members["after_days"], kind != "milestone_missed" {
            throw days.fault("is for 'milestone_missed' only")
        }
        switch kind {
        case "component_below":
            self = .componentBelow(
                component: try subject.name(), limit: try members["limit"]?.number(0...100))
        case "contact_lost": self = .contactLost(try subject.word())
        case "days_without_touch": self = .daysWithoutTouch(try subject.whole(1...3650))
        case "milestone_missed":
            self = .milestoneMissed(
                milestone: try subject.text(),
                afterDays: try members.required("after_days").whole(0...3650))
        default: self = .daysToRenewal(try subject.whole(0...3650))
        }
    }
}
