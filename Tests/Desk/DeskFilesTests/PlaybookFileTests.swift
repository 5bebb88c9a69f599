import DeskFiles
import Domain
import HealthDesk
import Testing
import TestSupport

struct PlaybookFileTests {
    @Test func `Five playbooks ship, with the program and as files`() throws {
        let shipped = try Playbook.shipped()
        #expect(shipped.map(\.name) == ["sponsor", "support", "adoption", "renewal", "quiet"])
        let files = try Playbook.all(inFolder: repositoryPath + "/Data/playbooks")
        #expect(files == shipped.sorted { $0.name < $1.name })
        #expect(shipped.allSatisfy { ($0.steps.map(\.dueInDays).max() ?? 0) <= $0.knownAfterDays })
        #expect(shipped[0].triggers == [.contactLost(.sponsor)])
        #expect(
            shipped[2].triggers == [
                .componentBelow(component: "engagement", limit: nil),
                .milestoneMissed(milestone: "first_report", afterDays: 60),
            ])
    }

    @Test(arguments: [
        (
            "contact_lost: sponsor", "contact_lost: boss",
            "triggers[0].contact_lost must be one of sponsor, champion, user, other"
        ),
        (
            "contact_lost: sponsor", "contact_lost: sponsor\n    limit: 3",
            "triggers[0].limit is for 'component_below' only"
        ),
        ("contact_lost: sponsor", "milestone_missed: live", "triggers[0].after_days must be given"),
        (
            "contact_lost: sponsor", "days_to_renewal: soon",
            "triggers[0].days_to_renewal must be a number"
        ),
        ("    why: W\n", "", "steps[0].why must be given"),
        (
            "known_after_days: 9", "known_after_days: 0",
            "known_after_days must lie between 1.0 and 3650.0, not at 0"
        ),
    ])
    func `A fault names its place and what is expected`(
        old: String, new: String, reason: String
    ) throws {
        let text = """
            name: p
            title: P
            aim: A
            known_after_days: 9
            triggers:
              - contact_lost: sponsor
            steps:
              - title: T
                why: W
                due_in_days: 1
            """
        let folder = try ScratchFolder()
        let path = try folder.write("p.yaml", text.replacing(old, with: new))
        #expect(throws: DeskFileError.playbooks(path: path, reason: reason)) {
            try Playbook.all(inFolder: folder.path)
        }
        try folder.write("p.yaml", text)
        try folder.write("q.yaml", text)
        #expect(throws: DeskFileError.self) { try Playbook.all(inFolder: folder.path) }
    }
}
