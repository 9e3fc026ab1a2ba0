"""A client of Engram in Python over pyzmq, written from docs/PROTOCOL.md alone.

    with Engram("tcp://127.0.0.1:7401") as engram:
        engram.create_pool("facts")
        accepted = engram.push("facts", "Ada Lovelace wrote the first program.")
        engram.await_document(accepted["document"])
        for token in engram.ask("facts", "Who wrote the first program?"):
            print(token, end="")
        print(engram.last_done)
"""

import hashlib
import itertools
import os
import struct
import time

import zmq

MAGIC = b"EGRM"
MAJOR, MINOR = 1, 0
MORE, FINAL, ERROR = 1, 2, 4
FRAME_BYTES_MAX = 1 << 20
PAYLOAD_BYTES_MAX = 4 << 20

KINDS = {
    "Refusal": 0x0001, "Acknowledged": 0x0002, "Cancel": 0x0003, "Progress": 0x0004, "Hello": 0x0005,
    "Welcome": 0x0006, "PushDocument": 0x0101, "DocumentAccepted": 0x0102, "ShowDocument": 0x0103,
    "DocumentStatus": 0x0104, "AwaitDocument": 0x010B, "FindGenerators": 0x0201, "Generators": 0x0202,
    "Ask": 0x0203, "Token": 0x0204, "Done": 0x0205, "CreatePool": 0x0301, "PoolDescription": 0x0302,
    "ShowPool": 0x0305, "ListLog": 0x0401, "LogPage": 0x0402,
}

DOCUMENT_STATES = {
    1: "queued", 2: "absorbing", 3: "absorbed", 4: "parked", 5: "dead", 6: "cancelled", 7: "forgotten", 8: "purged",
}
FINISH_REASONS = {1: "endOfText", 2: "stopString", 3: "tokenLimit", 4: "cancelled", 5: "deadline", 6: "shutdown"}


class Refused(Exception):
    """The answer no: `number` never changes; `retryable` says whether the same request may succeed later."""

    def __init__(self, number, retryable, retry_after_milliseconds, sentence, numbers):
        super().__init__(f"{sentence} [{number}]")
        self.number = number
        self.retryable = retryable
        self.retry_after_milliseconds = retry_after_milliseconds
        self.numbers = numbers


class Malformed(Exception):
    """Bytes that do not follow the protocol."""


def _crc_table():
    table = []
    for value in range(256):
        for _ in range(8):
            value = (value >> 1) ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return table


_CRC = _crc_table()


def crc32c(data, previous=0):
    """CRC-32C (Castagnoli) of `data`, continued from `previous`."""
    state = previous ^ 0xFFFFFFFF
    for byte in data:
        state = _CRC[(state ^ byte) & 255] ^ (state >> 8)
    return state ^ 0xFFFFFFFF


class Writer:
    """Writes little-endian values; strings, bytes and lists behind a 32-bit count."""

    def __init__(self):
        self.parts = []

    def raw(self, data):
        self.parts.append(bytes(data))
        return self

    def number(self, form, value):
        return self.raw(struct.pack("<" + form, value))

    def boolean(self, value):
        return self.number("B", 1 if value else 0)

    def string(self, text):
        return self.blob(text.encode("utf-8"))

    def blob(self, data):
        return self.number("I", len(data)).raw(data)

    def optional(self, value, write):
        self.boolean(value is not None)
        if value is not None:
            write(value)
        return self

    def items(self, values, write):
        self.number("I", len(values))
        for value in values:
            write(value)
        return self

    @property
    def data(self):
        return b"".join(self.parts)


class Reader:
    """Reads what `Writer` writes; every length is checked before anything is taken."""

    def __init__(self, data):
        self.data = data
        self.position = 0

    @property
    def left(self):
        return len(self.data) - self.position

    def raw(self, count):
        if count > self.left:
            raise Malformed(f"{count} bytes wanted, {self.left} left")
        self.position += count
        return self.data[self.position - count:self.position]

    def number(self, form):
        return struct.unpack("<" + form, self.raw(struct.calcsize("<" + form)))[0]

    def boolean(self):
        value = self.number("B")
        if value > 1:
            raise Malformed(f"{value} is no boolean")
        return value == 1

    def blob(self):
        return self.raw(self.number("I"))

    def string(self):
        try:
            return self.blob().decode("utf-8")
        except UnicodeDecodeError as error:
            raise Malformed("a text is not UTF-8") from error

    def optional(self, read):
        return read() if self.boolean() else None

    def items(self, read):
        return [read() for _ in range(self.number("I"))]


