import Domain
import Foundation
public import IdentityStorage
public import Storage

extension Viewer: StoredViewer {
    /// The CSM, and a JSON list of teams.
    public static let storedColumns = ["csm_id", "teams"]

    /// The values of those columns.
    public var storedTexts: [String?] {
        get throws {
            [csm?.text, String(decoding: try JSONEncoder().encode(teams), as: UTF8.self)]
        }
    }

    /// The viewer from a row.
    public init(name: String, role: Role, in row: StoredValues, from column: Int) throws {
        let csm: String? = try row.value(column)
        let teams: String = try row.value(column + 1)
        do {
            self.init(
                subject: "", name: name, role: role, csm: csm.map { CSMID($0) },
                teams: try JSONDecoder().decode([String].self, from: Data(teams.utf8)))
        } catch {
            throw row.damaged(column + 1)
        }
    }
}
