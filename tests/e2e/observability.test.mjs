// What Prometheus and Grafana see of a running stack, and what buf curl sees through reflection.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dashboards, queries } from '../dashboards.mjs';
import { connect } from './client.mjs';
import { midYear, openCity, smallCity } from './city.mjs';
import { Receiver } from './receiver.mjs';
import { notifierWith } from './settings.mjs';
import { Stack, root, until } from './stack.mjs';

const city = 'guancheng';
const services = ['ingest', 'evaluator', 'notifier'];
let stack; let clients; let receiver;

// The small city with a milestone that comes due, too.
function cityWithDates() {
  const catalogue = smallCity(city);
  catalogue.items[0].milestones.push({ id: 'm2', displayName: '方案宣讲', dueDate: '2024-07-30' });
  return catalogue;
}

before(async () => {
  receiver = await Receiver.start();
  stack = await Stack.start({ pages: true, prometheus: true, notifier: notifierWith(receiver.url) });
  clients = connect(stack);
  await openCity(clients, city, { catalogue: cityWithDates(), sandboxAt: '2024-07-22T09:30:00+08:00' });
  await clients.reports.reportBatch({ jurisdiction: city, source: 'e2e', reports: [midYear(10)], actor: '统计员' });
  await receiver.post(({ status }) => status === 'firing');
});

after(async () => {
  clients?.close();
  await stack?.stop();
  await receiver?.stop();
});

for (const service of services) {
  test(`the names of ${service}'s metrics are those on record`, async () => {
    const text = await stack.metrics(service);
    // Name and type of each family, and its labels.
    const families = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => {
      const sample = text.match(new RegExp(`^${name}(?:_bucket|_count)?\\{([^}]*)\\}`, 'm'));
      const labels = [...(sample?.[1] ?? '').matchAll(/(\w+)="/g)].map(([, label]) => label).filter((label) => label !== 'le');
      return `${name} ${type}${labels.length > 0 ? ` {${labels.sort().join(',')}}` : ''}`;
    }).sort();
    const golden = join(root, 'tests', 'golden', 'metrics', `${service}.txt`);
    const recorded = existsSync(golden) ? readFileSync(golden, 'utf8').trimEnd().split('\n') : [];
    // Families that appear only after something rare has happened are marked with a "?".
    const rare = recorded.filter((line) => line.startsWith('? ')).map((line) => line.slice(2));
    if (process.env.LIANDU_UPDATE_GOLDEN) {
      const lines = [...families.filter((line) => !rare.includes(line)), ...rare.map((line) => `? ${line}`)];
      writeFileSync(golden, `${lines.sort((x, y) => x.replace('? ', '').localeCompare(y.replace('? ', ''))).join('\n')}\n`);
    }
    const wanted = readFileSync(golden, 'utf8').trimEnd().split('\n');
    const hint = `after a wanted change: LIANDU_UPDATE_GOLDEN=1 tests/run e2e, and review ${golden}`;
    assert.deepEqual(families.filter((line) => !wanted.includes(line) && !wanted.includes(`? ${line}`)), [], `not on record; ${hint}`);
    assert.deepEqual(wanted.filter((line) => !line.startsWith('? ') && !families.includes(line)), [], `gone; ${hint}`);
  });

  test(`promtool finds nothing to complain about in ${service}'s metrics`, async () => {
    execFileSync('promtool', ['check', 'metrics'], { input: await stack.metrics(service), stdio: ['pipe', 'pipe', 'pipe'] });
  });

  test(`buf curl lists and calls ${service} through reflection`, () => {
    const buf = (...args) => execFileSync(join(root, 'tests', 'node_modules', '.bin', 'buf'), [
      'curl', '--protocol', 'grpc', '--http2-prior-knowledge', ...args,
    ], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 30_000 });
    const url = `http://${stack.address(service)}`;
    const call = {
      ingest: ['JurisdictionService/GetJurisdictionClock', 'CLOCK_MODE_SANDBOX'],
      evaluator: ['SupervisionService/GetBoard', 'LIGHT_RED'],
      notifier: ['NotificationService/ListDeliveries', 'DELIVERY_STATE_DELIVERED'],
    }[service];
    assert.match(buf('--list-methods', url), new RegExp(call[0]));
    assert.match(buf('--list-methods', url), /grpc\.health\.v1\.Health\/Check/);
    assert.match(buf('-d', JSON.stringify({ jurisdiction: city }), `${url}/liandu.v1.${call[0]}`), new RegExp(call[1]));
  });
}

test('every target is up in Prometheus and every rule evaluates', async () => {
  await until('three targets to be up', async () => (await stack.query('up == 1')).length >= services.length);
  const reply = await (await fetch(`http://${stack.prometheusAddress}/api/v1/rules`)).json();
  const rules = reply.data.groups.flatMap((group) => group.rules);
  assert.ok(rules.length > 0);
  await until('every rule to be evaluated', async () => {
    const { data } = await (await fetch(`http://${stack.prometheusAddress}/api/v1/rules`)).json();
    return data.groups.every((group) => group.rules.every(({ health }) => health === 'ok'));
  });
});

// One who is behind is told, answers, and mends it: what the dashboards of units and of what turned show.
test('a light turns, and people deal with the alert', async () => {
  await until('the red light to be scraped', async () => (await stack.query('liandu_target_light{target="T1"} == 3')).length > 0);
  const { alerts } = await clients.supervision.listAlerts({ jurisdiction: city });
  let alert = alerts.find(({ condition }) => condition === 'CONDITION_BEHIND');
  const feedback = { cause: '场地未落实', measure: '改在线上', promisedDate: '2024-09-30' };
  for (const [actor, action] of [['联络员', { acknowledgement: {} }], ['联络员', { feedback }], ['督查室', { verification: {} }]]) {
    ({ alert } = await clients.workflow.actOnAlert({ jurisdiction: city, alert: alert.id, sequence: alert.sequence, actor, action }));
  }
  await clients.reports.reportBatch({ jurisdiction: city, source: 'e2e', reports: [midYear(45, 1)], actor: '统计员' });
  await until('the green light to be scraped', async () => (await stack.query('liandu_target_light{target="T1"} == 1')).length > 0);
});

// The languages ask the same (style.dashboard), so one of them is enough.
const values = {
  city, chain: 'C1', target: 'T1', unit: 'U-bureau', channel: '.*', service: '.*', instance: '.*', __interval: '1s', __range: '5m',
};
for (const { file, dashboard } of dashboards().filter(({ language }) => language === 'zh')) {
  for (const { where, expression } of queries(dashboard, values)) {
    test(`${file}: ${where} returns a number`, async () => {
      await until(`a number from ${expression}`, async () => (
        (await stack.query(expression)).some(({ value }) => Number.isFinite(Number(value[1])))));
    });
  }
}
