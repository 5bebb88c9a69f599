extension XMLWriter {
    /// The look of text; `name` is `a:rPr` or `a:defRPr`.
    mutating func runProperties(
        _ name: String, _ stage: ChartStage, _ color: OfficeColor, isBold: Bool = false
    ) {
        element(
            name,
            [
                "lang": name == "a:rPr" ? stage.language : nil,
                "sz": String(Int(stage.textSize * 100)), "b": isBold ? "1" : "0",
            ]
        ) { xml in
            xml.fill(color)
            xml.element("a:latin", ["typeface": "+mn-lt"])
        }
    }

    /// The look of all text of an element.
    mutating func textProperties(
        _ stage: ChartStage, _ color: OfficeColor, isBold: Bool = false,
        rotation: TextRotation? = nil
    ) {
        element("c:txPr") { xml in
            xml.element(
                "a:bodyPr",
                ["rot": rotation?.rawValue, "vert": rotation == nil ? nil : "horz"])
            xml.element("a:lstStyle")
            xml.element("a:p") { xml in
                xml.element("a:pPr") { xml in
                    xml.runProperties("a:defRPr", stage, color, isBold: isBold)
                }
                xml.element("a:endParaRPr", ["lang": stage.language])
            }
        }
    }

    /// Neither fill nor line.
    mutating func noFillNoLine() {
        element("a:noFill")
        element("a:ln") { xml in xml.element("a:noFill") }
    }

    /// A line.
    ///
    /// The width is in points. The cap is `rnd`, or `flat` for thick bars with straight ends.
    mutating func line(
        _ color: OfficeColor, width: Double, isDashed: Bool = false, cap: String = "rnd"
    ) {
        element("a:ln", ["w": String(points(width)), "cap": cap]) { xml in
            xml.fill(color)
            xml.value("a:prstDash", isDashed ? "dash" : "solid")
            xml.element("a:round")
        }
    }

    /// The line of a series.
    mutating func stroke(_ stroke: LineStroke, _ color: OfficeColor) {
        switch stroke {
        case .none: element("a:ln", ["w": "19050"]) { xml in xml.element("a:noFill") }
        case .solid: line(color, width: 2.25)
        case .thin: line(color, width: 1)
        case .dashed: line(color, width: 1.5, isDashed: true, cap: "flat")
        }
    }

    /// The dots of a series, or a single dot.
    mutating func marker(_ marker: Marker, _ color: OfficeColor, size: Int = 7) {
        element("c:marker") { xml in
            guard marker != .none else { return xml.value("c:symbol", "none") }
            xml.value("c:symbol", "circle")
            xml.value("c:size", size)
            xml.element("c:spPr") { xml in
                if marker == .hollow {
                    xml.hollowFill()
                    xml.line(color, width: 1.5)
                } else {
                    xml.fill(color)
                    xml.line(.ground, width: 0.75)
                }
            }
        }
    }

    /// The ground, as a gradient without change: LibreOffice takes the colour of a plain fill for
    /// the whole dot, which would then be invisible.
    private mutating func hollowFill() {
        element("a:gradFill") { xml in
            xml.element("a:gsLst") { xml in
                for position in ["0", "100000"] {
                    xml.element("a:gs", ["pos": position]) { xml in xml.color(.ground) }
                }
            }
            xml.element("a:lin", ["ang": "0", "scaled": "0"])
        }
    }

    /// The first parts of a series.
    mutating func seriesStart(_ index: Int, _ title: DataColumn) {
        value("c:idx", index)
        value("c:order", index)
        titleReference(title)
    }

    /// The title of an axis, with its top left corner at a place in points, or at the usual one.
    mutating func axisTitle(
        _ title: String?, _ stage: ChartStage, at place: (x: Double, y: Double)?
    ) {
        guard let title, !title.isEmpty else { return }
        element("c:title") { xml in
            xml.element("c:tx") { xml in
                xml.element("c:rich") { xml in
                    xml.element("a:bodyPr", ["rot": "0", "vert": "horz"])
                    xml.element("a:lstStyle")
                    xml.element("a:p") { xml in
                        xml.element("a:pPr") { xml in
                            xml.runProperties("a:defRPr", stage, .quiet)
                        }
                        xml.element("a:r") { xml in
                            xml.runProperties("a:rPr", stage, .quiet)
                            xml.element("a:t", text: title)
                        }
                    }
                }
            }
            if let place {
                xml.element("c:layout") { xml in
                    xml.element("c:manualLayout") { xml in
                        xml.value("c:xMode", "edge")
                        xml.value("c:yMode", "edge")
                        xml.value("c:x", share(place.x / stage.size.width))
                        xml.value("c:y", share(place.y / stage.size.height))
                    }
                }
            }
            xml.value("c:overlay", false)
        }
    }
}

/// How the labels of an axis lie, in 60,000ths of a degree.
enum TextRotation: String {
    /// Level, and broken over lines where they are wide.
    case level = "0"
    /// Level as far as anybody can see, on one line each. LibreOffice breaks words of labels that are
    /// level to the last digit, and leaves out those of others that have no room.
    case unbroken = "60"
}
