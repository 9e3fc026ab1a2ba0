internal import Bytes

extension TrainedTokenizer {
    /// A Hugging Face `tokenizer.json`, which `Tokenizer(tokenizerJSON:)` and the library `tokenizers` read alike.
    public var tokenizerJSON: [UInt8] {
        let added = specials.enumerated().map { id, name in
            Self.object([
                ("id", .integer(id)), ("content", .string(name)), ("single_word", .boolean(false)),
                ("lstrip", .boolean(false)), ("rstrip", .boolean(false)), ("normalized", .boolean(false)),
                ("special", .boolean(true)),
            ])
        }
        return Self.object([
            ("version", .string("1.0")), ("truncation", .null), ("padding", .null), ("added_tokens", .array(added)),
            ("normalizer", .null), ("pre_tokenizer", preTokenizer), ("post_processor", .null),
            ("decoder", Self.byteLevel(cuts: true)), ("model", model),
        ]).encoded
    }

    /// The `tokenizer_config.json` that stands beside it. A chat is its last message, asked as training asks.
    ///
    /// - Precondition: both are special tokens.
    public func settingsJSON(bos: String, eos: String) -> [UInt8] {
        precondition(specials.contains(bos) && specials.contains(eos), "\(bos) and \(eos) of \(specials)")
        return Self.object([
            ("add_prefix_space", .boolean(false)), ("bos_token", .string(bos)),
            ("chat_template", .string("Question: {{ messages[-1]['content'] }} Answer:")),
            ("clean_up_tokenization_spaces", .boolean(false)), ("eos_token", .string(eos)),
            ("tokenizer_class", .string("PreTrainedTokenizerFast")),
        ]).encoded
    }

    private var model: JSON {
        let vocabulary = (0..<Int32(count)).map { (name(of: $0), JSON.integer(Int($0))) }
        let merges = merges.map { JSON.array([.string(name(of: $0.left)), .string(name(of: $0.right))]) }
        return Self.object([
            ("type", .string("BPE")), ("dropout", .null), ("unk_token", .null), ("continuing_subword_prefix", .null),
            ("end_of_word_suffix", .null), ("fuse_unk", .boolean(false)), ("byte_fallback", .boolean(false)),
            ("ignore_merges", .boolean(false)), ("vocab", Self.object(vocabulary)), ("merges", .array(merges)),
        ])
    }

    private var preTokenizer: JSON {
        let steps: [JSON] =
            switch cutting.pattern {
            case .gpt2:
                (cutting.splitsDigits
                    ? [Self.object([("type", .string("Digits")), ("individual_digits", .boolean(true))])] : [])
                    + [Self.byteLevel(cuts: true)]
            case .llama3:
                [split(WordPattern.llama3(digitsMax: cutting.splitsDigits ? 1 : 3)), Self.byteLevel(cuts: false)]
            }
        guard steps.count > 1 else { return steps[0] }
        return Self.object([("type", .string("Sequence")), ("pretokenizers", .array(steps))])
    }

    private func split(_ pattern: WordPattern) -> JSON {
        Self.object([
            ("type", .string("Split")), ("pattern", Self.object([("Regex", .string(pattern.regularExpression))])),
            ("behavior", .string("Isolated")), ("invert", .boolean(false)),
        ])
    }

    private static func byteLevel(cuts: Bool) -> JSON {
        object([
            ("type", .string("ByteLevel")), ("add_prefix_space", .boolean(false)), ("trim_offsets", .boolean(true)),
            ("use_regex", .boolean(cuts)),
        ])
    }

    private static func object(_ members: [(String, JSON)]) -> JSON {
        .object(JSONObject(members.map { .init(name: $0.0, value: $0.1) }))
    }
}
