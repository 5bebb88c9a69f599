struct ChartPart {
    var workbook: [UInt8] = []
    var remarks: [String] = []
    init(_ chart: NativeChart, size: (width: Double, height: Double), typeface: String, language: String) throws(OfficeError) {
        throw .slide(reason: "not yet")
    }
    func xml(workbook: String) -> [UInt8] { [] }
}
