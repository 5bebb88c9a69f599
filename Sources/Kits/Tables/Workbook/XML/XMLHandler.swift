/// Takes in the elements of an XML part, in order.
protocol XMLHandler: AnyObject {
    /// An element begins.
    ///
    /// - Returns: whether to go on reading.
    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookError) -> Bool

    /// An element ends.
    func end(_ name: XMLName) throws(WorkbookError)

    /// A piece of text in the innermost element.
    func text(_ bytes: UnsafeRawBufferPointer) throws(WorkbookError)
}

extension XMLHandler {
    func end(_ name: XMLName) throws(WorkbookError) {}
    func text(_ bytes: UnsafeRawBufferPointer) throws(WorkbookError) {}
}
