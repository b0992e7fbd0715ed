"""An SMTP server for tests, on aiosmtpd: keeps what it is sent, and refuses what it is asked to refuse.

smtp_server.py FOLDER implicit|starttls|plain CERTIFICATE KEY

Writes its port to FOLDER/port, and each mail as a line of JSON to FOLDER/mails. User "liandu" logs in with "correct".
A recipient "rcpt550@..." is refused with that code, "data452@..." makes the mail's end be refused, "hang@..." makes it
hang.
"""
import asyncio
import email
import email.policy
import json
import re
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder, security, certificate, key = sys.argv[1:5]


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        refusal = re.match(r'rcpt(\d{3})@', address)
        if refusal:
            return f'{refusal[1]} no such luck'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        for address in envelope.rcpt_tos:
            if address.startswith('hang@'):
                await asyncio.sleep(3600)
            refusal = re.match(r'data(\d{3})@', address)
            if refusal:
                return f'{refusal[1]} no such luck'
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with open(f'{folder}/mails', 'a', encoding='utf-8') as file:
            file.write(json.dumps({
                'from': envelope.mail_from,
                'to': envelope.rcpt_tos,
                'tls': server.transport.get_extra_info('ssl_object') is not None,
                'user': session.auth_data if session.authenticated else None,
                'headers': {name: str(value) for name, value in mail.items()},
                'plain': mail.get_body(('plain',)).get_content(),
                'html': mail.get_body(('html',)).get_content(),
                'defects': [str(defect) for part in mail.walk() for defect in part.defects],
            }, ensure_ascii=False) + '\n')
        return '250 OK'


def authenticate(server, session, envelope, mechanism, data):
    good = data.login == b'liandu' and data.password == b'correct'
    return AuthResult(success=good, handled=good, auth_data=data.login.decode() if good else None)


async def main():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    starttls = security == 'starttls'

    def protocol():
        return SMTP(Handler(), tls_context=context if starttls else None, require_starttls=starttls,
                    authenticator=authenticate, auth_require_tls=False)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, '127.0.0.1', 0, ssl=context if security == 'implicit' else None)
    port = server.sockets[0].getsockname()[1]
    with open(f'{folder}/port', 'w', encoding='utf-8') as file:
        file.write(f'{port}\n')
    await server.serve_forever()


asyncio.run(main())
