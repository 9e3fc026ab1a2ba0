import Synchronization
import Testing
import Threads
import ZeroMQ

/// A router that answers every message with itself.
private func makeEcho(in context: Context, options: SocketOptions = SocketOptions()) async throws -> (Socket, String) {
    let box = Mailbox<ReceivedMessage>(capacity: 10_000)
    let socket = try Socket(
        .router, in: context, options: options, events: SocketEvents(received: { _ = try? box.put($0) }))
    let endpoint = try await socket.bind("tcp://127.0.0.1:*")
    Task { while let message = await box.next() { try? socket.send(message.frames) } }
    return (socket, endpoint)
}

private func makeDealer(
    to endpoint: String, in context: Context, options: SocketOptions = SocketOptions()
) async throws -> (Socket, Mailbox<ReceivedMessage>) {
    let box = Mailbox<ReceivedMessage>(capacity: 10_000)
    let socket = try Socket(
        .dealer, in: context, options: options, events: SocketEvents(received: { _ = try? box.put($0) }))
    try await socket.connect(endpoint)
    return (socket, box)
}

@Suite("Sockets on threads of their own", .timeLimit(.minutes(1)))
struct SocketTests {
    @Test("a message of several frames goes to a router and back") func echo() async throws {
        let context = Context()
        let (server, endpoint) = try await makeEcho(in: context)
        let (client, box) = try await makeDealer(to: endpoint, in: context)
        #expect(endpoint.hasPrefix("tcp://127.0.0.1:") && !endpoint.hasSuffix("*"))
        try client.send([[1, 2, 3], [], [4]])
        #expect(await box.next()?.frames == [[1, 2, 3], [], [4]])
        await client.close()
        await server.close()
    }

