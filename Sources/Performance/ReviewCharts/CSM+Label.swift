import Charting
import Domain

extension CSM {
    /// The name as charts show it, or the identifier where a name does not tell two CSMs apart.
    var label: ChartLabel { ChartLabel(name: name, identifier: id.text) }
}
