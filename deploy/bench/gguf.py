"""Writes a random-weight Llama as GGUF, the file format of llama.cpp (version 3)."""

import struct

import numpy

ALIGNMENT = 32
F32, Q8_0, BF16 = 0, 8, 30
UINT32, FLOAT32, STRING = 4, 6, 8
Q8_BLOCK = 32


def write(path, shape, kind):
    """Writes the file unless it is there; `kind` is "f32", "bf16" or "int8" (Q8_0)."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    tensors = layout(shape, {"f32": F32, "bf16": BF16, "int8": Q8_0}[kind])
    partial = path.with_suffix(".partial")
    with open(partial, "wb") as file:
        file.write(header(shape, tensors))
        file.write(b"\0" * padding(file.tell()))
        filler = Filler()
        for _, sizes, form in tensors:
            data = filler.bytes(sizes, form)
            file.write(data)
            file.write(b"\0" * padding(len(data)))
    partial.rename(path)


def layout(shape, form):
    """Names, sizes (fastest dimension first) and forms, in the order of the file."""
    d, f, kv = shape.width, shape.feed_forward, shape.kv_width
    tensors = [("token_embd.weight", (d, shape.vocabulary), form)]
    for layer in range(shape.layers):
        block = f"blk.{layer}."
        tensors += [
            (block + "attn_norm.weight", (d,), F32),
            (block + "attn_q.weight", (d, d), form),
            (block + "attn_k.weight", (d, kv), form),
            (block + "attn_v.weight", (d, kv), form),
            (block + "attn_output.weight", (d, d), form),
            (block + "ffn_norm.weight", (d,), F32),
            (block + "ffn_gate.weight", (d, f), form),
            (block + "ffn_up.weight", (d, f), form),
            (block + "ffn_down.weight", (f, d), form),
        ]
    return tensors + [("output_norm.weight", (d,), F32), ("output.weight", (d, shape.vocabulary), form)]


def header(shape, tensors):
    entries = [
        ("general.architecture", "llama"),
        ("general.name", "random weights"),
        ("llama.context_length", 16384),
        ("llama.embedding_length", shape.width),
        ("llama.block_count", shape.layers),
        ("llama.feed_forward_length", shape.feed_forward),
        ("llama.attention.head_count", shape.heads),
        ("llama.attention.head_count_kv", shape.kv_heads),
        ("llama.attention.layer_norm_rms_epsilon", shape.norm_epsilon),
        ("llama.rope.dimension_count", shape.head),
        ("llama.rope.freq_base", shape.rope_base),
        ("llama.vocab_size", shape.vocabulary),
        ("tokenizer.ggml.model", "no_vocab"),
    ]
    parts = [b"GGUF", struct.pack("<IQQ", 3, len(tensors), len(entries))]
    for key, value in entries:
        parts += [string(key), typed(value)]
    offset = 0
    for name, sizes, form in tensors:
        parts += [string(name), struct.pack("<I", len(sizes)), struct.pack(f"<{len(sizes)}Q", *sizes)]
        parts.append(struct.pack("<IQ", form, offset))
        count = stored_bytes(sizes, form)
        offset += count + padding(count)
    return b"".join(parts)


def typed(value):
    if isinstance(value, str):
        return struct.pack("<I", STRING) + string(value)
    if isinstance(value, float):
        return struct.pack("<If", FLOAT32, value)
    return struct.pack("<II", UINT32, value)


def string(text):
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def padding(count):
    return -count % ALIGNMENT


def stored_bytes(sizes, form):
    values = int(numpy.prod(sizes))
    return {F32: values * 4, BF16: values * 2, Q8_0: values // Q8_BLOCK * (Q8_BLOCK + 2)}[form]


class Filler:
    """Random weights of a size that keeps activations sane; one stretch of random numbers, cut at changing places."""

    STRETCH = 1 << 22

    def __init__(self):
        generator = numpy.random.default_rng(7)
        self.values = generator.standard_normal(self.STRETCH, dtype=numpy.float32) * numpy.float32(0.02)
        self.start = 0

    def bytes(self, sizes, form):
        if len(sizes) == 1:
            return numpy.ones(sizes, numpy.float32).tobytes()
        values = self.cut(int(numpy.prod(sizes)))
        if form == BF16:
            return (values.view(numpy.uint32) >> 16).astype(numpy.uint16).tobytes()
        if form == Q8_0:
            return self.quantized(values)
        return values.tobytes()

    def cut(self, count):
        self.start = (self.start + 1009) % self.STRETCH
        return numpy.resize(numpy.roll(self.values, self.start), count)

    @staticmethod
    def quantized(values):
        blocks = values.reshape(-1, Q8_BLOCK)
        scale = numpy.abs(blocks).max(axis=1, keepdims=True) / 127
        out = numpy.empty((len(blocks), Q8_BLOCK + 2), numpy.uint8)
        out[:, :2] = scale.astype(numpy.float16).view(numpy.uint8)
        out[:, 2:] = numpy.rint(blocks / scale).astype(numpy.int8).view(numpy.uint8)
        return out.tobytes()
