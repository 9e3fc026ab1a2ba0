typealias CStringArray = UnsafePointer<UnsafePointer<CChar>?>

/// The texts as C strings behind a null-terminated array, while `body` runs.
func withCStrings<Result>(_ texts: [String], _ body: (CStringArray) -> Result) -> Result {
    let copies = texts.map { Array($0.utf8CString) }
    let starts = copies.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    let all = copies.flatMap { $0 }
    return unsafe all.withUnsafeBufferPointer { all in
        var pointers: [UnsafePointer<CChar>?] = unsafe []
        for start in starts.dropLast() { unsafe pointers.append(all.baseAddress! + start) }
        unsafe pointers.append(nil)
        return unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress!) }
    }
}

extension ParameterBuffer {
    /// Pointers to each parameter, their lengths, and the number 1 (binary) for each, as libpq takes them.
    func withPointers<Result>(
        _ body: (CStringArray?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Result
    ) -> Result {
        let lengths = ranges.map { Int32($0?.count ?? 0) }
        let formats = [Int32](repeating: 1, count: ranges.count)
        // An empty value needs an address too: a null pointer means NULL.
        return unsafe (bytes + [0]).withUnsafeBytes { raw in
            let base = unsafe raw.baseAddress!.assumingMemoryBound(to: CChar.self)
            var values: [UnsafePointer<CChar>?] = unsafe []
            for range in ranges { unsafe values.append(range.map { unsafe base + $0.lowerBound }) }
            return unsafe values.withUnsafeBufferPointer { values in
                unsafe lengths.withUnsafeBufferPointer { lengths in
                    unsafe formats.withUnsafeBufferPointer { formats in
                        unsafe body(values.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}
