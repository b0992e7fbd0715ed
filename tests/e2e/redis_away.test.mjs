// Redis stopped: nothing is acknowledged, callers are told to come back, and everything mends itself.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect, status } from './client.mjs';
import { midYear, openCity } from './city.mjs';
import { Stack, until } from './stack.mjs';

const city = 'away';
let stack; let clients;

before(async () => {
  stack = await Stack.start();
  clients = connect(stack);
  await openCity(clients, city, { sandboxAt: '2024-07-01T09:30:00+08:00' });
});

after(async () => {
  clients?.close();
  await stack?.stop();
});

const report = (value, revision) => clients.reports.reportBatch({
  jurisdiction: city, source: 'e2e', reports: [midYear(value, revision)], actor: '统计员',
});
const ready = async (service) => (await fetch(`http://${stack.address(service, 'metrics')}/readyz`)).ok;
const live = async (service) => (await fetch(`http://${stack.address(service, 'metrics')}/healthz`)).ok;
const services = ['ingest', 'evaluator', 'notifier'];

test('while Redis is away a report is refused as UNAVAILABLE, with a time to come back', async () => {
  assert.equal((await report(50, 0)).results[0].outcome, 'REPORT_OUTCOME_ACCEPTED');
  await stack.stopChild('redis');
  await assert.rejects(report(10, 1), (error) => {
    assert.equal(error.code, status.UNAVAILABLE);
    assert.ok(error.metadata.get('grpc-status-details-bin').length > 0, 'RetryInfo is missing');
    return true;
  });
  for (const service of services) {
    await until(`${service} to say that it is not ready`, async () => !(await ready(service)));
    assert.ok(await live(service), `${service} must stay live: it does what it can`);
  }
});

test('after a restart of Redis everything works by itself, and what was refused never counts', async () => {
  await stack.startRedis();
  for (const service of services) await until(`${service} to be ready again`, () => ready(service));
  const untouched = await until('the evaluator to answer', async () =>
    clients.supervision.explainTarget({ jurisdiction: city, target: 'T1' }));
  assert.deepEqual(untouched.reports.map(({ value }) => value.replace(/[^0-9]/g, '')), ['50']);

  const { position } = await until('ingest to take reports again', () => report(10, 1));
  const { alerts } = await until('the alert', async () => {
    const reply = await clients.supervision.listAlerts({ jurisdiction: city, condition: 'CONDITION_BEHIND', minPosition: position });
    return reply.alerts.length > 0 && reply;
  });
  assert.equal(alerts[0].severity, 'SEVERITY_RED');
});
