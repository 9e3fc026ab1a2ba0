import MemoryTypes
import ServiceKit
import Synchronization
import Testing
import Threads
import Wire
import ZeroMQ

@Suite("A frontend and its clients", .timeLimit(.minutes(1)))
struct FrontendTests {
    @Test("many requests at a time each get their own answer") func answers() async throws {
        try await Bench.with {
            $0.on(DropJob.self) { request, _ in
                if request.job.value % 3 == 0 { throw Refusal(.unknownJob, numbers: [Int64(request.job.value)]) }
                return Acknowledged()
            }
        } _: { bench in
            await withTaskGroup(of: Void.self) { group in
                for number in 1...200 as ClosedRange<UInt64> {
                    group.addTask {
                        let found = await code { () throws(Refusal) in
                            _ = try await bench.client.call(DropJob(job: JobID(number)), within: .seconds(20))
                        }
                        #expect(found == (number % 3 == 0 ? .unknownJob : nil))
                    }
                }
            }
        }
    }

    @Test("an answer in parts comes in order, and then its end") func streams() async throws {
        try await Bench.with {
            $0.onStream(VerifyLog.self) { _, _, send in
                for step in 0..<500 as Range<UInt64> { try send(Progress(done: step, total: 500, text: "")) }
                return LogVerdict.good(records: 500)
            }
        } _: { bench in
            var steps: [UInt64] = []
            let verdict = try await bench.client.stream(VerifyLog(name: PoolName("p")!, deep: false)) {
                (part) throws(Refusal) in steps.append(part.done)
            }
            #expect(steps == Array(0..<500) && verdict.records == 500)
        }
    }

