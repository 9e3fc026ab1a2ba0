/// Messages of a router to peers whose queues are full, kept in order until there is room.
///
/// libzmq would drop them, or let one slow reader hold up everybody.
struct Backlog {
    private struct Line {
        var messages: [[[UInt8]]] = []
        var next = 0
        var bytes = 0
    }

    private var lines: [[UInt8]: Line] = [:]

    /// For one peer, at most.
    static let messagesMax = 16_384
    static let bytesMax = 128 << 20

    var isEmpty: Bool { lines.isEmpty }

    /// Whether messages to the peer wait already, so that a further one must wait behind them.
    func holds(_ peer: [UInt8]) -> Bool { lines[peer] != nil }

    /// - Returns: false if the peer reads too slowly: nothing of it is kept any more.
    mutating func append(_ message: [[UInt8]]) -> Bool {
        let peer = message[0]
        lines[peer, default: Line()].messages.append(message)
        lines[peer]?.bytes += message.reduce(0) { $0 + $1.count }
        guard let line = lines[peer], line.messages.count - line.next <= Self.messagesMax, line.bytes <= Self.bytesMax
        else {
            lines[peer] = nil
            return false
        }
        return true
    }

    enum Outcome { case sent, full, gone }

    /// Tries to send what waits.
    ///
    /// - Returns: messages that cannot be delivered: their peers are gone.
    mutating func retry(_ send: ([[UInt8]]) -> Outcome) -> [[[UInt8]]] {
        var lost: [[[UInt8]]] = []
        for peer in Array(lines.keys) {
            while let message = first(of: peer) {
                let outcome = send(message)
                if outcome == .full { break }
                if outcome == .gone { lost.append(message) }
                removeFirst(of: peer)
            }
        }
        return lost
    }

    private func first(of peer: [UInt8]) -> [[UInt8]]? { lines[peer].map { $0.messages[$0.next] } }

    private mutating func removeFirst(of peer: [UInt8]) {
        guard var line = lines.removeValue(forKey: peer) else { return }
        line.bytes -= line.messages[line.next].reduce(0) { $0 + $1.count }
        line.messages[line.next] = []
        line.next += 1
        if line.next < line.messages.count { lines[peer] = line }
    }
}
