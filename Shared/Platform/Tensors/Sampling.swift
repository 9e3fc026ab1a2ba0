internal import CKernels
internal import Glibc

extension Tensor {
    /// The column of the largest number of a row, the first of equals; nil if no number of the row is one.
    public func argmax(row: Int) -> Int? {
        precondition(row >= 0 && row < rows, "row \(row) of \(rows)")
        let found = unsafe withPointer { unsafe ck_argmax($0 + row * columns, columns) }
        return found < columns ? found : nil
    }

    /// e^(x/temperature) / Σ e^(x/temperature) of a row.
    public func softmax(row: Int, temperature: Float = 1) -> [Float] {
        guard let top = argmax(row: row) else { return Array(repeating: 0, count: columns) }
        let scaled = self[rows: row..<row + 1].array.map { $0 / temperature }
        var result = [Float](repeating: 0, count: columns)
        let sum = unsafe ck_exp_sum(scaled, scaled[top], columns, &result)
        for i in result.indices { result[i] /= sum }
        return result
    }

    /// log Σ e^x of a row, for scores and entropies; in f64.
    public func logSumExp(row: Int) -> Double {
        guard let top = argmax(row: row) else { return .nan }
        let numbers = self[rows: row..<row + 1].array
        var ignored = [Float](repeating: 0, count: columns)
        let sum = unsafe ck_exp_sum(numbers, numbers[top], columns, &ignored)
        return Double(numbers[top]) + log(Double(sum))
    }
}
