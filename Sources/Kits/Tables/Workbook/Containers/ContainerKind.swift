/// What a file is, by its content.
package enum ContainerKind: Equatable, Sendable {
    /// Text, or nothing that is known. It may be CSV.
    case text
    /// A file compressed with gzip.
    case gzip
    /// An Excel workbook in XML, which ``Workbook`` reads.
    case xlsx
    /// An Excel workbook in binary parts.
    case xlsb
    /// A spreadsheet of OpenDocument.
    case openDocumentSpreadsheet
    /// Another OpenDocument file: a text or a presentation.
    case otherOpenDocument
    /// A spreadsheet of Apple Numbers.
    case numbers
    /// A text of Word or a presentation of PowerPoint.
    case otherOffice
    /// A zip file of something else.
    case zip(entries: Int, first: String)
    /// A zip file that cannot be opened.
    case damagedZip
    /// An Excel workbook from before 2007.
    case oldExcel
    /// An Office file that is encrypted.
    case encryptedOffice
    /// Another Office file from before 2007.
    case otherOldOffice
    /// A PDF document.
    case pdf
    /// A web page.
    case html
    /// An Excel workbook in the XML of 2003.
    case spreadsheet2003
    /// Other XML.
    case xml
    /// Rich text.
    case rtf
    /// An Apache Parquet file.
    case parquet
    /// An SQLite database.
    case sqlite
    /// A file of a packing program that is not read.
    case packed(format: String)
    /// A picture.
    case picture(format: String)
}
