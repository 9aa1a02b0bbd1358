/// Why a file as a whole can't be taken. A refused file leaves nothing behind: no report, no rows.
///
/// The texts say what happened and what to do; they never quote the file.
package enum ListRefusal: String, Error, CaseIterable, Sendable {
  case unreadable, empty, notAList, legacyWorkbook, encrypted, truncated, damaged, tooLarge, externalEntity
  case webPage, spreadsheetXML, openDocument, otherFile, noList, headingsOnly

  /// One line for users, Simplified Chinese.
  package var chinese: String {
    switch self {
    case .unreadable: "文件打不开：请检查路径和权限。"
    case .empty: "文件是空的：请重新导出后再试。"
    case .notAList: "文件不是表格：请用 XLSX 或 CSV 格式。"
    case .legacyWorkbook: "这是旧版 .xls 工作簿：请在 WPS 或 Excel 中另存为 .xlsx 后再试。"
    case .encrypted: "工作簿有密码：请去掉打开密码后另存再试。"
    case .truncated: "文件不完整，可能没有传完：请重新发送或重新导出。"
    case .damaged: "文件已损坏：请在 WPS 或 Excel 中打开并另存后再试。"
    case .tooLarge: "文件展开后过大：请分成几个文件，或导出为 CSV。"
    case .externalEntity: "文件里有外部引用或文档类型声明，不安全：请在 WPS 或 Excel 中另存后再试。"
    case .webPage: "这是网页，里面没有可读的表格：请另存为 .xlsx 后再试。"
    case .spreadsheetXML: "这是 XML 2003 表格：请另存为 .xlsx 后再试。"
    case .openDocument: "这是 OpenDocument 表格：请另存为 .xlsx 后再试。"
    case .otherFile: "这是文档、图片或压缩包，不是表格：请用 XLSX 或 CSV 格式。"
    case .noList: "文件里找不到名单：需要有姓名等标题的一行。"
    case .headingsOnly: "文件只有标题，没有人员。"
    }
  }

  /// The same line in English.
  package var english: String {
    switch self {
    case .unreadable: "The file can't be opened: check the path and permissions."
    case .empty: "The file is empty: export it again."
    case .notAList: "The file is not a table: use XLSX or CSV."
    case .legacyWorkbook: "This is an old .xls workbook: save it as .xlsx in WPS or Excel and try again."
    case .encrypted: "The workbook has a password: remove it, save and try again."
    case .truncated: "The file is incomplete: send or export it again."
    case .damaged: "The file is damaged: open it in WPS or Excel, save it and try again."
    case .tooLarge: "The file unpacks to too much: split it or export it as CSV."
    case .externalEntity: "The file declares entities or a document type, which is unsafe: save it anew."
    case .webPage: "This is a web page without a readable table: save it as .xlsx and try again."
    case .spreadsheetXML: "This is an XML 2003 spreadsheet: save it as .xlsx and try again."
    case .openDocument: "This is an OpenDocument spreadsheet: save it as .xlsx and try again."
    case .otherFile: "This is a document, picture or archive, no table: use XLSX or CSV."
    case .noList: "No list found in the file: a row of headings with a name column is needed."
    case .headingsOnly: "The file has headings only, nobody stands in it."
    }
  }
}
