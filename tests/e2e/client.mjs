// A client that knows the protos and nothing else of the project.
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from './stack.mjs';

const protos = grpc.loadPackageDefinition(protoLoader.loadSync(
  ['ingest_service.proto', 'evaluator_service.proto', 'notifier_service.proto'].map((file) => `liandu/v1/${file}`),
  { includeDirs: [join(root, 'protos')], longs: Number, enums: String, defaults: true, oneofs: true },
)).liandu.v1;

export const { status } = grpc;

// A unary call as a promise. The deadline is generous: it ends a test that hangs, and measures nothing.
function promised(client) {
  return new Proxy(client, {
    get(target, method) {
      const call = target[method];
      if (typeof call !== 'function') return call;
      if (call.path === undefined || call.requestStream || call.responseStream) return call.bind(target);
      return (request) => new Promise((resolve, reject) => {
        call.call(target, request, { deadline: Date.now() + 30_000 }, (error, reply) =>
          error ? reject(error) : resolve(reply));
      });
    },
  });
}

const doors = {
  jurisdictions: ['ingest', protos.JurisdictionService],
  catalogues: ['ingest', protos.CatalogueService],
  reports: ['ingest', protos.ReportService],
  workflow: ['ingest', protos.AlertWorkflowService],
  supervision: ['evaluator', protos.SupervisionService],
  replays: ['evaluator', protos.ReplayService],
  notifications: ['notifier', protos.NotificationService],
};

// Clients of every service that runs in a stack.
export function connect(stack) {
  const clients = Object.fromEntries(Object.entries(doors).filter(([, [name]]) => stack.children.has(name)).map(
    ([door, [name, Service]]) => [door, promised(new Service(stack.address(name), grpc.credentials.createInsecure()))]));
  return { ...clients, close: () => Object.values(clients).forEach((client) => client.close()) };
}

// Calls again while the answer is UNAVAILABLE, as RetryInfo asks: ingest learns of a new evaluator within a second.
export async function patiently(call, attempts = 100) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (error.code !== grpc.status.UNAVAILABLE || attempt === attempts) throw error;
      await delay(100);
    }
  }
}

// google.protobuf.Timestamp of an ISO moment.
export const moment = (iso) => ({ seconds: Math.floor(Date.parse(iso) / 1000), nanos: 0 });
export const isoOf = (timestamp) => new Date(Number(timestamp.seconds) * 1000).toISOString();

// Collects what a server stream says; `next(predicate)` waits for one that fits, in order of arrival.
export class Collected {
  constructor(stream) {
    this.stream = stream;
    this.messages = [];
    this.waiting = [];
    stream.on('data', (message) => {
      this.messages.push(message);
      this.waiting = this.waiting.filter((wake) => !wake());
    });
    stream.on('error', (error) => {
      this.error = error;
      this.waiting.forEach((wake) => wake());
    });
  }

  next(predicate = () => true, limitMs = 30_000) {
    let from = 0;
    return new Promise((resolve, reject) => {
      const look = () => {
        for (; from < this.messages.length; from += 1) {
          if (predicate(this.messages[from])) {
            clearTimeout(timer);
            resolve(this.messages[from]);
            return true;
          }
        }
        if (this.error && this.error.code !== grpc.status.CANCELLED) {
          clearTimeout(timer);
          reject(this.error);
          return true;
        }
        return false;
      };
      const timer = setTimeout(() => reject(new Error(`nothing fitting in ${limitMs} ms among ${this.messages.length} messages`)), limitMs);
      if (!look()) this.waiting.push(look);
    });
  }

  cancel() {
    this.stream.cancel();
  }
}
