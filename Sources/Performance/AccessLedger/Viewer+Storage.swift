public import Access
import Domain
public import IdentityStorage
public import Storage

extension Viewer: StoredViewer {
    /// The CSM and the team.
    public static let storedColumns = ["csm_id", "team"]

    /// The values of those columns.
    public var storedTexts: [String?] { [csm?.text, team] }

    /// The viewer from a row.
    public init(name: String, role: Role, in row: StoredValues, from column: Int) throws {
        let csm: String? = try row.value(column)
        self.init(
            subject: "", name: name, role: role, csm: csm.map { CSMID($0) },
            team: try row.value(column + 1))
    }
}