    @Test("what nobody answers, and what nobody knows, is refused by number") func unknownKinds() async throws {
        try await Bench.with { _ in
        } _: { bench in
            #expect(
                await code { () throws(Refusal) in _ = try await bench.client.call(Hello(), within: .seconds(5)) }
                    == .unexpectedKind)
            var packet = Packet(Hello())
            packet.envelope.kindNumber = 0x0FFF
            #expect(
                await code { () throws(Refusal) in
                    _ = try await bench.client.relay(packet, CallOptions()) { (_) throws(Refusal) in }
                } == .unknownKind)
        }
    }

    @Test("a handler's fault reaches the client as a number, not in its own words") func fault() async throws {
        struct Secret: Error {}
        try await Bench.with {
            $0.on(Hello.self) { _, _ in throw Secret() }
        } _: { bench in
            #expect(
                await code { () throws(Refusal) in _ = try await bench.client.call(Hello(), within: .seconds(5)) }
                    == .internalFault)
        }
    }

    @Test("a request that takes too long is cancelled at the server and refused at the client") func deadline()
        async throws
    {
        let ended = Mailbox<Bool>(capacity: 1)
        try await Bench.with {
            $0.on(Hello.self) { _, _ in
                try? await untilCancelled()
                _ = try? ended.put(Task.isCancelled)
                throw CancellationError()
            }
        } _: { bench in
            let found = await code { () throws(Refusal) in
                _ = try await bench.client.call(Hello(), within: .milliseconds(100))
            }
            #expect(found == .deadlinePassed)
            #expect(await ended.next() == true)
        }
    }

    @Test("a cancelled task cancels its request at the server") func cancellation() async throws {
        let began = Mailbox<Bool>(capacity: 1)
        let ended = Mailbox<Bool>(capacity: 1)
        try await Bench.with {
            $0.on(Hello.self) { _, _ in
                _ = try? began.put(true)
                try? await untilCancelled()
                _ = try? ended.put(Task.isCancelled)
                throw CancellationError()
            }
        } _: { bench in
            let task = Task {
                await code { () throws(Refusal) in _ = try await bench.client.call(Hello(), within: .seconds(60)) }
            }
            _ = await began.next()
            task.cancel()
            #expect(await task.value == .cancelled)
            #expect(await ended.next() == true)
        }
    }

    @Test("a deadline that has passed is refused before anything is done") func pastDeadline() async throws {
        try await Bench.with {
            $0.on(Hello.self) { _, _ in
                Issue.record("the handler ran")
                return .sample
            }
        } _: { bench in
            let reply = try await bench.exchange(Packet(Hello(), correlation: 5, deadline: 1000).frames())
            #expect(try reply.message(as: Refusal.self).code == .deadlinePassed)
            #expect(reply.envelope.correlation == 5 && reply.envelope.flags == [.final, .error])
        }
    }

    @Test("broken frames are refused by number, and the next request is answered", arguments: [0, 4, 13, 17, 33, 60])
    func brokenFrames(byte: Int) async throws {
        try await Bench.with {
            $0.on(FetchDocumentText.self) { _, _ in throw Refusal(.unknownDocument) }
        } _: { bench in
            let request = FetchDocumentText(document: DocumentID(bytes: [UInt8](repeating: 7, count: 16))!)
            var frames = Packet(request, correlation: 9, credential: "0123456789").frames()
            frames[0][byte] ^= 0x40
            let refusal = try await bench.exchange(frames).message(as: Refusal.self)
            let wanted: [RefusalCode] = [.notEngram, .wrongVersion, .corruptFrame, .oversized, .malformedPayload]
            #expect(wanted.contains { refusal.code == $0 })
            #expect(
                await code { () throws(Refusal) in _ = try await bench.client.call(request, within: .seconds(5)) }
                    == .unknownDocument)
        }
    }

    @Test("a payload beyond the limit is refused, in one frame or in many") func oversized() async throws {
        var options = FrontendOptions(endpoint: "tcp://127.0.0.1:*")
        options.payloadBytesMax = 100_000
        try await Bench.with(options: options) { _ in
        } _: { bench in
            for size in [100_001, 900_000, 3_000_000] {
                let packet = Packet(
                    envelope: Envelope(kind: .hello, correlation: 3), payload: [UInt8](repeating: 0, count: size))
                let refusal = try await bench.exchange(packet.frames()).message(as: Refusal.self)
                #expect(refusal.code == .oversized)
            }
        }
    }

    @Test("more requests than may be under way are refused at once as retryable") func bounded() async throws {
        var options = FrontendOptions(endpoint: "tcp://127.0.0.1:*")
        options.inFlightMax = 2
        let gate = Mailbox<Bool>(capacity: 1)
        let began = Mailbox<Bool>(capacity: 10)
        try await Bench.with(options: options) {
            $0.on(Hello.self) { _, _ in
                _ = try? began.put(true)
                try await untilCancelled()
                return .sample
            }
        } _: { bench in
            let waiting = [0, 1].map { _ in
                Task {
                    await code { () throws(Refusal) in _ = try await bench.client.call(Hello(), within: .seconds(60)) }
                }
            }
            _ = await began.next()
            _ = await began.next()
            #expect(
                await code { () throws(Refusal) in _ = try await bench.client.call(Hello(), within: .seconds(5)) }
                    == .queueFull)
            for task in waiting { task.cancel() }
            gate.close()
        }
    }

    @Test("a service that ends refuses what is further, and finishes what is under way") func drain() async throws {
        let began = Mailbox<Bool>(capacity: 1)
        let go = Mailbox<Bool>(capacity: 1)
        try await Bench.with {
            $0.on(Hello.self) { _, _ in
                _ = try? began.put(true)
                _ = await go.next()
                return .sample
            }
            $0.on(ListModels.self) { _, _ in ModelPage(models: []) }
        } _: { bench in
            async let answer = bench.client.call(Hello(), within: .seconds(30))
            _ = await began.next()
            async let drained: Void = bench.frontend.drain(within: .seconds(30))
            while await code({ () throws(Refusal) in _ = try await bench.client.call(ListModels(), within: .seconds(5))
            })
                != .shuttingDown
            {}
            _ = try? go.put(true)
            let reply = try await answer
            #expect(reply == .sample)
            await drained
        }
    }

    @Test("a client whose server goes away is told at once, and is served again when it is back")
    func reconnect() async throws {
        let context = Context()
        var table = RequestHandlers()
        table.on(Hello.self) { _, _ in
            try await untilCancelled()
            return .sample
        }
        table.on(ListModels.self) { _, _ in ModelPage(models: []) }
        let first = RequestFrontend(FrontendOptions(endpoint: "tcp://127.0.0.1:*"), in: context, handlers: table)
        let endpoint = try await first.start()
        let client = try await RequestClient(to: endpoint, in: context)
        _ = try await client.call(ListModels(), within: .seconds(20))
        async let lost = code { () throws(Refusal) in _ = try await client.call(Hello(), within: .seconds(50)) }
        while first.requestsInFlight == 0 { await Task.yield() }
        await first.drain(within: .zero)
        #expect([.shuttingDown, .storeUnavailable].contains(await lost))
        // A request that is sent before the client has heard of the end may be lost with the connection.
        while client.isConnected { await Task.yield() }
        let second = RequestFrontend(FrontendOptions(endpoint: endpoint), in: context, handlers: table)
        _ = try await second.start()
        #expect(try await client.call(ListModels(), within: .seconds(50)).models.isEmpty)
        await client.close()
        await second.drain(within: .zero)
    }
}

