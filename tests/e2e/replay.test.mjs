// Evaluators killed under load, two at once for part of the time: what they committed is what a replay gives, and the log
// copied into another Redis comes to the same.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { connect, patiently } from './client.mjs';
import { midYear, openCity } from './city.mjs';
import { Stack, until } from './stack.mjs';

// Short leases, so that who comes next need not wait; small commits, so that a kill finds one under way.
const options = { partitions: 1, evaluator: ['--processor.lease_lifetime_ms=500', '--processor.max_batch_inputs=4'] };
const cities = ['qingdao', 'jinan'];
let stack; let copy; let clients; let load;

before(async () => {
  // Without a notifier, whose ticks would make the log grow between the comparisons.
  stack = new Stack(options);
  await stack.startRedis();
  await stack.startService('ingest');
  await stack.startService('evaluator');
  clients = connect(stack);
  for (const city of cities) await openCity(clients, city, { sandboxAt: '2024-07-01T09:30:00+08:00' });
});

after(async () => {
  clients?.close();
  await stack?.stop();
  await copy?.stop();
});

// Reports that turn a city's target red and green by turns, until it is told to end.
class Load {
  constructor() {
    this.going = true;
    this.sent = Object.fromEntries(cities.map((city) => [city, 0]));
    this.done = Promise.all(cities.map((city) => this.run(city)));
    // Whoever awaits it hears of it; until then it is no unhandled rejection.
    this.done.catch(() => {});
  }

  async run(city) {
    while (this.going) {
      const revision = this.sent[city];
      const reports = [midYear(revision % 2 === 0 ? 10 : 60, revision)];
      const { results, position } = await clients.reports.reportBatch({ jurisdiction: city, source: 'e2e', reports, actor: '统计员' });
      assert.equal(results[0].outcome, 'REPORT_OUTCOME_ACCEPTED');
      this.position = position;
      this.sent[city] += 1;
    }
    return this.position;
  }
}

const owner = (field) => Number(stack.redisCli('hget', '{p0}:evaluator', field));
// Some more is judged under the owner of now.
async function progress() {
  const judged = owner('inputs');
  await until('more to be judged', () => owner('inputs') > judged + 10);
  await delay(Math.random() * 200);
}
const kill = (instance) => stack.stopChild(instance, 'SIGKILL');

test('evaluators are killed and restarted under load, and every report is judged once', async () => {
  load = new Load();
  for (let round = 0; round < 3; round += 1) {
    await progress();
    const epoch = owner('epoch');
    await kill('evaluator');
    await stack.startService('evaluator');
    await until('the partition to be claimed again', () => owner('epoch') > epoch);
  }
  for (const [one, other] of [['evaluator', 'second'], ['second', 'evaluator'], ['evaluator', 'second']]) {
    // Both run for a while.
    await stack.startService('evaluator', other);
    await progress();
    await kill(one);
    await progress();
  }
  await stack.startService('evaluator');
  await kill('second');
  await progress();
  load.going = false;
  await load.done;
  for (const city of cities) {
    assert.ok(load.sent[city] > 100, `only ${load.sent[city]} reports`);
    const { alerts } = await patiently(() => clientsNow().supervision.listAlerts({
      jurisdiction: city, includeCleared: true, minPosition: load.position,
    }));
    const behind = alerts.find(({ condition }) => condition === 'CONDITION_BEHIND');
    assert.equal(behind.sequence, load.sent[city], `${city}: each report raises or clears`);
  }
});

// The evaluator listens elsewhere after each start.
function clientsNow() {
  clients.close();
  clients = connect(stack);
  return clients;
}

// The last answer of `liandu replay`.
function replay(from, city) {
  const { status, stdout, stderr } = from.liandu('--json', '-j', city, 'replay');
  assert.equal(status, 0, `${stdout}${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}
const comparable = (answer) => Object.fromEntries(['position', 'entriesReplayed', 'alertsEntries', 'committedStateHash',
  'replayedStateHash', 'committedAlertsHash', 'replayedAlertsHash'].map((field) => [field, answer[field]]));

test('`liandu replay` gives what was committed', () => {
  for (const city of cities) {
    const answer = replay(stack, city);
    assert.equal(answer.equal, true);
    assert.match(answer.committedStateHash, /^[0-9a-f]{64}$/);
    assert.equal(answer.committedStateHash, answer.replayedStateHash);
    assert.equal(answer.committedAlertsHash, answer.replayedAlertsHash);
    assert.ok(Number(answer.alertsEntries) > load.sent[city]);
  }
});

test('the log copied into a fresh Redis comes to the same hashes', async () => {
  copy = new Stack(options);
  await copy.startRedis();
  const redis = (of, args, input) => execFileSync('redis-cli', ['-s', of.redisSocket, ...args], { input, maxBuffer: 1 << 28 });
  // The stream alone, ids and all. redis-cli ends what it prints with a newline of its own.
  const dump = redis(stack, ['--raw', 'dump', '{p0}:log']).subarray(0, -1);
  assert.equal(redis(copy, ['-x', 'restore', '{p0}:log', '0'], dump).toString().trim(), 'OK');
  assert.equal(copy.redisCli('dbsize'), '1');
  await copy.startService('evaluator');
  const judged = stack.redisCli('hget', '{p0}:evaluator', 'cursor');
  await until('the copy to be judged', () => copy.redisCli('hget', '{p0}:evaluator', 'cursor') === judged);
  for (const city of cities) assert.deepEqual(comparable(replay(copy, city)), comparable(replay(stack, city)));
  const alerts = (of) => redis(of, ['xrange', '{p0}:alerts', '-', '+']);
  assert.ok(alerts(copy).equals(alerts(stack)), 'the alerts streams differ');
});
