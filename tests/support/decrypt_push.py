"""Decrypts one push message (RFC 8291) from standard input, as a browser would: private key and secret are arguments."""

import base64
import sys

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


private, secret = sys.argv[1:]
key = ec.derive_private_key(int.from_bytes(decoded(private), "big"), ec.SECP256R1())
message = http_ece.decrypt(sys.stdin.buffer.read(), private_key=key, auth_secret=decoded(secret), version="aes128gcm")
sys.stdout.buffer.write(message)