@Suite("Who may ask what", .timeLimit(.minutes(1)))
struct GateTests {
    private struct Keys: Gatekeeper {
        func caller(credential: String, curveKey: String?) async throws(Refusal) -> Caller {
            switch credential {
            case "reader": Caller(tenant: TenantName("a")!, scopes: .read, key: 1, limits: Caller.local.limits)
            case "service": Caller(tenant: .default, scopes: [.service], key: 2, limits: Caller.local.limits)
            default: throw Refusal(.badCredential)
            }
        }
    }

    @Test(
        "a credential opens its own scopes for its own tenant; a service acts for anybody",
        arguments: [
            ("reader", nil, RefusalCode?.none, RefusalCode?.some(.scopeMissing)),
            ("reader", "a", nil, .scopeMissing),
            ("reader", "b", .tenantMismatch, .tenantMismatch),
            ("nobody", nil, .badCredential, .badCredential),
            ("service", "b", nil, nil),
        ] as [(String, String?, RefusalCode?, RefusalCode?)])
    func scopes(credential: String, tenant: String?, reads: RefusalCode?, drops: RefusalCode?) async throws {
        try await Bench.with(gate: Keys()) {
            $0.on(ListModels.self) { _, context in
                #expect(context.tenant.text == tenant ?? "a")
                return ModelPage(models: [])
            }
            $0.on(DropJob.self) { _, _ in Acknowledged() }
        } _: { bench in
            let options = CallOptions(tenant: tenant.flatMap { TenantName($0) }, credential: credential)
            #expect(
                await code { () throws(Refusal) in _ = try await bench.client.call(ListModels(), options) } == reads)
            #expect(
                await code { () throws(Refusal) in _ = try await bench.client.call(DropJob(job: JobID(1)), options) }
                    == drops)
        }
    }

    @Test(
        "a service asks in the name of another key; nobody else does",
        arguments: [
            ("service", nil, .success(2)), ("service", 9, .success(9)), ("service", 0, .success(0)),
            ("reader", nil, .success(1)), ("reader", 9, .failure(.scopeMissing)),
            ("reader", 1, .failure(.scopeMissing)),
        ] as [(String, UInt64?, Outcome)])
    func actors(credential: String, actor: UInt64?, wanted: Outcome) async throws {
        let heard = Mutex(UInt64.max)
        try await Bench.with(gate: Keys()) {
            $0.on(ListModels.self) { _, context in
                heard.withLock { $0 = context.caller.key }
                return ModelPage(models: [])
            }
        } _: { bench in
            let options = CallOptions(credential: credential, actor: actor)
            let code = await code { () throws(Refusal) in _ = try await bench.client.call(ListModels(), options) }
            switch wanted {
            case .success(let key): #expect(code == nil && heard.withLock { $0 } == key)
            case .failure(let refusal): #expect(code == refusal && heard.withLock { $0 } == .max)
            }
        }
    }

    enum Outcome: Sendable { case success(UInt64), failure(RefusalCode) }

    @Test("without keys an actor says nothing") func noActor() async throws {
        try await Bench.with {
            $0.on(ListModels.self) { _, context in
                #expect(context.caller == .local)
                return ModelPage(models: [])
            }
        } _: { bench in
            _ = try await bench.client.call(ListModels(), CallOptions(actor: 9))
        }
    }

    @Test("without keys there is no other tenant") func openGate() async throws {
        try await Bench.with {
            $0.on(ListModels.self) { _, _ in ModelPage(models: []) }
        } _: { bench in
            let options = CallOptions(tenant: TenantName("other"))
            #expect(
                await code { () throws(Refusal) in _ = try await bench.client.call(ListModels(), options) }
                    == .tenantMismatch)
        }
    }
}

@Suite("Events", .timeLimit(.minutes(1)))
struct EventTests {
    private func dropped(_ pool: UInt64) -> PoolChanged {
        PoolChanged(
            pool: PoolID(pool), uid: PoolUID(bytes: [UInt8](repeating: 1, count: 16))!, tenant: .default,
            name: PoolName("p")!, change: .dropped, version: PoolVersion(0))
    }

    @Test("reach a subscriber in order, once its connection stands") func order() async throws {
        let context = Context()
        let publisher = try EventPublisher(in: context)
        let subscriber = try await EventSubscriber(to: publisher.bind("tcp://127.0.0.1:*"), in: context)
        // A subscription may arrive after the connection stands: publish until one event is there.
        let ticker = Task {
            var number: UInt64 = 0
            while !Task.isCancelled {
                publisher.publish(dropped(number))
                number += 1
                await Task.yield()
            }
        }
        var found: [UInt64] = []
        while found.count < 3, let event = await subscriber.next() {
            if case .poolChanged(let change) = event { found.append(change.pool.value) }
        }
        ticker.cancel()
        #expect(found.count == 3 && found[1] == found[0] + 1 && found[2] == found[1] + 1)
        await subscriber.close()
        await publisher.close()
    }
}
