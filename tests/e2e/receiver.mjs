// A webhook receiver: keeps every body it is sent, and answers as told.
import { createServer } from 'node:http';
import { until } from './stack.mjs';

export class Receiver {
  static async start() {
    const receiver = new Receiver();
    await new Promise((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  constructor() {
    this.posts = [];
    this.answer = 200;
    this.server = createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        this.posts.push({
          at: process.hrtime.bigint(), headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
        });
        response.writeHead(this.answer).end();
      });
    });
  }

  get url() {
    return `http://127.0.0.1:${this.server.address().port}/hook`;
  }

  // The first post that fits, waiting for it.
  async post(predicate = () => true) {
    return until('a webhook post', () => this.posts.find(({ body }) => predicate(body)));
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
}
