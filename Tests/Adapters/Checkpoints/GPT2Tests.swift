import Bytes
import Checkpoints
import Foundation
import Synchronization
import Tensors
import Testing
import Transformer

@Suite("Radford et al. 2019: GPT-2 against the published implementation")
struct GPT2Tests {
    let golden: GPT2Golden

    init() throws { golden = try GPT2Golden() }

    @Test("logits of two texts, one of them padded on the left")
    func logits() throws {
        let recorded = try GPT2Golden.json("autograd_gpt2")
        let wanted = try GPT2Golden.tensors("autograd_gpt2").floats("logits", shape: [2, 9, 96])
        for (row, start) in [(0, 0), (1, 3)] {
            let tokens = GPT2Golden.tokens(recorded["input_ids"]?.array?[row])
            let found = golden.logits(Array(tokens[start...]))
            #expect(found.error(to: Array(wanted[(row * 9 + start) * 96..<(row + 1) * 9 * 96])) < 1e-5)
        }
    }

    @Test("the mean cross-entropy of the labelled tokens")
    func loss() throws {
        let recorded = try GPT2Golden.json("autograd_gpt2")
        var losses: [Double] = []
        for (row, start) in [(0, 0), (1, 3)] {
            let tokens = GPT2Golden.tokens(recorded["input_ids"]?.array?[row])[start...]
            let labels = GPT2Golden.tokens(recorded["labels"]?.array?[row])[start...]
            let found = golden.logits(Array(tokens))
            for (place, label) in labels.dropFirst().enumerated() where label >= 0 {
                losses.append(-log(Double(found.softmax(row: place)[Int(label)])))
            }
        }
        let mean = losses.reduce(0, +) / Double(losses.count)
        #expect(abs(mean - (try #require(recorded["loss"]?.number))) < 1e-5)
    }

    @Test("greedy decoding with a cache equals the full pass at every place")
    func cache() {
        var batch = DecodingBatch(golden.decoder)
        let sequence = batch.add(reading: .plain, capacity: 2)
        var text: [Int32] = [2, 13, 14, 10]
        var next = text
        for _ in 0..<20 {
            let step = batch.step([Feed(sequence: sequence, tokens: next)])
            let whole = golden.logits(text)
            #expect(step.error(to: whole[rows: text.count - 1..<text.count].array) < 1e-5)
            next = [Int32(step.argmax(row: 0) ?? 0)]
            text += next
        }
        #expect(batch.tokens(of: sequence) == 23)
    }

    @Test("Meng et al. 2022, section 2: noise on the subject's embeddings and restored activations at each site")
    func causalTrace() throws {
        let trace = try GPT2Trace(golden)
        #expect(abs(trace.probability(restoring: nil, noise: 0) - trace.high) < 1e-6)
        #expect(abs(trace.meanProbability(restoring: nil) - trace.low) < 1e-6)
        for (name, module, window) in [
            ("scores_state", HookSite.Module.block, 1), ("scores_mlp_w2", .feedForward, 2),
            ("scores_attn_w2", .attention, 2),
        ] {
            let wanted = try trace.tensors.floats(name, shape: [7, 3])
            for token in 0..<7 {
                for layer in 0..<3 {
                    // layers [l - w/2, l + w/2) for a window, the layer itself without
                    let layers = max(0, layer - window / 2)..<min(3, layer + max(1, window / 2))
                    let found = trace.meanProbability(restoring: .init(module: module, token: token, layers: layers))
                    #expect(abs(found - Double(wanted[token * 3 + layer])) < 1e-6, "\(name) \(token) \(layer)")
                }
            }
        }
    }

