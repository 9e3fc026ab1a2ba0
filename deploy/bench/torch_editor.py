"""ROME and MEMOIR in PyTorch behind the comparison's line protocol, written from their papers' formulas.

As the published programs do, every step reads all texts through the whole model; the gradient goes back to the edited
layer alone. Texts stand side by side in one batch, padded on the right; attention is one fused call.

Started as `torch_editor.py SHAPE-JSON THREADS`; see engine.py for the lines.
"""

import sys
import time

import torch
import torch.nn.functional as F

import engine
from shapes import Shape

PROMPT, SUBJECT_END, TARGET, PREFIX = 12, 7, 3, 10


class Model:
    """A Llama of random weights that reads a batch of texts."""

    def __init__(self, shape):
        self.shape = shape
        d, f, kv = shape.width, shape.feed_forward, shape.kv_width
        sizes = {"q": (d, d), "k": (kv, d), "v": (kv, d), "o": (d, d), "gate": (f, d), "up": (f, d), "down": (d, f)}
        random = lambda *size: torch.empty(*size).uniform_(-0.035, 0.035)
        self.layers = [{name: random(*size) for name, size in sizes.items()} for _ in range(shape.layers)]
        self.embedding, self.head = random(shape.vocabulary, d), random(shape.vocabulary, d)
        half = shape.head // 2
        angles = torch.outer(torch.arange(256.0), shape.rope_base ** (-torch.arange(half) / half))
        angles = torch.cat([angles, angles], dim=1)
        self.cos, self.sin = angles.cos(), angles.sin()

    def norm(self, x):
        return F.rms_norm(x, (self.shape.width,), None, self.shape.norm_epsilon)

    def rotated(self, x):
        n = x.shape[2]
        left, right = x.chunk(2, dim=-1)
        return x * self.cos[:n] + torch.cat([-right, left], dim=-1) * self.sin[:n]

    def split(self, x, heads):
        return x.view(x.shape[0], x.shape[1], heads, self.shape.head).transpose(1, 2)

    def layer(self, w, x, edit):
        shape = self.shape
        normed = self.norm(x)
        q = self.rotated(self.split(normed @ w["q"].T, shape.heads))
        k = self.rotated(self.split(normed @ w["k"].T, shape.kv_heads))
        v = self.split(normed @ w["v"].T, shape.kv_heads)
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True, enable_gqa=shape.kv_heads < shape.heads)
        x = x + mixed.transpose(1, 2).flatten(2) @ w["o"].T
        normed = self.norm(x)
        inner = F.silu(normed @ w["gate"].T) * (normed @ w["up"].T)
        out = inner @ w["down"].T
        return x + (edit(inner, out) if edit else out)

    def hidden(self, tokens, at, edit):
        """The rows before the head; `edit` gets what the last map of layer `at` reads and gives."""
        x = self.embedding[tokens]
        for index, weights in enumerate(self.layers):
            x = self.layer(weights, x, edit if index == at else None)
        return self.norm(x)


class Edits:
    def __init__(self, model):
        self.model = model

    def tokens(self, count, seed):
        return [100 + (seed * 997 + place * 37) % (self.model.shape.vocabulary - 100) for place in range(count)]

    def rows(self, prefixes, essence):
        """Texts, where the subject ends, and where each token of the target is predicted."""
        prompt, target = self.tokens(PROMPT, 1), self.tokens(TARGET, 3)
        heads = [[]] + [self.tokens(PREFIX, 10 + number) for number in range(prefixes)]
        texts = [head + prompt + target[:-1] for head in heads]
        ends = [len(head) + SUBJECT_END - 1 for head in heads]
        places = [(row, len(head) + PROMPT - 1 + step) for row, head in enumerate(heads) for step in range(TARGET)]
        if essence:
            texts.append(self.tokens(5, 2))
            ends.append(2)
        longest = max(map(len, texts))
        batch = torch.tensor([text + [0] * (longest - len(text)) for text in texts])
        rows, columns = map(torch.tensor, zip(*places))
        return batch, torch.tensor(ends), rows, columns, torch.tensor(target * len(heads))

    def rome(self, layer):
        """Meng et al. 2022, eq. 2 to 4, without second moments: 25 steps of Adam for the value, one key."""
        start = time.perf_counter()
        batch, ends, rows, columns, targets = self.rows(20, essence=True)
        every, model = torch.arange(len(batch)), self.model
        seen = {}
        delta = torch.zeros(model.shape.width, requires_grad=True)
        optimizer = torch.optim.Adam([delta], lr=0.5)

        def edit(inner, out):
            seen.setdefault("start", out[0, ends[0]].detach())
            moved = out.clone()
            moved[every, ends] += delta
            return moved

        before = None
        for _ in range(25):
            optimizer.zero_grad()
            hidden = model.hidden(batch, layer, edit)
            loss = F.cross_entropy(hidden[rows, columns] @ model.head.T, targets)
            now = F.log_softmax(hidden[-1, ends[-1]] @ model.head.T, dim=-1)
            before = now.detach() if before is None else before
            norm = seen["start"].norm()
            loss = loss + 0.0625 * F.kl_div(before, now, log_target=True, reduction="sum")
            loss = loss + 1e-3 * delta.norm() / norm ** 2
            loss.backward()
            optimizer.step()
            with torch.no_grad():
                delta *= min(1.0, float(4 * norm / delta.norm()))
        with torch.no_grad():
            model.hidden(batch, layer, lambda inner, out: seen.update(key=inner[every, ends][:-1]) or out)
            key = seen["key"][0]
            direction = key / key.norm()
            torch.outer(delta / (key @ direction), direction)
        return time.perf_counter() - start

    def memoir(self, layer):
        """Wang et al. 2025, eq. 3 to 5: 30 gradient steps on some columns of a side memory."""
        batch, _, rows, columns, targets = self.rows(10, essence=False)
        model, width = self.model, self.model.shape.feed_forward
        memory = torch.zeros(model.shape.width, width, requires_grad=True)
        optimizer = torch.optim.SGD([memory], lr=1.0)
        mean, permutation = torch.zeros(width), torch.randperm(width)
        start = time.perf_counter()
        seen = {}
        with torch.no_grad():
            model.hidden(batch[:1, :PROMPT], layer, lambda inner, out: seen.update(inner=inner[0]) or out)
        feature = (seen["inner"].mean(dim=0) - mean).abs()
        mask = torch.zeros(width)
        mask[permutation[feature.topk(width * 29 // 100).indices]] = 1
        for _ in range(30):
            optimizer.zero_grad()
            hidden = model.hidden(batch, layer, lambda inner, out: out + (inner * mask) @ memory.T)
            F.cross_entropy(hidden[rows, columns] @ model.head.T, targets).backward()
            memory.grad *= mask
            torch.nn.utils.clip_grad_norm_([memory], 1.0)
            optimizer.step()
        return time.perf_counter() - start


if __name__ == "__main__":
    torch.set_num_threads(int(sys.argv[2]))
    torch.manual_seed(7)
    edits = Edits(Model(Shape.from_json(sys.argv[1])))
    engine.serve(
        {"rome": edits.rome, "memoir": edits.memoir}, name=f"PyTorch {torch.__version__}",
        about=torch.backends.cpu.get_cpu_capability())
