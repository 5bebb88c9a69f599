import Scorecards
import Testing

/// No figure and no word of a review contradicts another about the same subject.
@Suite struct ContradictionTests {
    /// What was found in the review of one portfolio.
    private struct Report: Sendable {
        let world: String
        let contradictions: [Contradiction]
        let words: Set<String>

        init(_ world: World) throws {
            let said = try world.publication()
            self.world = world.name
            contradictions = PublishingTests.contradictions(in: said)
            words = said.words
        }
    }

    @Test func `No statement of fifty reviews contradicts another`() async throws {
        #expect(World.all.count == 50)
        #expect(Set(World.all.map(\.name)).count == 50)
        let reports = try await withThrowingTaskGroup(of: Report.self) { group in
            for world in World.all { group.addTask { try Report(world) } }
            var reports: [Report] = []
            for try await report in group { reports.append(report) }
            return reports.sorted { $0.world < $1.world }
        }
        for report in reports {
            let byCheck = Dictionary(grouping: report.contradictions, by: \.check)
            for (check, found) in byCheck.sorted(by: { $0.key < $1.key }) {
                let some = found.prefix(3).map(\.description).joined(separator: "\n")
                Issue.record("\(report.world): \(found.count) by “\(check)”, such as\n\(some)")
            }
        }
        // Checks of words that no review says would find nothing.
        let said = reports.reduce(into: Set<String>()) { $0.formUnion($1.words) }
        for word in [
            "in_line", "worth_a_conversation", "unlikely_chance", "above", "below", "cannot_tell",
            "too_few_for_verdict", "outcomes_missing", "too_few", "no_others", "no_variation",
            "not_applicable", "insufficient", "candidate", "right_way", "not_shown", "exact",
            "provisional", "outside", "hit_or_miss",
        ] {
            #expect(said.contains(word), "no review says \(word)")
        }
    }

    @Test func `Every check can fail`() {
        let altered = Set(Alteration.all.map(\.check))
        for check in ConsistencyCheck.all {
            #expect(altered.contains(check.name), "nothing is altered for “\(check.name)”")
        }
        #expect(altered.count == ConsistencyCheck.all.count)
    }

    @Test(arguments: Alteration.all)
    func `An altered statement is found`(alteration: Alteration) throws {
        let said = try Alteration.said.get()
        let before = Set(contradictions(in: said))
        var altered = said
        alteration.alter(&altered)
        let new = contradictions(in: altered).filter { !before.contains($0) }
        #expect(
            new.contains { $0.check == alteration.check },
            "only found: \(new.prefix(3).map(\.description))")
    }
}

extension Publication {
    /// The words that say something about a subject.
    fileprivate var words: Set<String> {
        var nodes: [Node] = []
        for card in cards {
            nodes += [card.node["fair_reason"], card.node["bridge_reason"]]
            if !card.fair.isNull { nodes += [card.fair["band"], card.fair["reason"]] }
            for metric in RateMetric.allCases {
                let rate = card.rate(metric)
                nodes += [rate["versus_target"], rate["verdict_reason"], rate["reason"]]
            }
        }
        for part in parts {
            nodes += [part.node["status"], part.node["audit"]["matched"]["reason"]]
        }
        for one in worth { nodes += [one.node["direction_shown"], one.node["face_value"]] }
        for trend in review["trends"].elements {
            nodes.append(trend["assurance"])
            nodes += trend["points"].elements.map { $0["label"] }
        }
        return Set(nodes.compactMap(\.text))
    }
}