    @Test("a hook sees embeddings without positions, queries, keys and values apart, and what GELU is given")
    func sites() {
        let seen = Mutex<[Int]>([])
        let embeddings = Mutex<[Float]>([])
        var plan = HookPlan()
        plan.add(at: HookSite(layer: 0, module: .embedding)) { rows in
            embeddings.withLock { $0 = rows.array }
            return rows
        }
        for projection in ModelFamily.gpt2.projections {
            plan.add(at: HookSite(layer: 1, module: .projection(projection))) { rows in
                seen.withLock { $0.append(rows.columns) }
                return rows
            }
        }
        let tokens: [Int32] = [2, 13, 14]
        #expect(golden.logits(tokens, hooks: plan).array == golden.logits(tokens).array)
        #expect(seen.withLock { $0.sorted() } == [48, 48, 48, 48, 48, 192])
        #expect(embeddings.withLock { $0 } == golden.decoder.embed(tokens).array)
    }

    @Test("its configuration reads back from the file it writes")
    func configuration() throws {
        let configuration = golden.decoder.configuration
        let file = try ConfigurationFile(bytes: configuration.configurationFile(), path: "config.json")
        #expect(try file.configuration() == configuration)
        #expect(configuration.feedForwardWidth == 192 && configuration.positionLimit == 64)
    }
}

/// Causal tracing as it was recorded.
private struct GPT2Trace {
    struct Restoration {
        let module: HookSite.Module
        let token: Int
        let layers: Range<Int>
    }

    let golden: GPT2Golden
    let tensors: SafetensorsFile
    let tokens: [Int32]
    let high: Double
    let low: Double
    private let answer: Int
    private let subject: Range<Int>
    private let noise: [Tensor]

    init(_ golden: GPT2Golden) throws {
        self.golden = golden
        let recorded = try GPT2Golden.json("causal_trace_gpt2")
        tensors = try GPT2Golden.tensors("causal_trace_gpt2")
        tokens = GPT2Golden.tokens(recorded["ids"])
        answer = try #require(recorded["answer"]?.integer)
        high = try #require(recorded["high_score"]?.number)
        low = try #require(recorded["low_score"]?.number)
        let range = GPT2Golden.tokens(recorded["subject_range"])
        subject = Int(range[0])..<Int(range[1])
        let sigma = Float(try #require(recorded["noise_sigma"]?.number))
        let unit = try tensors.floats("noise_unit", shape: [4, 2, 48])
        noise = (0..<4).map { sample in
            Tensor(rows: 2, columns: 48, unit[sample * 96..<(sample + 1) * 96].map { $0 * sigma })
        }
    }

    func meanProbability(restoring restoration: Restoration?) -> Double {
        (0..<4).reduce(0) { $0 + probability(restoring: restoration, sample: $1) } / 4
    }

    /// p(answer) after the text, with one sample's noise, or none.
    func probability(restoring restoration: Restoration?, sample: Int = 0, noise scale: Float = 1) -> Double {
        var plan = HookPlan()
        let (subject, noise) = (subject, noise[sample])
        plan.add(at: HookSite(layer: 0, module: .embedding)) { rows in
            let noisy = Verbs.add(noise, scale: scale, to: rows[rows: subject])
            return Verbs.concatenate([
                rows[rows: 0..<subject.lowerBound], noisy, rows[rows: subject.upperBound..<rows.rows],
            ])
        }
        if let restoration { restore(restoration, in: &plan) }
        let logits = golden.logits(tokens, hooks: plan)
        return Double(logits.softmax(row: tokens.count - 1)[answer])
    }

    private func restore(_ restoration: Restoration, in plan: inout HookPlan) {
        for layer in restoration.layers {
            let site = HookSite(layer: layer, module: restoration.module)
            let clean = activation(at: site)
            let token = restoration.token
            plan.add(at: site) { rows in
                Verbs.concatenate([
                    rows[rows: 0..<token], clean[rows: token..<token + 1], rows[rows: token + 1..<rows.rows],
                ])
            }
        }
    }

    /// What stands at a site when nothing is changed.
    private func activation(at site: HookSite) -> Tensor {
        let seen = Mutex<Tensor>(.none)
        var plan = HookPlan()
        plan.add(at: site) { rows in
            seen.withLock { $0 = rows }
            return rows
        }
        _ = golden.logits(tokens, hooks: plan)
        return seen.withLock { $0 }
    }
}
