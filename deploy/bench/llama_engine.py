"""llama.cpp behind the comparison's line protocol: prefill and decode of a random-weight Llama through its C interface.

Started as `llama_engine.py FILE.gguf THREADS`; see engine.py for the lines.
"""

import ctypes
import sys
import time

import llama_cpp

import engine

CONTEXT = 1024


@llama_cpp.llama_log_callback
def silent(level, text, user_data):
    pass


class Llama:
    def __init__(self, path, threads):
        llama_cpp.llama_log_set(silent, ctypes.c_void_p(0))
        llama_cpp.llama_backend_init()
        model = llama_cpp.llama_model_default_params()
        model.use_mmap = False
        self.model = llama_cpp.llama_model_load_from_file(str(path).encode(), model)
        if not self.model:
            raise SystemExit(f"llama.cpp does not load {path}")
        context = llama_cpp.llama_context_default_params()
        context.n_ctx = context.n_batch = context.n_ubatch = CONTEXT
        context.n_threads = context.n_threads_batch = threads
        self.context = llama_cpp.llama_init_from_model(self.model, context)
        self.batch = llama_cpp.llama_batch_init(CONTEXT, 0, 1)

    def feed(self, count, position):
        """Runs `count` tokens from `position`; logits of the last one only."""
        batch = self.batch
        batch.n_tokens = count
        for index in range(count):
            batch.token[index] = 100 + (position + index) * 37 % 30000
            batch.pos[index] = position + index
            batch.n_seq_id[index] = 1
            batch.seq_id[index][0] = 0
            batch.logits[index] = index == count - 1
        if llama_cpp.llama_decode(self.context, batch):
            raise SystemExit("llama_decode failed")
        return llama_cpp.llama_get_logits_ith(self.context, -1)[0]

    def clear(self):
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(self.context), True)

    def prefill(self, tokens):
        self.clear()
        start = time.perf_counter()
        self.feed(tokens, 0)
        return time.perf_counter() - start

    def decode(self, prompt, tokens):
        self.clear()
        self.feed(prompt, 0)
        start = time.perf_counter()
        for step in range(tokens):
            self.feed(1, prompt + step)
        return time.perf_counter() - start


if __name__ == "__main__":
    llama = Llama(sys.argv[1], int(sys.argv[2]))
    about = llama_cpp.llama_print_system_info().decode()
    measures = {"prefill": llama.prefill, "decode": llama.decode}
    engine.serve(measures, name=f"llama-cpp-python {llama_cpp.__version__}", about=about)
