/// The master, layouts, fonts and colours that slides are written on.
public struct SlideTemplate: Sendable {
    /// The plain 16:9 template that is built in.
    public static let standard = SlideTemplate()

    private init() {}

    /// Reads a company's template, any `.pptx` or `.potx`.
    ///
    /// - Throws: `OfficeError.template`.
    public init(_ bytes: [UInt8]) throws(OfficeError) {
        throw .template(reason: "not implemented", remedy: "wait")
    }
}

extension Presentation {
    /// The slides as a PPTX file, and what did not fit.
    ///
    /// - Throws: `OfficeError`.
    public func pptx(
        on template: SlideTemplate
    ) throws(OfficeError) -> (bytes: [UInt8], remarks: [TemplateRemark]) {
        throw .writing(reason: "not implemented")
    }
}

extension Workbook {
    /// The workbook as an XLSX file.
    ///
    /// - Throws: `OfficeError`.
    public func xlsx() throws(OfficeError) -> [UInt8] {
        throw .writing(reason: "not implemented")
    }
}