    @Test("messages stay in order, thousands of them") func order() async throws {
        let context = Context()
        let (server, endpoint) = try await makeEcho(in: context)
        let (client, box) = try await makeDealer(to: endpoint, in: context)
        for index in 0..<3000 { try client.send([[UInt8(index & 255), UInt8(index >> 8)]]) }
        for index in 0..<3000 { #expect(await box.next()?.frames == [[UInt8(index & 255), UInt8(index >> 8)]]) }
        await client.close()
        await server.close()
    }

    @Test("a dealer without a server refuses when its mailbox is full, and does not grow") func full() async throws {
        var options = SocketOptions()
        options.mailboxCapacity = 4
        let (client, _) = try await makeDealer(to: "tcp://127.0.0.1:1", in: Context(), options: options)
        var refused = 0
        for _ in 0..<2000 {
            do { try client.send([[0]]) } catch { refused += 1 }
        }
        #expect(refused >= 1990)
        await client.close()
        #expect(throws: ZeroMQError.closed) { try client.send([[0]]) }
    }

    @Test("a router tells of a message to a peer that it does not know") func unroutable() async throws {
        let box = Mailbox<[[UInt8]]>(capacity: 10)
        let server = try Socket(.router, in: Context(), events: SocketEvents(undeliverable: { _ = try? box.put($0) }))
        _ = try await server.bind("tcp://127.0.0.1:*")
        try server.send([[9, 9, 9], [1]])
        #expect(await box.next() == [[9, 9, 9], [1]])
        await server.close()
    }

    @Test("of a message with too many bytes the rest is dropped, and the connection lives") func oversized()
        async throws
    {
        var options = SocketOptions()
        options.messageBytesMax = 1000
        let box = Mailbox<ReceivedMessage>(capacity: 10)
        let context = Context()
        let server = try Socket(
            .router, in: context, options: options, events: SocketEvents(received: { _ = try? box.put($0) }))
        let (client, _) = try await makeDealer(to: server.bind("tcp://127.0.0.1:*"), in: context)
        try client.send([[1], [UInt8](repeating: 0, count: 600), [UInt8](repeating: 0, count: 600)])
        try client.send([[2]])
        let first = try #require(await box.next())
        #expect(first.isTruncated && first.frames.count == 3)
        let second = try #require(await box.next())
        #expect(!second.isTruncated && second.frames[1] == [2])
        await client.close()
        await server.close()
    }

    @Test("what is published reaches who subscribed to its topic, and nobody else") func publish() async throws {
        let context = Context()
        let joined = Mailbox<Bool>(capacity: 10)
        let box = Mailbox<ReceivedMessage>(capacity: 1000)
        let publisher = try Socket(.pub, in: context, events: SocketEvents())
        let endpoint = try await publisher.bind("tcp://127.0.0.1:*")
        var options = SocketOptions()
        options.subscriptions = [Array("a.".utf8)]
        let subscriber = try Socket(
            .sub, in: context, options: options,
            events: SocketEvents(received: { _ = try? box.put($0) }, connected: { _ = try? joined.put($0) }))
        try await subscriber.connect(endpoint)
        #expect(await joined.next() == true)
        // A subscription may arrive after the connection stands: publish until the first one is there.
        let ticker = Task {
            while !Task.isCancelled {
                try publisher.send([Array("b.".utf8), [1]])
                try publisher.send([Array("a.".utf8), [2]])
                await Task.yield()
            }
        }
        #expect(await box.next()?.frames == [Array("a.".utf8), [2]])
        ticker.cancel()
        await subscriber.close()
        await publisher.close()
    }

    @Test("a dealer is told when its server comes and goes") func monitor() async throws {
        let context = Context()
        let (server, endpoint) = try await makeEcho(in: context)
        let box = Mailbox<Bool>(capacity: 10)
        let client = try Socket(.dealer, in: context, events: SocketEvents(connected: { _ = try? box.put($0) }))
        try await client.connect(endpoint)
        #expect(await box.next() == true)
        await server.close()
        #expect(await box.next() == false)
        await client.close()
    }

    @Test("what a server says last is heard before the news that it has gone") func lastWords() async throws {
        let context = Context()
        for round in 0..<50 as Range<UInt8> {
            let asked = Mailbox<ReceivedMessage>(capacity: 1)
            let server = try Socket(.router, in: context, events: SocketEvents(received: { _ = try? asked.put($0) }))
            let endpoint = try await server.bind("tcp://127.0.0.1:*")
            let heard = Mailbox<[UInt8]>(capacity: 10)
            let client = try Socket(
                .dealer, in: context,
                events: SocketEvents(
                    received: { _ = try? heard.put($0.frames[0]) }, connected: { if !$0 { heard.close() } }))
            try await client.connect(endpoint)
            try client.send([[round]])
            try server.send(#require(await asked.next()).frames)
            await server.close()
            #expect(await heard.next() == [round])
            #expect(await heard.next() == nil)
            await client.close()
        }
    }

    @Test("a port is free as soon as the socket that listened there is closed") func rebinding() async throws {
        let context = Context()
        let (first, endpoint) = try await makeEcho(in: context)
        let (client, box) = try await makeDealer(to: endpoint, in: context)
        var server = first
        for round in 0..<50 as Range<UInt8> {
            await server.close()
            server = try Socket(.router, in: context, events: SocketEvents())
            #expect(try await server.bind(endpoint) == endpoint, "round \(round)")
        }
        await server.close()
        await client.close()
        #expect(box.count == 0)
    }
}

@Suite("CURVE", .timeLimit(.minutes(1)))
struct CurveTests {
    @Test("a key pair can be made again from its secret, and nothing else is a key") func keys() throws {
        let pair = CurveKeyPair()
        #expect(try CurveKeyPair(secret: pair.secret) == pair)
        #expect(!"\(pair)".contains(pair.secret))
        #expect(throws: ZeroMQError.notAKey) { try CurvePublicKey("short") }
    }

    @Test("an admitted key is named with each message, another key gets no answer") func admission() async throws {
        let context = Context()
        let (serverPair, friend, stranger) = (CurveKeyPair(), CurveKeyPair(), CurveKeyPair())
        let friendKey = friend.publicKey
        let asked = Mailbox<CurvePublicKey>(capacity: 100)
        let authenticator = try await Authenticator(in: context) { key, domain in
            #expect(domain == "engram")
            _ = try? asked.put(key)
            return key == friendKey ? "friend" : nil
        }
        var options = SocketOptions()
        options.security = .server(serverPair)
        let box = Mailbox<ReceivedMessage>(capacity: 10)
        let server = try Socket(
            .router, in: context, options: options, events: SocketEvents(received: { _ = try? box.put($0) }))
        let endpoint = try await server.bind("tcp://127.0.0.1:*")
        options.security = .client(server: serverPair.publicKey, own: stranger)
        let (bad, _) = try await makeDealer(to: endpoint, in: context, options: options)
        try bad.send([[1]])
        #expect(await asked.next() == stranger.publicKey)
        options.security = .client(server: serverPair.publicKey, own: friend)
        let (good, _) = try await makeDealer(to: endpoint, in: context, options: options)
        try good.send([[2]])
        let message = try #require(await box.next())
        #expect(message.frames[1] == [2] && message.user == "friend")
        await bad.close()
        await good.close()
        await server.close()
        withExtendedLifetime(authenticator) {}
    }
}
