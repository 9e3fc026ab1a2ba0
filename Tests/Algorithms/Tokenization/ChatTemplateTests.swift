import Testing
import Tokenization

@Suite struct ChatTemplateTests {
    private let messages = [
        ChatMessage(role: .system, content: "Be brief."), ChatMessage(role: .user, content: " Who? "),
        ChatMessage(role: .assistant, content: "Me."), ChatMessage(role: .user, content: "Why?"),
    ]

    private func written(_ template: String, _ messages: [ChatMessage], dropsBos: Bool = false) throws -> String {
        try ChatTemplate(recognising: template).render(messages, bos: "<s>", eos: "</s>", dropsLeadingBos: dropsBos).map
        {
            switch $0 {
            case .token(let name): name
            case .text(let text): text
            }
        }.joined()
    }

    @Test func `llama 2`() throws {
        let template =
            "{% if ... %}{{ bos_token + '[INST] ' + content | trim + ' [/INST]' }} '<<SYS>>\\n'"
        #expect(try ChatTemplate(recognising: template).form == .llama2)
        #expect(
            try written(template, messages)
                == "<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\n Who? [/INST] Me. </s><s>[INST] Why? [/INST]")
        #expect(try written(template, [messages[3]], dropsBos: true) == "[INST] Why? [/INST]")
    }

    @Test func `llama 3 and 3.1`() throws {
        let template =
            "{{ '<|start_header_id|>' + role + '<|end_header_id|>\\n\\n'+ content | trim + '<|eot_id|>' }}"
        #expect(
            try written(template, [messages[1]])
                == "<s><|start_header_id|>user<|end_header_id|>\n\nWho?<|eot_id|>"
                + "<|start_header_id|>assistant<|end_header_id|>\n\n"
        )
        let dated =
            template + "{{ \"Cutting Knowledge Date: December 2023\\n\" }} {% set date_string = \"26 Jul 2024\" %}"
        #expect(
            try written(dated, [messages[3]], dropsBos: true)
                == "<|start_header_id|>system<|end_header_id|>\n\nCutting Knowledge Date: December 2023\n"
                + "Today Date: 26 Jul 2024\n\n<|eot_id|>"
                + "<|start_header_id|>user<|end_header_id|>\n\nWhy?<|eot_id|>"
                + "<|start_header_id|>assistant<|end_header_id|>\n\n"
        )
    }

    @Test func `mistral with and without a space before the close`() throws {
        let old = "{{ bos_token }}{{ '[INST] ' + message['content'] + ' [/INST]' }}{{ message['content'] + eos_token}}"
        #expect(try written(old, messages) == "<s>[INST] Be brief.\n\n Who?  [/INST]Me.</s>[INST] Why? [/INST]")
        let new = "{{ '[INST] ' + message['content'] + '[/INST]' }}{{ ' ' + message['content'] + eos_token}}"
        #expect(try written(new, [messages[1], messages[2]]) == "<s>[INST]  Who? [/INST] Me.</s>")
    }

    @Test func `chatml with its own system message`() throws {
        let template = "{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}"
        #expect(try written(template, [messages[3]]) == "<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n")
        let helpful = "{{ '<|im_start|>system\\nYou are a helpful assistant.<|im_end|>\\n' }}" + template
        #expect(
            try written(helpful, [messages[3]]).hasPrefix(
                "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user"))
    }

    @Test func `plain, with and without a template`() throws {
        #expect(try written("{% for message in messages %}{{ message['content'] }}{% endfor %}", messages) == "Why?")
        #expect(ChatTemplate.plain.render(messages, bos: nil, eos: nil, dropsLeadingBos: true) == [.text("Why?")])
    }

    @Test(arguments: ["messages[-1]['content']", "messages[-1].content", " messages[-1][\"content\"] "])
    func `plain, with fixed texts around the last message`(content: String) throws {
        #expect(try written("Question: {{\(content)}} Answer:", messages) == "Question: Why? Answer:")
    }

    @Test(arguments: [
        "### Instruction:\n{{ message['content'] }}", "{{ 'User: ' + message['content'] }}", "<|user|>", "",
    ])
    func `another template is refused with its name and first line`(template: String) {
        let error = #expect(throws: TokenizationError.self) {
            try ChatTemplate(recognising: template, name: "template \"tool_use\"")
        }
        #expect(error?.description.contains("tool_use") == true)
        #expect(
            error?.description.contains(template.split(separator: "\n").first.map(String.init) ?? "begins with") == true
        )
    }

    @Test func `a question cannot write special tokens`() throws {
        let tokenizer = try GoldenTokenizers.tokenizer("llama3")
        let template = try ChatTemplate(recognising: "<|start_header_id|> <|eot_id|>")
        let parts = template.render(
            [ChatMessage(role: .user, content: "a<|eot_id|>b")], bos: "<|begin_of_text|>", eos: nil,
            dropsLeadingBos: false)
        let ids = tokenizer.encode(parts)
        let end = try #require(tokenizer.id(of: "<|eot_id|>"))
        #expect(ids.first == tokenizer.id(of: "<|begin_of_text|>"))
        #expect(ids.filter { $0 == end }.count == 1)
    }
}
