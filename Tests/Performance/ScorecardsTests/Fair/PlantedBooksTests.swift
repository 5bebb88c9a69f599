import Foundation
import Scorecards
import Testing

/// The fair comparison held against made-up companies whose truth is known.
struct PlantedTruthOfBooksTests {
    private static let companies = ProcessInfo.processInfo.environment["PARALLAX_PLANTED_TRUTH"]
        .flatMap { Int($0) }

    @Test(.enabled(if: companies != nil, "PARALLAX_PLANTED_TRUTH gives the number of companies"))
    func `Books leave their band by luck as often as the page says, whoever the others are`()
        async throws
    {
        let companies = try #require(Self.companies)
        var equal: [PlantedBooksStudy] = []
        for layout in PlantedBooksStudy.Layout.equal {
            equal.append(try await PlantedBooksStudy(layout, companies: 5 * companies))
        }
        var standouts: [PlantedBooksStudy] = []
        for layout in PlantedBooksStudy.Layout.standouts {
            standouts.append(try await PlantedBooksStudy(layout, companies: 5 * companies))
        }
        print(PlantedBooksStudy.table(equal, standouts))
        for study in equal {
            for group in [\PlantedBooksStudy.Run.csms, \.teams] {
                let (count, all) = study.outside(group)
                // The cells of a segment of which others have next to none are less sure than the
                // variance of the expectation has it.
                let most = study.layout.name.hasSuffix("pools have some") ? 0.13 : 0.08
                #expect(Double(count) < most * Double(all), "\(study.layout.name)")
            }
            #expect((-1...0.2).contains(study.shrunkBias), "\(study.layout.name)")
        }
        let power = standouts.map { Double($0.found.count) / Double($0.found.of) }
        #expect(power[0] > 0.15 && power[0] < power[1] && power[1] < power[2] && power[2] > 0.8)
    }

    @Test func `A few companies without differences show next to none`() async throws {
        for layout in PlantedBooksStudy.Layout.equal {
            let study = try await PlantedBooksStudy(layout, companies: 12)
            for group in [\PlantedBooksStudy.Run.csms, \.teams] {
                let (count, all) = study.outside(group)
                #expect(Double(count) < 0.2 * Double(all) + 2, "\(layout.name)")
            }
        }
        let standout = try await PlantedBooksStudy(
            PlantedBooksStudy.Layout.standouts[2], companies: 12)
        #expect(standout.found.count >= 6)
    }
}
