"""The shape all engines run: a Llama of about 1.1 billion parameters with random weights."""

import dataclasses
import json


@dataclasses.dataclass(frozen=True)
class Shape:
    layers: int = 22
    width: int = 2048
    heads: int = 32
    kv_heads: int = 4
    feed_forward: int = 5632
    vocabulary: int = 32000
    rope_base: float = 10000.0
    norm_epsilon: float = 1e-5
    memory: int = 7680
    added: int = 256

    @property
    def head(self):
        return self.width // self.heads

    @property
    def kv_width(self):
        return self.head * self.kv_heads

    def to_json(self):
        return json.dumps(dataclasses.asdict(self))

    @classmethod
    def from_json(cls, text):
        return cls(**json.loads(text))
