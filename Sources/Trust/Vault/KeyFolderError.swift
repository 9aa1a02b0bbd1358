import Kernel

/// What is wrong with the key folder, in words that name the mend.
package enum KeyFolderError: Error, Sendable, Hashable {
  case missing(path: String)
  case incomplete(path: String, file: String)
  /// Others than the owner may read or change it. `mode`: octal permissions such as `755`.
  case tooOpen(path: String, mode: String, wanted: String)
  case damaged(path: String)
  /// The file system refused; `code` is errno.
  case refused(path: String, code: Int32)
}

extension KeyFolderError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missing(let path): "There is no key folder at \(path)."
    case .incomplete(let path, let file): "The key folder \(path) lacks \(file)."
    case .tooOpen(let path, let mode, let wanted):
      "\(path) is open to others (permissions \(mode)). Mend: chmod \(wanted) \(path)"
    case .damaged(let path): "\(path) isn't a key file of this program."
    case .refused(let path, let code): "\(path) can't be used: \(systemMessage(code))."
    }
  }

  /// The same for the reader, by its key in the text files.
  package var phrase: Phrase {
    switch self {
    case .missing(let path): Phrase("keys.missing", ["path": path])
    case .incomplete(let path, let file): Phrase("keys.incomplete", ["path": path, "file": file])
    case .tooOpen(let path, let mode, let wanted):
      Phrase("keys.tooOpen", ["path": path, "mode": mode, "wanted": wanted])
    case .damaged(let path): Phrase("keys.damaged", ["path": path])
    case .refused(let path, let code): Phrase("keys.refused", ["path": path, "reason": systemMessage(code)])
    }
  }
}
