import Access
import Attribution
import Domain
import Publishing
import Review
import Scorecards
import Web

extension OpenReview {
    /// Where the names of CSMs and teams lead: to the pages that a viewer may open.
    func links(for viewer: Viewer?) -> PageLinks {
        let before = "/months/\(review.address)"
        let csms = review.attributed.portfolio.csms
        let (cards, overview) = (viewer?.reach(to: .cards), viewer?.reach(to: .overview))
        return PageLinks { [self] scope in
            switch scope {
            case .csm(let position):
                let csm = csms[position]
                return cards.map { isWithin($0, csm) } == true
                    ? "\(before)/csms/\(csm.id.text.inPath)" : nil
            case .team(let name):
                guard isShown(team: name, within: overview) else { return nil }
                return "\(before)/teams/\(name.inPath)"
            case .company: return overview == .all ? "\(before)/company" : nil
            case .transition, .unassigned: return nil
            }
        }
    }

    /// Whether a team has a scorecard here and is within reach.
    func isShown(team: String, within reach: Reach?) -> Bool {
        switch reach {
        case .all: break
        case .team(let own): guard own.hasSameBytes(as: team) else { return false }
        default: return false
        }
        return !review.scoreboard.teams(named: [team]).isEmpty
    }

    /// The names of the teams of some CSMs at the end of the month, by their bytes.
    func teams(within reach: Reach) -> [String] {
        review.scoreboard.teams.compactMap { card in
            if case .team(let name) = card.scope { name } else { nil }
        }.filter { name in
            people(within: reach).contains { team(of: $0)?.hasSameBytes(as: name) == true }
        }
    }
}
