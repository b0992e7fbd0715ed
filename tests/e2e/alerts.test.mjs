// A service killed, Redis stopped, a calendar run out: each raises exactly the alert that it should, in a real Prometheus
// and a real Alertmanager with the shipped rules and routes, and the alert ends with its cause. Only time is hastened.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { connect, moment } from './client.mjs';
import { openCity, smallCity } from './city.mjs';
import { Receiver } from './receiver.mjs';
import { notifierWith } from './settings.mjs';
import { Stack, root, until } from './stack.mjs';

const city = 'alerting';
const calendar = (horizon) => smallCity(city, { workCalendars: [{ id: 'cn', displayName: '全国', horizon }] });
let stack; let clients; let channel; let people; let alertmanager;

// The kernel's choice of a port; Alertmanager does not tell which one it got.
const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

async function startAlertmanager() {
  alertmanager = `127.0.0.1:${await freePort()}`;
  const config = readFileSync(join(root, 'deploy', 'prometheus', 'alertmanager.yml'), 'utf8')
    .replaceAll(/url: http:\/\/\S+\//g, `url: ${people.url}/`)
    .replaceAll(/(group_wait|group_interval|repeat_interval): \S+/g, '$1: 1s');
  const file = join(stack.folder, 'alertmanager.yml');
  writeFileSync(file, config);
  stack.spawnChild('alertmanager', 'prometheus-alertmanager', [
    `--config.file=${file}`, `--storage.path=${join(stack.folder, 'alertmanager')}`, `--web.listen-address=${alertmanager}`,
    '--cluster.listen-address=',
  ]);
  await stack.waitFor('alertmanager', async () => (await fetch(`http://${alertmanager}/-/ready`)).ok);
}

// Names of the alerts that somebody hears of: what another alert explains is left out, and the dead man's switch.
async function heard() {
  const alerts = await (await fetch(`http://${alertmanager}/api/v2/alerts?active=true&inhibited=false&silenced=false`)).json();
  const names = alerts.map(({ labels }) => labels.alertname).filter((name) => name !== 'LianduWatchdog');
  return [...new Set(names)].sort();
}

async function onlyHeard(...names) {
  await until(`exactly [${names}] to be heard of`, async () => {
    const now = await heard();
    if (now.join() !== names.join()) throw new Error(`it is [${now}]`);
    return true;
  });
}

// Long enough for what else the same cause could raise in its patience of two minutes.
async function staysHeard(...names) {
  for (let i = 0; i < 9; i += 1) {
    await delay(500);
    assert.deepEqual(await heard(), names);
  }
}

// `status` of an alert as its receiver on call got it.
const told = (name, status) => until(`${name} to be ${status} at the receiver on call`, () => people.posts.some(({ body }) =>
  body.receiver === 'on-call' && body.alerts.some((alert) => alert.labels.alertname === name && alert.status === status)));

before(async () => {
  channel = await Receiver.start();
  people = await Receiver.start();
  stack = await Stack.start({ evaluator: ['--processor.lease_lifetime_ms=500'], notifier: notifierWith(channel.url) });
  clients = connect(stack);
  await openCity(clients, city, { catalogue: calendar('2024-12-31'), sandboxAt: '2024-07-01T09:30:00+08:00' });
  await startAlertmanager();
  await stack.startPrometheus({ hasten: 30, alertmanager });
});

after(async () => {
  clients?.close();
  await stack?.stop();
  await channel?.stop();
  await people?.stop();
});

test('the dead man\'s switch arrives again and again, and nothing else', async () => {
  const beats = () => people.posts.filter(({ body }) => body.receiver === 'dead-man').length;
  await until('two signs of life', () => beats() >= 2);
  assert.ok(people.posts.every(({ body }) => body.receiver === 'dead-man' || body.receiver === 'on-call'));
  await onlyHeard();
});

test('a killed evaluator raises LianduServiceDown alone, which ends when it runs again', async () => {
  await stack.stopChild('evaluator', 'SIGKILL');
  await onlyHeard('LianduServiceDown');
  await staysHeard('LianduServiceDown');
  await told('LianduServiceDown', 'firing');
  await stack.startService('evaluator');
  stack.writeTargets();
  await onlyHeard();
  await told('LianduServiceDown', 'resolved');
});

test('a stopped Redis raises LianduRedisAway alone, which ends when it is back', async () => {
  await stack.stopChild('redis');
  await onlyHeard('LianduRedisAway');
  await staysHeard('LianduRedisAway');
  await told('LianduRedisAway', 'firing');
  await stack.startRedis();
  await onlyHeard();
  await told('LianduRedisAway', 'resolved');
});

test('a calendar that has run out raises LianduCalendarEnds alone, which ends with the next year', async () => {
  await clients.jurisdictions.advanceClock({ jurisdiction: city, clockTime: moment('2025-01-02T09:30:00+08:00'), actor: 'e2e' });
  await onlyHeard('LianduCalendarEnds');
  await told('LianduCalendarEnds', 'firing');
  await clients.catalogues.applyCatalogue({ jurisdiction: city, catalogue: calendar('2026-12-31'), actor: 'e2e', requestId: 'next-year' });
  await onlyHeard();
  await told('LianduCalendarEnds', 'resolved');
});
