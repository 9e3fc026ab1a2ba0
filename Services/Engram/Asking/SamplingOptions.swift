internal import ArgumentParser
internal import Wire

/// How tokens are drawn.
struct SamplingOptions: ParsableArguments {
    @Option(help: "0 takes the likeliest token; higher is more varied.") var temperature: Float = 0
    @Option(help: "Draw among the k likeliest; 0 for all.") var topK: UInt32 = 0
    @Option(help: "Draw among the likeliest that have this share together.") var topP: Float = 1
    @Option(help: "Divides the logits of tokens that were there; 1 for none.") var repetitionPenalty: Float = 1
    @Option(help: "The same seed draws the same tokens.") var seed: UInt64?
    @Option(help: "Tokens of the answer at most.") var maxTokens = 128
    @Option(help: "End before this string; may be given several times.") var stop: [String] = []

    var sampling: Sampling {
        Sampling(
            temperature: temperature, topK: topK, topP: topP, repetitionPenalty: repetitionPenalty, seed: seed)
    }
}
