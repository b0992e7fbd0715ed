// What stands at the far end of the channels: a mail server, a group robot that counts, a receiver that never answers.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';

const listen = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

// Takes whatever is sent to anybody, over TLS from the first byte, and notes for whom and when.
export class MailServer {
  static async start(folder) {
    const server = new MailServer(folder);
    await listen(server.server);
    return server;
  }

  constructor(folder) {
    this.certificate = join(folder, 'mail.crt');
    const key = join(folder, 'mail.key');
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', this.certificate,
      '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'], { stdio: 'ignore' });
    this.mails = [];
    this.server = createTlsServer({ key: readFileSync(key), cert: readFileSync(this.certificate) }, (socket) => this.converse(socket));
  }

  get address() {
    return `localhost:${this.server.address().port}`;
  }

  converse(socket) {
    let text = '';
    let recipients = [];
    let inData = false;
    socket.setEncoding('utf8');
    socket.on('error', () => {});
    socket.write('220 bench ESMTP\r\n');
    socket.on('data', (chunk) => {
      text += chunk;
      for (;;) {
        const end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const line = text.slice(0, end);
        text = text.slice(end + (inData ? 5 : 2));
        if (inData) {
          this.mails.push({ at: Date.now(), recipients, text: line });
          inData = false;
          socket.write('250 taken\r\n');
          continue;
        }
        const verb = line.slice(0, 4).toUpperCase();
        if (verb === 'RCPT') recipients.push(line.match(/<(.*)>/)[1]);
        if (verb === 'MAIL') recipients = [];
        inData = verb === 'DATA';
        socket.write({ EHLO: '250 bench\r\n', DATA: '354 go on\r\n', QUIT: '221 bye\r\n' }[verb] ?? '250 ok\r\n');
        if (verb === 'QUIT') socket.end();
      }
    });
  }

  stop() {
    this.server.close();
  }
}

// A DingTalk robot: says that it is blocked, as the real one, once it gets more than 20 messages in a minute.
export class Robot {
  static async start() {
    const robot = new Robot();
    await listen(robot.server);
    return robot;
  }

  constructor() {
    this.messages = [];
    this.blocked = 0;
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => { body += chunk; });
      request.on('end', () => {
        const now = Date.now();
        const recent = this.messages.filter(({ at }) => now - at < 60_000).length;
        if (recent >= 20) this.blocked += 1;
        this.messages.push({ at: now, body });
        response.end(JSON.stringify(recent >= 20 ? { errcode: 410100, errmsg: 'too fast' } : { errcode: 0, errmsg: 'ok' }));
      });
    });
  }

  get url() {
    return `http://127.0.0.1:${this.server.address().port}/robot/send?access_token=bench`;
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

// Takes connections and never answers.
export class Hanging {
  static async start() {
    const hanging = new Hanging();
    await listen(hanging.server);
    return hanging;
  }

  constructor() {
    this.asked = 0;
    this.server = createServer(() => { this.asked += 1; });
  }

  get url() {
    return `http://127.0.0.1:${this.server.address().port}/`;
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
