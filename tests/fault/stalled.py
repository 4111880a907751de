"""A client that begins many large requests on one connection and finishes none: each stops a byte before its end."""
import select
import struct

from http2 import DATA, END_HEADERS, HEADERS, SETTINGS, ACK, frame, literal

RST_STREAM, PING, WINDOW_UPDATE = 3, 6, 8
WINDOW, LARGEST_FRAME = 65535, 16384
INITIAL_WINDOW_SIZE = 4  # of the settings
QUIET_S = 5


class Stalled:
    """On a connection that has greeted."""

    def __init__(self, client, path, message_bytes, count):
        self.socket, self.held, self.size = client.socket, client.held, message_bytes
        self.connection, self.initial, self.cut_off = WINDOW, WINDOW, False
        self.windows = {1 + 2 * number: WINDOW for number in range(count)}
        self.sent = dict.fromkeys(self.windows, 0)
        headers = b"".join(literal(*each) for each in (
            (b":method", b"POST"), (b":scheme", b"http"), (b":path", path), (b":authority", b"localhost"),
            (b"te", b"trailers"), (b"content-type", b"application/grpc")))
        for stream in self.windows:
            self.socket.sendall(frame(HEADERS, END_HEADERS, stream, headers))

    def go_on(self):
        """Sends whatever the server has room for. Whether it cut some of it off, or took all there is."""
        while not self.cut_off and any(sent < self.size - 1 for sent in self.sent.values()):
            moved = [self._send(stream) for stream in self.windows]
            ready, _, _ = select.select([self.socket], [], [], 0 if any(moved) else QUIET_S)
            if not ready and not any(moved):
                return True  # it takes no more
            if ready:
                self._hear()
        return self.cut_off

    def _send(self, stream):
        count = min(self.size - 1 - self.sent[stream], self.windows[stream], self.connection, LARGEST_FRAME)
        if count < 6:
            return False
        begin = b"" if self.sent[stream] else b"\0" + struct.pack(">I", self.size)
        self.socket.sendall(frame(DATA, 0, stream, begin.ljust(count, b"x")))
        self.sent[stream] += count
        self.windows[stream] -= count
        self.connection -= count
        return True

    def _hear(self):
        received = self.socket.recv(1 << 20)
        if not received:
            self.cut_off = True
        self.held += received
        while len(self.held) >= 9 and len(self.held) >= 9 + int.from_bytes(self.held[:3], "big"):
            length = int.from_bytes(self.held[:3], "big")
            kind, flags, stream = self.held[3], self.held[4], int.from_bytes(self.held[5:9], "big")
            self._take(kind, flags, stream, self.held[9:9 + length])
            self.held = self.held[9 + length:]

    def _take(self, kind, flags, stream, payload):
        if kind == WINDOW_UPDATE and stream == 0:
            self.connection += int.from_bytes(payload, "big")
        elif kind == WINDOW_UPDATE:
            self.windows[stream] += int.from_bytes(payload, "big")
        elif kind == SETTINGS and not flags & ACK:
            for at in range(0, len(payload), 6):
                name, value = struct.unpack(">HI", payload[at:at + 6])
                if name == INITIAL_WINDOW_SIZE:
                    self.windows = {each: window + value - self.initial for each, window in self.windows.items()}
                    self.initial = value
            self.socket.sendall(frame(SETTINGS, ACK, 0))
        elif kind == PING and not flags & ACK:
            self.socket.sendall(frame(PING, ACK, 0, payload))
        elif kind == RST_STREAM:
            self.cut_off = True
