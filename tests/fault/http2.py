"""The little of HTTP/2 that a crowd of clients speaks: enough to pass for one of gRPC's, and to ask about health."""
import socket
import struct

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, SETTINGS, GOAWAY, CONTINUATION = 0, 1, 4, 7, 9
ACK, END_STREAM, END_HEADERS = 1, 1, 4


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def number(value):
    """With a prefix of seven bits (RFC 7541, 5.1)."""
    if value < 127:
        return bytes([value])
    rest, said = value - 127, b"\x7f"
    while rest >= 128:
        said, rest = said + bytes([rest % 128 + 128]), rest // 128
    return said + bytes([rest])


def literal(name, value):
    """A header as it is, neither indexed nor compressed."""
    return b"\0" + number(len(name)) + name + number(len(value)) + value


def split(address):
    host, port = address.rsplit(":", 1)
    return host, int(port)


class Client:
    """One connection, from an address of this machine. Raises OSError where it is turned away."""

    def __init__(self, address, source="127.0.0.1", patience=20):
        self.socket = socket.create_connection(split(address), timeout=patience, source_address=(source, 0))
        self.held = b""

    def close(self):
        self.socket.close()

    def _frame(self):
        while len(self.held) < 9 or len(self.held) < 9 + int.from_bytes(self.held[:3], "big"):
            received = self.socket.recv(65536)
            if not received:
                raise ConnectionResetError("the server has closed the connection")
            self.held += received
        length = int.from_bytes(self.held[:3], "big")
        kind, flags, payload = self.held[3], self.held[4], self.held[9:9 + length]
        self.held = self.held[9 + length:]
        return kind, flags, payload

    def greet(self):
        """Says what a client says first, and hears the server's settings."""
        self.socket.sendall(PREFACE + frame(SETTINGS, 0, 0))
        while self._frame()[:2] != (SETTINGS, 0):
            pass
        self.socket.sendall(frame(SETTINGS, ACK, 0))
        return self

    def health(self, service=b""):
        """SERVING is 1, NOT_SERVING 2. On a connection that has greeted."""
        question = b"\x0a" + bytes([len(service)]) + service if service else b""
        headers = b"".join(literal(*each) for each in (
            (b":method", b"POST"), (b":scheme", b"http"), (b":path", b"/grpc.health.v1.Health/Check"),
            (b":authority", b"localhost"), (b"te", b"trailers"), (b"content-type", b"application/grpc")))
        self.socket.sendall(frame(HEADERS, END_HEADERS, 1, headers) +
                            frame(DATA, END_STREAM, 1, b"\0" + struct.pack(">I", len(question)) + question))
        while True:
            kind, _, payload = self._frame()
            if kind == DATA and payload:
                return payload[-1]
            if kind == GOAWAY:
                raise ConnectionResetError("the server sends its clients away")


def ask_health(address, source="127.0.0.1", patience=20):
    """What a new client is told, or None if it is turned away."""
    try:
        client = Client(address, source, patience)
    except OSError:
        return None
    try:
        return client.greet().health()
    except OSError:
        return None
    finally:
        client.close()
