// What Prometheus and Grafana see of a running stack, and what buf curl sees through reflection.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dashboards, queries } from '../dashboards.mjs';
import { connect } from './client.mjs';
import { midYear, openCity } from './city.mjs';
import { Receiver } from './receiver.mjs';
import { notifierWith } from './settings.mjs';
import { Stack, root, until } from './stack.mjs';

const city = 'guancheng';
const services = ['ingest', 'evaluator', 'notifier'];
let stack; let clients; let receiver;

before(async () => {
  receiver = await Receiver.start();
  stack = await Stack.start({ pages: true, prometheus: true, notifier: notifierWith(receiver.url) });
  clients = connect(stack);
  await openCity(clients, city, { sandboxAt: '2024-07-22T09:30:00+08:00' });
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

for (const { file, dashboard } of dashboards()) {
  for (const { where, expression } of queries(dashboard, { city, chain: 'C1' })) {
    test(`${file}: ${where} returns a series`, async () => {
      const series = await until(`a series of ${expression}`, async () => {
        const result = await stack.query(expression);
        return result.length > 0 && result;
      });
      assert.ok(series.length >= 1);
    });
  }
}
