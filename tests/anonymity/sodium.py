"""What somebody does with a key that they have found: libsodium, as the platform has it."""
import base64
import ctypes

SEAL_BYTES, KEY_BYTES = 48, 32
_library = ctypes.CDLL("libsodium.so.23")
if _library.sodium_init() < 0:
    raise OSError("libsodium can't be used")


def public_of(private):
    public = ctypes.create_string_buffer(KEY_BYTES)
    _library.crypto_scalarmult_base(public, private)
    return public.raw


def opened(sealed, public, private):
    """What was sealed; None if it was not to this key."""
    if len(sealed) < SEAL_BYTES:
        return None
    plain = ctypes.create_string_buffer(max(1, len(sealed) - SEAL_BYTES))
    done = _library.crypto_box_seal_open(plain, sealed, ctypes.c_ulonglong(len(sealed)), public, private)
    return plain.raw[:len(sealed) - SEAL_BYTES] if done == 0 else None


def seal(plain, public):
    sealed = ctypes.create_string_buffer(len(plain) + SEAL_BYTES)
    if _library.crypto_box_seal(sealed, plain, ctypes.c_ulonglong(len(plain)), public) != 0:
        raise ValueError("nothing can be sealed to this key")
    return sealed.raw


def base64url(text):
    """The bytes; None if it is no base64url."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return None
