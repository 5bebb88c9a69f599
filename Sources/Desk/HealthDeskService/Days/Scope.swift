import Calendar
import DeskAccess
import Domain
import HealthDesk
import Web

/// The accounts that a viewer may see on a day.
struct Scope: Sendable {
    /// Positions of the CSMs whose accounts they are.
    let owners: Set<Int>

    /// The accounts within reach.
    init(_ reach: Reach, on open: OpenDay) {
        let csms = open.csms
        owners = Set(
            csms.indices.filter { place in
                switch reach {
                case .all: true
                case .own(let id): csms[place].id == id
                case .teams(let names):
                    csms[place].team(on: open.day)?.isOneByBytes(of: names) ?? false
                }
            })
    }

    /// The accounts of one of these CSMs.
    init(owner: Int) { owners = [owner] }

    /// Whether an account is within reach.
    func includes(_ standing: AccountStanding) -> Bool {
        standing.owner.map(owners.contains) ?? false
    }
}

extension Call {
    /// An account that the viewer may see.
    ///
    /// - Throws: `Problem` if there is none of that identifier within reach. Who may not see an
    ///   account is not told whether there is one.
    func account(_ open: OpenDay) throws(Problem) -> AccountStanding {
        let id = AccountID(parameter("account_id"))
        guard let standing = open.standing(id), Scope(reach, on: open).includes(standing) else {
            throw .notFound("There is no account of this identifier in your portfolio.")
        }
        return standing
    }
}
