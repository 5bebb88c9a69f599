import Calendar
import DeskFiles
import Domain
import Foundation
import HealthDesk
import Sample
import Scoring
import Testing
import TestSupport

struct ShippedFilesTests {
    @Test func `The shipped policy has all constants with their defaults`() throws {
        let path = repositoryPath + "/Data/desk-policy.yaml"
        #expect(try DeskPolicy(yamlFile: path) == DeskPolicy())
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let names = lines.filter { !$0.hasPrefix("#") }.map { $0.prefix { $0 != ":" } }
        #expect(names.map(String.init) == DeskPolicy.constants.map(\.name))
    }

    @Test func `The shipped model can be read and scores an account`() throws {
        let model = try HealthModel(yamlFile: repositoryPath + "/Data/health-model.yaml")
        #expect(model.components.map(\.name) == ["engagement", "support", "relationship"])
        let day = Day(number: 20_600)
        let facts = AccountFacts(
            observations: [
                "active_users": [Observation(day: day, value: 20, whole: 25)],
                "tickets": [Observation(day: day, value: 0)],
            ], touches: [day - 90])
        let score = model.score(facts, on: day, policy: DeskPolicy())
        #expect(score.value == 0.4 * 100 + 0.2 * 100 + 0.4 * 0)
        #expect(
            score.explanation
                == "The score is 60.0 of 100, which is amber, on 60 % of the model. What lowers it "
                + "most is relationship (0 of 100): last meaningful touch 90 days ago, on "
                + "\(day - 90).")
    }

    @Test func `The sample's playbook actions are steps of the playbooks that ship`() throws {
        let playbooks = try Dictionary(
            uniqueKeysWithValues: Playbook.shipped().map { ($0.name, $0) })
        let rows = try SamplePortfolio(accounts: 300, csms: 6).export().rows[.actions] ?? []
        let steps = rows.filter { $0[2] == "playbook" }
        #expect(Set(steps.map { $0[8] }) == Set(playbooks.keys))
        for row in steps {
            let place = try #require(Int(row[9])) - 1
            let step = try #require(playbooks[row[8]]).steps[place]
            #expect(step.title == row[3])
            let days = try #require(Day(row[5])) - #require(Day(row[4]))
            #expect(days == step.dueInDays)
        }
    }
}
