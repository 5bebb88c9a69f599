/// Writes an axis of numbers.
struct ValueAxisWriter {
    let axis: ChartAxis
    let scale: AxisScale
    let ids: (own: Int, other: Int)
    /// `l` at the left, `b` at the bottom.
    let position: String
    /// The top left corner of its title; nil for the usual place.
    var titlePlace: (x: Double, y: Double)?
    var hasGrid = true
    var isHidden = false
    /// Whether categories stand between the ticks of the other axis, as columns need.
    var isBetween = true
    /// Whether it crosses the other axis at that one's lower end.
    var crossesAtMinimum = true

    /// Writes the axis.
    func write(to xml: inout XMLWriter, _ stage: ChartStage) {
        xml.element("c:valAx") { xml in
            xml.value("c:axId", ids.own)
            xml.element("c:scaling") { xml in
                xml.value("c:orientation", "minMax")
                xml.value("c:max", numberText(scale.maximum))
                xml.value("c:min", numberText(scale.minimum))
            }
            xml.value("c:delete", isHidden)
            xml.value("c:axPos", position)
            if hasGrid, !isHidden {
                xml.element("c:majorGridlines") { xml in
                    xml.element("c:spPr") { xml in xml.line(.hairline, width: 0.5, cap: "flat") }
                }
            }
            xml.axisTitle(axis.title, stage, at: titlePlace)
            xml.element("c:numFmt", ["formatCode": axis.format.code, "sourceLinked": "0"])
            xml.value("c:majorTickMark", "none")
            xml.value("c:minorTickMark", "none")
            xml.value("c:tickLblPos", "low")
            xml.element("c:spPr") { xml in xml.element("a:ln") { xml in xml.element("a:noFill") } }
            xml.textProperties(stage, .quiet, rotation: .level)
            xml.value("c:crossAx", ids.other)
            xml.value("c:crosses", crossesAtMinimum ? "min" : "autoZero")
            xml.value("c:crossBetween", isBetween ? "between" : "midCat")
            xml.value("c:majorUnit", numberText(scale.step))
        }
    }
}