class Envelope:
    """The first frame of every message."""

    def __init__(self, kind, flags=FINAL, correlation=0, deadline=0, tenant="", credential="", trace="", actor=None):
        self.minor = MINOR
        self.kind = kind
        self.flags = flags
        self.correlation = correlation
        self.deadline = deadline
        self.tenant = tenant
        self.credential = credential
        self.trace = trace
        self.actor = actor

    def frames(self, payload):
        """The envelope frame, and the payload in frames of at most 1 MiB."""
        head = Writer().raw(MAGIC).number("B", MAJOR).number("B", self.minor).number("H", self.kind)
        head.number("I", self.flags).number("I", 0).number("Q", self.correlation).number("q", self.deadline)
        head.number("Q", len(payload)).string(self.tenant).string(self.credential).string(self.trace)
        if self.actor is not None:
            head.number("Q", self.actor)
        frame = head.data
        checksum = crc32c(payload, crc32c(frame))
        frame = frame[:12] + struct.pack("<I", checksum) + frame[16:]
        return [frame] + [payload[at:at + FRAME_BYTES_MAX] for at in range(0, len(payload), FRAME_BYTES_MAX)]

    @staticmethod
    def read(frames):
        """The envelope and the payload of `frames`, which must be whole and unharmed."""
        frame, payload = frames[0], b"".join(frames[1:])
        reader = Reader(frame)
        if reader.raw(4) != MAGIC:
            raise Malformed("not a frame of Engram")
        major = reader.number("B")
        if major != MAJOR:
            raise Malformed(f"schema {major} is not spoken here")
        envelope = Envelope(0)
        envelope.minor = reader.number("B")
        envelope.kind = reader.number("H")
        envelope.flags = reader.number("I")
        checksum = reader.number("I")
        envelope.correlation = reader.number("Q")
        envelope.deadline = reader.number("q")
        if reader.number("Q") != len(payload):
            raise Malformed("the payload has another length than announced")
        envelope.tenant, envelope.credential, envelope.trace = reader.string(), reader.string(), reader.string()
        envelope.actor = reader.number("Q") if reader.left else None
        if crc32c(payload, crc32c(frame[:12] + b"\0\0\0\0" + frame[16:])) != checksum:
            raise Malformed("the checksum does not fit")
        return envelope, payload


class Connection:
    """A DEALER socket to one service, for one thread."""

    def __init__(self, context, endpoint, tenant="", credential="", server_key=None, keys=None):
        self.socket = context.socket(zmq.DEALER)
        self.socket.setsockopt(zmq.LINGER, 0)
        if server_key:
            public, secret = keys or zmq.curve_keypair()
            self.socket.curve_serverkey = server_key.encode()
            self.socket.curve_publickey, self.socket.curve_secretkey = public, secret
        self.socket.connect(endpoint)
        self.tenant, self.credential = tenant, credential
        self.correlations = itertools.count(1)

    def close(self):
        self.socket.close()

    def answers(self, kind, payload, seconds):
        """Sends a request and yields (kind, payload) of every part of its answer, the last one included."""
        correlation = next(self.correlations)
        ends = time.time() + seconds
        envelope = Envelope(
            KINDS[kind], correlation=correlation, deadline=int(ends * 1000), tenant=self.tenant,
            credential=self.credential)
        self.socket.send_multipart(envelope.frames(payload))
        is_last = False
        try:
            while not is_last:
                if not self.socket.poll(max(0, int((ends - time.time()) * 1000))):
                    raise TimeoutError(f"no answer to {kind} in {seconds} s")
                answer, data = Envelope.read(self.socket.recv_multipart())
                if answer.correlation != correlation:
                    continue
                is_last = not answer.flags & MORE
                if answer.flags & ERROR:
                    raise read_refusal(Reader(data))
                yield answer.kind, data
        finally:
            if not is_last:
                self.cancel(correlation)

    def cancel(self, correlation):
        """Ends a request; with correlation 0 this is not answered itself."""
        envelope = Envelope(KINDS["Cancel"], tenant=self.tenant, credential=self.credential)
        self.socket.send_multipart(envelope.frames(struct.pack("<Q", correlation)))

    def call(self, kind, payload, wanted, seconds=10.0):
        """The payload of the one answer, which must be of the kind `wanted`."""
        for found, data in self.answers(kind, payload, seconds):
            if found == KINDS[wanted]:
                return Reader(data)
        raise Malformed(f"no {wanted} came")


