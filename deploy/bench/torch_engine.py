"""PyTorch behind the comparison's line protocol: a Llama with a latent memory, as the published reference computes it.

The reference keeps the memory as raw rows and, at every first token, puts [bos ; memory ; text] through each layer's
norm and key and value projections (MemoryLLM, section 3.1.1); only the text rows are queries. The formulas are written
here in the way that PyTorch runs fastest: one fused attention call, grouped heads without copying keys.

Started as `torch_engine.py SHAPE-JSON (f32|bf16) THREADS`; see engine.py for the lines.
"""

import sys
import time

import torch
import torch.nn.functional as F

import engine
from shapes import Shape


class Model:
    def __init__(self, shape, dtype, with_memory):
        self.shape, self.dtype = shape, dtype
        d, f, kv = shape.width, shape.feed_forward, shape.kv_width
        sizes = {"q": (d, d), "k": (kv, d), "v": (kv, d), "o": (d, d), "gate": (f, d), "up": (f, d), "down": (d, f)}
        self.layers = [{name: self.random(*size) for name, size in sizes.items()} for _ in range(shape.layers)]
        self.embedding = self.random(shape.vocabulary, d)
        self.head = self.random(shape.vocabulary, d)
        self.scale = torch.ones(d, dtype=dtype)
        rows = 1 + shape.memory
        self.memory = [self.random(rows, d, size=1.0) for _ in range(shape.layers)] if with_memory else None
        self.angles = self.rotations(rows + 1024)

    def random(self, *sizes, size=0.02):
        return torch.empty(*sizes, dtype=self.dtype).uniform_(-size, size)

    def rotations(self, count):
        half = self.shape.head // 2
        frequencies = self.shape.rope_base ** (-torch.arange(half, dtype=torch.float32) / half)
        angles = torch.outer(torch.arange(count, dtype=torch.float32), frequencies)
        angles = torch.cat([angles, angles], dim=1)
        return angles.cos().to(self.dtype), angles.sin().to(self.dtype)

    def rotate(self, x, start):
        """RoPE, dimension i with dimension i + h/2; x [heads, rows, h]."""
        cos, sin = (part[start:start + x.shape[1]] for part in self.angles)
        left, right = x.chunk(2, dim=-1)
        return x * cos + torch.cat([-right, left], dim=-1) * sin

    def norm(self, x):
        return F.rms_norm(x, (self.shape.width,), self.scale, self.shape.norm_epsilon)

    def split(self, x, heads):
        return x.view(x.shape[0], heads, self.shape.head).transpose(0, 1)

    def attend(self, q, k, v, mask):
        """q [H, n, h], k and v [G, s, h]; the heads of a group share their keys as more rows of one attention."""
        groups, heads, n = self.shape.kv_heads, self.shape.heads, q.shape[1]
        q = q.reshape(1, groups, heads // groups * n, self.shape.head)
        out = F.scaled_dot_product_attention(q, k[None], v[None], attn_mask=mask)
        return out.view(heads, n, self.shape.head).transpose(0, 1).reshape(n, self.shape.width)

    def mask(self, n, prefix):
        seen = torch.ones(n, prefix + n, dtype=torch.bool).tril(prefix)
        return seen.repeat(self.shape.heads // self.shape.kv_heads, 1)[None, None] if n > 1 else None

    def layer(self, weights, x, prefix, start, cache, mask):
        """Rows x after `prefix` raw rows (or none) and what the cache holds; gives the rows that leave the layer."""
        rows = self.norm(x if prefix is None else torch.cat([prefix, x]))
        keys = self.rotate(self.split(rows @ weights["k"].T, self.shape.kv_heads), start)
        values = self.split(rows @ weights["v"].T, self.shape.kv_heads)
        before = 0 if prefix is None else prefix.shape[0]
        queries = self.rotate(self.split(rows[before:] @ weights["q"].T, self.shape.heads), start + before)
        if cache is not None:
            end = start + keys.shape[1]
            cache[0][:, start:end], cache[1][:, start:end] = keys, values
            keys, values = cache[0][:, :end], cache[1][:, :end]
        x = x + self.attend(queries, keys, values, mask) @ weights["o"].T
        inner = self.norm(x)
        return x + (F.silu(inner @ weights["gate"].T) * (inner @ weights["up"].T)) @ weights["down"].T

    def forward(self, tokens, start=0, caches=None, memory=False):
        """Logits of the last token."""
        x = self.embedding[tokens]
        prefix = self.memory[0].shape[0] if memory else 0
        mask = self.mask(len(tokens), prefix + start)
        for index, weights in enumerate(self.layers):
            rows = self.memory[index] if memory else None
            x = self.layer(weights, x, rows, start, caches[index] if caches else None, mask)
        return self.norm(x[-1:]) @ self.head.T

    def caches(self, count):
        sizes = (self.shape.kv_heads, count, self.shape.head)
        return [(torch.empty(sizes, dtype=self.dtype), torch.empty(sizes, dtype=self.dtype)) for _ in self.layers]


class Measures:
    def __init__(self, model):
        self.model = model

    @staticmethod
    def tokens(count, start=0):
        return (torch.arange(start, start + count) * 37) % 30000 + 100

    def timed(self, work):
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    def prefill(self, tokens):
        caches = self.model.caches(tokens)
        return self.timed(lambda: self.model.forward(self.tokens(tokens), 0, caches))

    def decode(self, prompt, tokens):
        caches = self.model.caches(prompt + tokens)
        self.model.forward(self.tokens(prompt), 0, caches)
        steps = range(prompt, prompt + tokens)
        return self.timed(lambda: [self.model.forward(self.tokens(1, at), at, caches) for at in steps])

    def first(self, prompt):
        return self.timed(lambda: self.model.forward(self.tokens(prompt), memory=True))


if __name__ == "__main__":
    torch.set_num_threads(int(sys.argv[3]))
    torch.set_grad_enabled(False)
    torch.manual_seed(7)
    wanted = torch.bfloat16 if sys.argv[2] == "bf16" else torch.float32
    measures = Measures(Model(Shape.from_json(sys.argv[1]), wanted, with_memory=True))
    engine.serve(
        {"prefill": measures.prefill, "decode": measures.decode, "first": measures.first},
        name=f"PyTorch {torch.__version__}", about=torch.backends.cpu.get_cpu_capability())
