import Foundation
import Testing

/// The notebooks are source: whoever runs one must not commit what came out.
@Suite struct NotebookTests {
  @Test func holdsNoOutputsAndEveryCellHasItsId() throws {
    let file = URL(filePath: #filePath).appending(path: "../../../notebooks-export/plan.ipynb").standardizedFileURL
    let read = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    let notebook = try #require(read as? [String: Any])
    #expect(notebook["nbformat"] as? Int == 4)
    #expect(notebook["nbformat_minor"] as? Int == 5)
    let cells = try #require(notebook["cells"] as? [[String: Any]])
    let ids = cells.compactMap { $0["id"] as? String }
    #expect(Set(ids).count == cells.count)
    for cell in cells where cell["cell_type"] as? String == "code" {
      #expect((cell["outputs"] as? [Any])?.isEmpty == true)
      #expect(cell["execution_count"] is NSNull)
      #expect((cell["source"] as? [String])?.joined().contains("assert") == true, "\(cell["id"] ?? "") checks nothing")
    }
  }
}