def read_refusal(reader):
    number = reader.number("H")
    retryable = reader.boolean()
    after = reader.number("I")
    sentence = reader.string()
    return Refused(number, retryable, after, sentence, reader.items(lambda: reader.number("q")))


def read_accepted(reader):
    return {
        "document": reader.raw(16), "job": reader.number("Q"), "pool": reader.number("Q"), "shard": reader.number("I"),
        "first": reader.boolean(), "queue_depth": reader.number("Q"), "shard_tokens": reader.number("I"),
        "update_tokens": reader.number("I"),
    }


def read_status(reader):
    version = lambda: reader.optional(lambda: reader.number("Q"))
    return {
        "document": reader.raw(16), "pool": reader.string(), "job": reader.number("Q"), "shard": reader.number("I"),
        "state": DOCUMENT_STATES[reader.number("B")], "pieces": reader.number("I"), "pieces_done": reader.number("I"),
        "first_version": version(), "last_version": version(), "age": reader.number("Q"),
        "survival": reader.number("d"), "pinned": reader.boolean(), "text_bytes": reader.number("I"),
        "text_digest": reader.raw(32), "received": reader.number("q"),
        "absorbed": reader.optional(lambda: reader.number("q")), "metadata": reader.string(),
        "source": reader.string(), "error": reader.string(),
    }


def read_generator(reader):
    return {
        "endpoint": reader.string(), "server_key": reader.string(), "running": reader.number("I"),
        "waiting": reader.number("I"), "model": reader.raw(32), "model_name": reader.string(),
        "version": reader.optional(lambda: reader.number("Q")),
    }


def read_pool(reader):
    """The first fields of a `PoolDescription`; a reader may stop anywhere."""
    return {
        "pool": reader.number("Q"), "uid": reader.raw(16), "name": reader.string(), "tenant": reader.string(),
        "model": reader.raw(32), "model_name": reader.string(), "layers": reader.number("I"),
        "width": reader.number("I"), "tokens": reader.number("I"), "update_tokens": reader.number("I"),
        "shards": reader.number("I"), "drops_per_layer": reader.boolean(), "initialised": reader.boolean(),
        "seed": reader.number("Q"), "version": reader.number("Q"), "position": reader.number("Q"),
        "state_hash": reader.raw(32), "head_hash": reader.raw(32),
    }


def read_token(reader):
    return {
        "sequence": reader.number("I"), "text": reader.string(),
        "tokens": reader.items(lambda: reader.number("I")),
    }


def read_done(reader):
    number = lambda: reader.optional(lambda: reader.number("Q"))
    return {
        "reason": FINISH_REASONS[reader.number("B")], "prompt_tokens": reader.number("I"),
        "memory_tokens": reader.number("I"), "new_tokens": reader.number("I"), "pool_version": number(),
        "position": number(), "state_hash": reader.optional(lambda: reader.raw(32)), "model": reader.raw(32),
        "seed": reader.number("Q"),
        "microseconds": dict(zip(("queue", "prefill", "decode", "total"), (reader.number("Q") for _ in range(4)))),
        "documents": reader.items(lambda: (reader.raw(16), reader.number("f"))),
    }


def read_log_page(reader):
    return {
        "uid": reader.raw(16), "parent": reader.raw(32),
        "entries": reader.items(
            lambda: {"position": reader.number("Q"), "record": reader.blob(), "hash": reader.raw(32)}),
        "head": reader.number("Q"), "head_hash": reader.raw(32),
    }


def read_record(record):
    """The head of a canonical log record; `event` are the bytes of its kind."""
    reader = Reader(record)
    head = {
        "format": reader.number("B"), "position": reader.number("Q"), "kind": reader.number("B"),
        "pool": reader.raw(16), "time": reader.number("q"), "actor": reader.string(),
    }
    head["event"] = reader.raw(reader.left)
    return head


def push_payload(document, pool, text, metadata="", source=""):
    return Writer().raw(document).string(pool).string(text).string(metadata).string(source).data


