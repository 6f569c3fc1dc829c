import Foundation
import PlanFiles
import Testing

@Suite struct JSONValueTests {
  @Test func membersKeepTheirOrder() {
    let value: JSONValue = ["b": 1, "a": [true, nil, 2.5], "c": [:], "d": []]
    #expect(value.printed(indent: nil) == #"{"b":1,"a":[true,null,2.5],"c":{},"d":[]}"#)
    #expect(
      value.printed() == "{\n  \"b\": 1,\n  \"a\": [\n    true,\n    null,\n    2.5\n  ],\n  \"c\": {},\n  \"d\": []\n}"
    )
  }

  @Test(
    arguments: [
      (0.1, "0.1"), (300, "300"), (-0.0, "0"), (1e16, "1e+16"), (.leastNonzeroMagnitude, "5e-324"),
      (1.0 / 3, "0.3333333333333333"),
      (-2.5e-7, "-2.5e-07"), (.nan, "null"), (.infinity, "null"),
    ] as [(Double, String)])
  func numbers(value: Double, text: String) {
    #expect(JSONValue.number(value).printed() == text)
  }

  @Test(arguments: ["", "a\"b\\c", "tab\tline\nreturn\r", "\u{1}\u{1F}", "Ünïcode 🛰 e\u{301}", "\r\n"])
  func textsReadBack(text: String) throws {
    let document = JSONValue.array([.string(text)]).printed()
    let read = try #require(JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String])
    // By bytes: `==` on strings takes different spellings of one character for equal.
    #expect(Array(read[0].utf8) == Array(text.utf8))
  }

  @Test func numbersReadBack() throws {
    var generator = SystemRandomNumberGenerator()
    let numbers = (0..<1000).map { _ in Double(bitPattern: generator.next()) }.filter(\.isFinite)
    for number in numbers {
      let text = JSONValue.number(number).printed()
      #expect(Double(text) == number)
      #expect(text.wholeMatch(of: /-?(0|[1-9]\d*)(\.\d+)?(e[+-]\d+)?/) != nil, "\(text) is not JSON")
    }
  }
}
