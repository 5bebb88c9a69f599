import DeskFiles
import Scoring
import Testing
import TestSupport

struct FileFaultTests {
    private let model = """
        version: "1"
        threshold: 60
        components:
          - name: usage
            title: Usage
            weight: 2
            valid_days: 7
            threshold: 50
            measures:
              - share: users
                points: [[0, 0], [1, 100]]
                text: "{value} of {of}"
        """

    private func fault(_ old: String, _ new: String) throws -> String {
        let folder = try ScratchFolder()
        let path = try folder.write("model.yaml", model.replacing(old, with: new))
        do {
            _ = try HealthModel(yamlFile: path)
            return ""
        } catch DeskFileError.model(_, let reason) {
            return reason
        }
    }

    @Test(arguments: [
        ("weight: 2", "weight: 0", "components[0].weight must be above 0"),
        ("weight: 2", "weight: two", "components[0].weight must be a number"),
        ("valid_days: 7", "valid_days: 7.5", "components[0].valid_days must be a whole number"),
        ("threshold: 60", "threshold: 101", "threshold must lie between 0.0 and 100.0, not at 101"),
        ("version: \"1\"\n", "", "version must be given"),
        (
            "title: Usage", "titel: Usage",
            "components[0].titel is unknown; it can be name, title, "
                + "weight, valid_days, threshold, measures"
        ),
        (
            "share: users", "share: users\n        value: users",
            "components[0].measures[0] needs exactly one of value, share, change, touch, contact"
        ),
        (
            "[[0, 0], [1, 100]]", "[[1, 0], [0, 100]]",
            "components[0].measures[0].points must have values that rise from point to point"
        ),
        (
            "{of}", "{seats}",
            "components[0].measures[0].text has the placeholder {seats}; it can "
                + "have {of}, {share}, {value}"
        ),
        (
            "share: users", "contact: sponsor",
            "components[0].measures[0].points is not for 'contact'"
        ),
        ("threshold: 60", "threshold: 60\nfrom: soon", "from must be a day such as 2026-01-31"),
        ("version: \"1\"", "version: [", "it is no YAML: did not find expected ',' or ']' on line"),
    ])
    func `A fault names its place and what is expected`(
        old: String, new: String, reason: String
    ) throws {
        #expect(try fault(old, new).hasPrefix(reason))
    }

    @Test func `A policy keeps the defaults of what it does not name`() throws {
        let folder = try ScratchFolder()
        let path = try folder.write("policy.yaml", "quiet_days: 60\n")
        var expected = DeskPolicy()
        expected.quietDays = 60
        #expect(try DeskPolicy(yamlFile: path) == expected)
        let comment = try folder.write("comment.yaml", "# quiet_days: 60\n")
        #expect(try DeskPolicy(yamlFile: comment) == DeskPolicy())
        for (text, reason) in [
            ("quiet: 60", "quiet is no constant of the desk; Data/desk-policy.yaml names all"),
            ("near_renewal_days: 200", "near_renewal_days must be below far_renewal_days"),
            ("change_days: 0", "change_days must lie between 1.0 and 3650.0, not at 0"),
        ] {
            let path = try folder.write("policy.yaml", text)
            #expect(throws: DeskFileError.policy(path: path, reason: reason)) {
                try DeskPolicy(yamlFile: path)
            }
        }
    }
}