def ask_payload(
    pool, prompt, version=None, minimum_version=None, memory=True, plain=False, temperature=0.0, top_k=0, top_p=1.0,
    repetition_penalty=1.0, seed=None, new_tokens_max=64, stop=(), documents=False,
):
    writer = Writer()
    integer = lambda value: writer.number("Q", value)
    writer.boolean(pool is not None)
    if pool is not None:
        writer.string(pool).optional(version, integer).optional(minimum_version, integer)
    messages = prompt if isinstance(prompt, list) else []
    writer.boolean(memory).string("" if messages else prompt)
    roles = {"system": 1, "user": 2, "assistant": 3}
    writer.items(messages, lambda turn: writer.number("B", roles[turn["role"]]).string(turn["content"]))
    writer.boolean(plain).number("f", temperature).number("I", top_k).number("f", top_p)
    writer.number("f", repetition_penalty).optional(seed, integer).number("i", new_tokens_max)
    return writer.items(list(stop), writer.string).boolean(documents).data


class Engram:
    """A whole Engram: it needs Ingest's address, and finds out where to ask."""

    def __init__(self, ingest, tenant="", credential="", server_key=None, keys=None):
        self.context = zmq.Context()
        self.options = {"tenant": tenant, "credential": credential, "keys": keys}
        self.ingest = Connection(self.context, ingest, server_key=server_key, **self.options)
        self.workers = {}
        self.last_done = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        for connection in [self.ingest, *self.workers.values()]:
            connection.close()
        self.context.term()

    def create_pool(self, name, model="", shards=1, seed=None, empty=False):
        writer = Writer().string(name).string(model).number("i", shards)
        writer.optional(seed, lambda value: writer.number("Q", value)).boolean(empty)
        return read_pool(self.ingest.call("CreatePool", writer.data, "PoolDescription"))

    def show_pool(self, name):
        return read_pool(self.ingest.call("ShowPool", Writer().string(name).data, "PoolDescription"))

    def push(self, pool, text, document=None, metadata="", source="", seconds=10.0):
        """Returns when the document is durable; the same document id again is no second deed."""
        document = document or os.urandom(16)
        payload = push_payload(document, pool, text, metadata, source)
        if len(payload) > PAYLOAD_BYTES_MAX:
            raise ValueError(f"{len(payload)} bytes are more than {PAYLOAD_BYTES_MAX}")
        return read_accepted(self.ingest.call("PushDocument", payload, "DocumentAccepted", seconds))

    def await_document(self, document, seconds=60.0):
        return read_status(self.ingest.call("AwaitDocument", document, "DocumentStatus", seconds))

    def generators(self, pool=None):
        writer = Writer()
        writer.optional(pool, writer.string)
        reader = self.ingest.call("FindGenerators", writer.data, "Generators")
        return reader.items(lambda: read_generator(reader))

    def ask(self, pool, prompt, seconds=120.0, **options):
        """Yields the texts of an answer as they come; `last_done` holds its end afterwards."""
        found = self.generators(pool)
        if not found:
            raise Refused(214, True, 1000, "No generation worker can be asked now.", [])
        worker = self._worker(found[0])
        self.last_done = None
        for kind, data in worker.answers("Ask", ask_payload(pool, prompt, **options), seconds):
            if kind == KINDS["Token"]:
                yield read_token(Reader(data))["text"]
            elif kind == KINDS["Done"]:
                self.last_done = read_done(Reader(data))

    def log(self, pool):
        """Yields every record of a pool's log, and checks the hash chain on the way."""
        position, parent = 0, bytes(32)
        while True:
            payload = Writer().string(pool).number("Q", position).number("i", 1000).data
            page = read_log_page(self.ingest.call("ListLog", payload, "LogPage"))
            if page["entries"] and page["parent"] != parent:
                raise Malformed(f"the page at {position} does not follow the one before")
            for entry in page["entries"]:
                parent = hashlib.sha256(parent + entry["record"]).digest()
                if parent != entry["hash"] or entry["position"] != position:
                    raise Malformed(f"the chain breaks at position {position}")
                yield read_record(entry["record"])
                position += 1
            if position > page["head"] or not page["entries"]:
                return

    def _worker(self, generator):
        endpoint = generator["endpoint"]
        if endpoint not in self.workers:
            self.workers[endpoint] = Connection(
                self.context, endpoint, server_key=generator["server_key"] or None, **self.options)
        return self.workers[endpoint]
