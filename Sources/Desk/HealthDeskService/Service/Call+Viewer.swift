import DeskAccess
import Identity
import SignIn
import Web

extension Call {
    /// The viewer; nil at an open gate.
    var viewer: Viewer? { caller.viewer }
    /// How much the viewer may see of what the gate covers.
    var reach: Reach { caller.reach }
    /// The session of a signed-in browser; nil for callers who send a token.
    var session: BrowserSession? { caller.session }

    /// The viewer.
    ///
    /// - Throws: `Problem` where the caller is not known.
    func knownViewer() throws(Problem) -> Viewer {
        guard let viewer else { throw .unauthorized }
        return viewer
    }
}
