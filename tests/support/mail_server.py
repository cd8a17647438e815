"""A mail server on this machine: writes each message it takes as one line of JSON."""

import email
import email.policy
import json
import socket
import time

from aiosmtpd.controller import Controller


class Keeper:
    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        body = message.get_body(("plain",))
        line = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "subject": message["subject"],
            "text": body.get_content() if body else "",
        }
        print(json.dumps(line), flush=True)
        return "250 taken"


with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
controller = Controller(Keeper(), hostname="127.0.0.1", port=port)
controller.start()
print(json.dumps({"port": port}), flush=True)
while True:
    time.sleep(3600)
