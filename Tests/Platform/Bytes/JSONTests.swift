import Bytes
import Testing

@Suite("JSON: read strictly, and written so that it reads back")
struct JSONTests {
    @Test("every kind of value", arguments: [
        ("null", JSON.null), ("true", .boolean(true)), (" false ", .boolean(false)), ("0", .integer(0)),
        ("-12", .integer(-12)), ("9223372036854775807", .integer(.max)), ("9223372036854775808", .number(0x1p63)),
        ("1.5e3", .number(1500)), ("-0.0", .number(-0.0)), ("1E-2", .number(0.01)), ("\"\"", .string("")),
        (#""a\"\\\/\b\f\n\r\t""#, .string("a\"\\/\u{8}\u{c}\n\r\t")), (#""\u00e9\ud83d\ude42""#, .string("é🙂")),
        (#""\ud83d x""#, .string("\u{FFFD} x")), (#""\ud83d\u0041""#, .string("\u{FFFD}A")), ("\"日本\"", .string("日本")),
        ("[]", .array([])), ("[1, [ ] ,{}]", .array([.integer(1), .array([]), .object(JSONObject())])),
    ])
    func values(text: String, value: JSON) throws {
        #expect(try JSON(parsing: text) == value)
        #expect(try JSON(parsing: value.encoded) == value)
    }

    @Test("what is no JSON is refused with the place", arguments: [
        "", " ", "nul", "01", "+1", ".5", "1.", "1e", "--1", "[1,]", "[1 2]", "{\"a\":1,}", "{a:1}", "{\"a\" 1}",
            "\"", "\"\\x\"",
        "\"\\u12g4\"", "\"\n\"", "[", "{", "1 2", "tru", "1e999", "NaN", "\u{FEFF}1",
    ])
    func refusals(text: String) {
        #expect(throws: JSONError.self) { try JSON(parsing: text) }
    }

    @Test("bytes that are not UTF-8 are refused")
    func encoding() {
        #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
        #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0x5C, 0x6E, 0xC3, 0x22]) }
    }

    @Test("nesting has a bound, so that no input exhausts the stack")
    func depth() throws {
        let open = String(repeating: "[", count: JSON.depthMax), close = String(repeating: "]", count: JSON.depthMax)
        #expect(throws: Never.self) { try JSON(parsing: open + close) }
        #expect(throws: JSONError.self) { try JSON(parsing: "[" + open + close + "]") }
        #expect(throws: JSONError.self) { try JSON(parsing: String(repeating: "{\"a\":", count: 100_000)) }
    }

    @Test("members keep their order, doubles are seen, and the last of a name counts")
    func members() throws {
        let object = try #require(try JSON(parsing: #"{"b":1,"a":2,"b":3}"#).object)
        #expect(object.members.map(\.name) == ["b", "a", "b"])
        #expect(object["b"] == .integer(3))
        #expect(object.duplicateName == "b")
        #expect(object["c"] == nil)
    }

    @Test("no prefix of a document is one")
    func prefixes() throws {
        let whole = Array(#"{"a":[1,-2.5e1,"x\u00e9y",{"b":null}],"c":true}"#.utf8)
        #expect(throws: Never.self) { try JSON(parsing: whole) }
        for count in 0..<whole.count { #expect(throws: JSONError.self) { try JSON(parsing: Array(whole[..<count])) } }
    }
}
