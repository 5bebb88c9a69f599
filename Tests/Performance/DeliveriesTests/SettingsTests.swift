import Deliveries
import TestSupport
import Testing

/// What is wrong with a file of deliveries is said in one line that names the place.
struct SettingsTests {
    private let good = """
        mail: { server: "smtp://127.0.0.1:2525", from: Parallax <parallax@example.com> }
        deliveries:
          - name: vp
            role: vp
            what: [brief, page]
            when: close
            mail: vera@example.com
          - name: mei
            role: csm
            csm: C0001
            what: brief
            when: { working_day: 3 }
            folder: out
        alerts:
          - name: operations
            role: admin
            rules: stale_feed
            folder: out
        """

    private func fault(_ old: String, _ new: String) throws -> String {
        let folder = try ScratchFolder()
        let path = try folder.write("deliveries.yaml", good.replacing(old, with: new))
        do {
            _ = try DeliverySettings(yamlFile: path)
            return ""
        } catch DeliverySettingsError.settings(_, let reason) {
            return reason
        }
    }

    @Test func `A good file is read whole`() throws {
        let folder = try ScratchFolder()
        let settings = try DeliverySettings(yamlFile: folder.write("deliveries.yaml", good))
        #expect(settings.deliveries.map(\.name) == ["vp", "mei", "operations"])
        #expect(settings.deliveries.map(\.role.words) == ["vp", "csm C0001", "admin"])
        #expect(settings.deliveries[0].subject == .review([.brief, .page], .onClose))
        #expect(settings.deliveries[1].subject == .review([.brief], .workingDay(3)))
        #expect(settings.deliveries[2].subject == .alerts([.staleFeed]))
        #expect(settings.deliveries[0].wayWords == "mail to vera@example.com")
    }

    @Test(arguments: [
        (
            "role: vp", "role: boss",
            "deliveries[0].role must be one of vp, manager, csm, board, admin"
        ),
        (
            "role: vp", "role: admin",
            "deliveries[0].role may see no review; it can be vp, manager, csm, board"
        ),
        ("role: vp", "role: manager", "deliveries[0].team must be given"),
        (
            "role: vp", "role: vp\n    team: Harbour",
            "deliveries[0].team is for the role manager only"
        ),
        ("csm: C0001", "", "deliveries[1].csm must be given"),
        ("when: close", "when: closing", "deliveries[0].when must be close, or { working_day: 3 }"),
        (
            "working_day: 3", "working_day: 0",
            "deliveries[1].when.working_day must lie between 1.0 and 15.0, not at 0"
        ),
        (
            "what: brief", "what: novel",
            "deliveries[1].what must be one of brief, page, deck, workbook"
        ),
        (
            "what: brief", "what: deck",
            "deliveries[1].what has deck, which is for the roles vp and board"
        ),
        ("[brief, page]", "[brief, brief]", "deliveries[0].what names something twice"),
        ("name: mei", "name: vp", "the file has two deliveries of the name 'vp'"),
        (
            "name: mei", "name: Mei B.",
            "deliveries[1].name must have at most 40 lower-case letters, digits and hyphens, such as vp-brief"
        ),
        (
            "    folder: out\nalerts", "    folder: out\n    mail: a@b.example\nalerts",
            "deliveries[1] needs exactly one of mail, folder, webhook"
        ),
        (
            "mail: vera@example.com", "mail: vera",
            "deliveries[0].mail must be a mail address, such as Vera Lund <vera@example.com>"
        ),
        (
            "rules: stale_feed", "rules: outside_limits",
            "alerts[0].rules has outside_limits, which is not for the role admin"
        ),
        (
            "when: close", "when: close\n    subject: Hello",
            "deliveries[0].subject is unknown; it can be name, role, team, csm, mail, folder, webhook, what, when"
        ),
        (
            "from: Parallax", "user: p, from: Parallax",
            "mail needs password: { file: … }, or the variable PARALLAX_MAIL_PASSWORD"
        ),
    ])
    func `A wrong value is named`(old: String, new: String, reason: String) throws {
        #expect(try fault(old, new) == reason)
    }

    @Test func `A secret in the file is refused and not repeated`() throws {
        let inline = try fault("from: Parallax", "user: p, password: hunter2, from: Parallax")
        #expect(
            inline == "mail.password must be { file: … } or { environment: … }: a secret does not "
                + "belong in this file")
        let address = try fault("smtp://127.0.0.1:2525", "smtp://p:hunter2@127.0.0.1:2525")
        #expect(address.hasPrefix("mail.server is no mail server"))
        #expect(!address.contains("hunter2"))
        for wrong in ["https://h.example/?key=hunter2", "https://u:hunter2@h.example/x"] {
            let reason = try fault(
                "folder: out\nalerts",
                "webhook: { address: \"\(wrong)\", secret: { environment: HOME } }\nalerts")
            #expect(reason.hasPrefix("deliveries[1].webhook.address is no address to send to"))
            #expect(!reason.contains("hunter2"))
        }
    }

    @Test func `A file without anything to deliver is refused`() throws {
        let folder = try ScratchFolder()
        let path = try folder.write("deliveries.yaml", "hour: 7\n")
        #expect(
            throws: DeliverySettingsError.settings(
                path: path, reason: "the file delivers nothing: give deliveries or alerts")
        ) { try DeliverySettings(yamlFile: path) }
    }
}
