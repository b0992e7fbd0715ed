// Three cities in one partition, each on its own clock: importing beside a sandbox beside a live one. Each has the alerts
// that it would have had alone.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { connect, moment } from './client.mjs';
import { midYear, openCity, smallCity } from './city.mjs';
import { Stack, until } from './stack.mjs';

const partitions = 4;

// FNV-1a, 64 bits, as the contract of the partitions says.
function partitionOf(id) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(id)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return Number(hash % BigInt(partitions));
}

function sameHome(prefix, home) {
  for (let number = 1; ; number += 1) if (partitionOf(`${prefix}${number}`) === home) return `${prefix}${number}`;
}

const sandbox = 'qingdao';
const newcomer = sameHome('jinan', partitionOf(sandbox));
const current = sameHome('yantai', partitionOf(sandbox));

const started = [];
async function startStack() {
  const stack = await Stack.start({ partitions });
  const clients = connect(stack);
  started.push({ stack, clients });
  return clients;
}

after(async () => {
  for (const { stack, clients } of started) {
    clients.close();
    await stack.stop();
  }
});

// The sandbox: behind at its clock, one milestone due soon.
const openSandbox = (clients) => openCity(clients, sandbox, {
  sandboxAt: '2024-07-01T09:30:00+08:00', history: [{ ...midYear(10), publishedDate: '2024-07-01' }],
});

// The live one: a milestone that was missed long ago by the real clock.
function openCurrent(clients) {
  const catalogue = smallCity(current, { targets: [] });
  return openCity(clients, current, { catalogue });
}

// The newcomer: history over half a year, whose verdicts fall while it is importing.
const history = [
  midYear(10, 0, { period: '2024-03-31' }),
  midYear(60, 0, { period: '2024-06-30' }),
  midYear(20, 0, { period: '2024-09-30' }),
].map((each, index) => ({ ...each, publishedDate: ['2024-04-20', '2024-07-20', '2024-10-20'][index] }));
const openNewcomer = (clients) => openCity(clients, newcomer, { history, sandboxAt: '2024-11-01T09:30:00+08:00' });

// What a city's alerts say, without what depends on the log around them or on today's date.
async function alertsOf(clients, id, real = false) {
  const { alerts } = await clients.supervision.listAlerts({ jurisdiction: id, includeCleared: true, pageSize: 500 });
  return alerts.map(({ id: alert, severity, open, sequence, raisedTime, clearedTime, evidence, trail }) => ({
    alert, severity, open, sequence, summary: real ? '' : evidence?.summary,
    raised: real ? '' : raisedTime?.seconds, cleared: real ? '' : clearedTime?.seconds,
    trail: trail.map(({ kind, severity: at, time, suppressed }) => ({ kind, at, time: real ? '' : time.seconds, suppressed })),
  })).sort((a, b) => a.alert.localeCompare(b.alert));
}

// Both clients of a comparison have read everything once a clock reads what it should.
async function settled(clients, id) {
  const { alerts } = await until(`${id} to be judged`, () => clients.supervision.listAlerts({ jurisdiction: id, pageSize: 1 }).catch(() => false));
  return alerts;
}

test('three cities in one partition have the alerts that each has alone', async () => {
  assert.equal(partitionOf(newcomer), partitionOf(sandbox));
  assert.equal(partitionOf(current), partitionOf(sandbox));

  const together = await startStack();
  await openSandbox(together);
  await openCurrent(together);
  const before = await alertsOf(together, sandbox);
  assert.ok(before.length > 0);
  await openNewcomer(together);
  await together.jurisdictions.advanceClock({ jurisdiction: sandbox, clockTime: moment('2024-07-12T09:30:00+08:00'), actor: 'e2e' });

  const expected = {};
  for (const [id, open] of [[sandbox, openSandbox], [current, openCurrent], [newcomer, openNewcomer]]) {
    const alone = await startStack();
    await open(alone);
    if (id === sandbox) {
      await alone.jurisdictions.advanceClock({ jurisdiction: id, clockTime: moment('2024-07-12T09:30:00+08:00'), actor: 'e2e' });
    }
    await settled(alone, id);
    expected[id] = await until(`${id} alone to have alerts`, async () => {
      const alerts = await alertsOf(alone, id, id === current);
      return alerts.length > 0 && alerts;
    });
  }
  for (const id of [sandbox, current, newcomer]) {
    const { position } = await together.jurisdictions.getJurisdictionClock({ jurisdiction: id });
    assert.deepEqual(await alertsOf(together, id, id === current), expected[id], `${id} ${position ?? ''}`);
  }
  assert.ok(expected[sandbox].some(({ alert }) => alert.includes('K1')), 'the sandbox passed its milestone');
  assert.ok(expected[newcomer].some(({ trail }) => trail.some(({ suppressed }) => suppressed)), 'the newcomer was judged while importing');
});

test('nobody is told what was judged while importing', async () => {
  const { deliveries } = await started[0].clients.notifications.listDeliveries({ jurisdiction: newcomer });
  const told = deliveries.flatMap(({ items }) => items.map(({ alert, sequence }) => `${alert}#${sequence}`));
  const { alerts } = await started[0].clients.supervision.listAlerts({ jurisdiction: newcomer, includeCleared: true });
  const suppressed = alerts.flatMap(({ id, trail }) => trail.filter((each) => each.suppressed).map(({ sequence }) => `${id}#${sequence}`));
  assert.ok(suppressed.length > 0);
  assert.deepEqual(told.filter((each) => suppressed.includes(each)), []);
});
