/// What plots are written in: text that any browser shows, equal for equal numbers.
enum SVG {
    static func document(width: Double, height: Double, _ body: String) -> String {
        let size = "width=\"\(text(width))\" height=\"\(text(height))\" viewBox=\"0 0 \(text(width)) \(text(height))\""
        return """
            <svg xmlns="http://www.w3.org/2000/svg" \(size) font-family="sans-serif" font-size="11">
            <rect width="100%" height="100%" fill="white"/>
            \(body)</svg>

            """
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// With at most three decimals.
    static func text(_ value: Double) -> String {
        let thousandths = (value * 1000).rounded()
        guard abs(thousandths) < 1e15 else { return "\(value)" }
        let whole = Int(thousandths)
        guard whole % 1000 != 0 else { return "\(whole / 1000)" }
        return "\(Double(whole) / 1000)"
    }
}
