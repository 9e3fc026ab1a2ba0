"""A step of training in PyTorch behind the line protocol of engine.py: the same Llama that `engram train step` takes.

Every layer sees a window of raw memory rows before the text, through its norm and its key and value projections, as in
MemoryLLM (section 3.1.1); the loss is that of all tokens but the first of each sequence. Written in the form that PyTorch
runs fastest: one fused attention call, grouped heads without copies, fused AdamW, gradients set to none.

Started as `torch_training.py SIZES-JSON THREADS`.
"""

import json
import sys
import time

import torch
import torch.nn.functional as F

import engine


class Step:
    def __init__(self, sizes):
        self.sizes = sizes
        d, f = sizes["width"], sizes["feed-forward"]
        self.heads, self.groups = sizes["heads"], sizes["kv-heads"]
        self.head = d // self.heads
        kv = self.groups * self.head
        shapes = {"q": (d, d), "k": (kv, d), "v": (kv, d), "o": (d, d), "gate": (f, d), "up": (f, d), "down": (d, f)}
        self.embedding = self.parameter(sizes["vocabulary"], d)
        self.norm = torch.nn.Parameter(torch.ones(d))
        self.layers = [
            {**{name: self.parameter(*shape) for name, shape in shapes.items()},
             "norm1": torch.nn.Parameter(torch.ones(d)), "norm2": torch.nn.Parameter(torch.ones(d))}
            for _ in range(sizes["layers"])]
        self.parameters = [self.embedding, self.norm] + [p for layer in self.layers for p in layer.values()]
        batch, length, window = sizes["sequences"], sizes["length"], sizes["window"]
        self.memory = [torch.randn(batch, window, d) * 0.1 for _ in self.layers] if window else None
        self.mask = torch.ones(length, window + length, dtype=torch.bool).tril(window) if window else None
        half = self.head // 2
        angles = torch.outer(torch.arange(window + length).float(), 10000 ** (-torch.arange(half).float() / half))
        angles = torch.cat([angles, angles], dim=-1)
        self.cos, self.sin = angles.cos(), angles.sin()
        self.tokens = torch.randint(0, sizes["vocabulary"], (batch, length))
        self.optimiser = torch.optim.AdamW(self.parameters, lr=1e-3, betas=(0.9, 0.99), weight_decay=0.0, fused=True)

    @staticmethod
    def parameter(*shape):
        return torch.nn.Parameter(torch.randn(*shape) * 0.02)

    def rotate(self, x, start):
        cos, sin = (part[start:start + x.shape[2]] for part in (self.cos, self.sin))
        left, right = x.chunk(2, dim=-1)
        return x * cos + torch.cat([-right, left], dim=-1) * sin

    def split(self, x, heads):
        return x.view(x.shape[0], x.shape[1], heads, self.head).transpose(1, 2)

    def layer(self, weights, x, memory):
        d, window = self.sizes["width"], self.sizes["window"]
        rows = F.rms_norm(x, (d,), weights["norm1"], 1e-5)
        seen = rows if memory is None else torch.cat([F.rms_norm(memory, (d,), weights["norm1"], 1e-5), rows], dim=1)
        queries = self.rotate(self.split(F.linear(rows, weights["q"]), self.heads), window)
        keys = self.rotate(self.split(F.linear(seen, weights["k"]), self.groups), 0)
        values = self.split(F.linear(seen, weights["v"]), self.groups)
        out = F.scaled_dot_product_attention(
            queries, keys, values, attn_mask=self.mask, is_causal=self.mask is None, enable_gqa=True)
        x = x + F.linear(out.transpose(1, 2).reshape(x.shape), weights["o"])
        rows = F.rms_norm(x, (d,), weights["norm2"], 1e-5)
        return x + F.linear(F.silu(F.linear(rows, weights["gate"])) * F.linear(rows, weights["up"]), weights["down"])

    def take(self):
        start = time.perf_counter()
        x = F.embedding(self.tokens, self.embedding)
        for index, weights in enumerate(self.layers):
            x = self.layer(weights, x, self.memory[index] if self.memory else None)
        x = F.rms_norm(x[:, :-1], (self.sizes["width"],), self.norm, 1e-5)
        logits = F.linear(x, self.embedding)
        loss = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), self.tokens[:, 1:].reshape(-1))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        return time.perf_counter() - start


if __name__ == "__main__":
    torch.set_num_threads(int(sys.argv[2]))
    torch.manual_seed(7)
    step = Step(json.loads(sys.argv[1]))
    engine.serve({"step": step.take}, name=f"PyTorch {torch.__version__}",
                 about=torch.backends.cpu.get_cpu_capability())
