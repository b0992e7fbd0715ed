// Ten thousand alerts in one minute over 24 chains, told over mail, a webhook and a group robot, while one receiver hangs.
// Prints how long after its slot everybody had the digest; ends with 1 if somebody was told twice or something was lost.
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, moment, patiently } from '../e2e/client.mjs';
import { openCity, smallCity } from '../e2e/city.mjs';
import { Receiver } from '../e2e/receiver.mjs';
import { Stack, until } from '../e2e/stack.mjs';
import { Hanging, MailServer, Robot } from './receivers.mjs';

const city = 'storm';
const chains = 24;
const alerts = process.argv.includes('--quick') ? 1_000 : 10_000;
const batch = 500;
const slot = '2024-07-01T15:00:00+08:00';
const say = (what, value) => console.log(`${what.padEnd(66)} ${value}`);
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
const numbers = (count) => Array.from({ length: count }, (_, number) => number);
const silentLiaison = `liaison-${chains - 1}`;

function catalogue() {
  const base = smallCity(city);
  const indicator = (number) => ({ id: `I${number}`, displayName: `活动${number}`, unitOfMeasure: '场次', direction: 'DIRECTION_UP' });
  const target = (number) => ({
    ...base.targets[0], id: `T${number}`, displayName: `举办活动${number}`, indicator: `I${number}`, chains: [`C${number % chains}`], leadUnit: `U${number % chains}`,
  });
  return {
    ...base, items: [],
    units: [base.units[0], ...numbers(chains).map((n) => ({ id: `U${n}`, displayName: `牵头单位${n}`, kind: 'UNIT_KIND_DEPARTMENT', parent: 'U-gov' }))],
    posts: numbers(chains).map((n) => ({
      id: `liaison-${n}`, displayName: `牵头单位${n}联络员`, role: 'POST_ROLE_LIAISON', unit: `U${n}`,
      holders: [{ displayName: `联络员${n}`, contactPoints: [{ kind: 'CONTACT_KIND_MAIL', address: `liaison-${n}@example.cn` }] }],
    })),
    chains: numbers(chains).map((n) => ({ ...base.chains[0], id: `C${n}`, displayName: `产业链${n}`, leaderPost: '', leadUnit: `U${n}`, order: n + 1 })),
    indicators: numbers(alerts).map(indicator),
    targets: numbers(alerts).map(target),
    notificationPolicy: {
      routes: [{ id: 'all', recipients: ['RECIPIENT_ROLE_RESPONSIBLE_UNIT'] }],
      receivers: [
        { id: 'mail', channel: 'mail' },
        { id: 'system', channel: 'system' },
        { id: 'group', channel: 'robot', shared: true },
        { id: 'hanging', channel: 'hanging', posts: [silentLiaison] },
      ],
    },
  };
}

// The notifier's file with every channel, and what its secrets' files hold.
function configure(folder, { mail, system, robot, hanging }) {
  writeFileSync(join(folder, 'robot.url'), robot.url, { mode: 0o600 });
  const path = join(folder, 'notifier.yaml');
  writeFileSync(path, `channels:
  - {name: mail, kind: mail, server: "${mail.address}", tls: implicit, ca_file: ${mail.certificate}, from: "督办室 <office@example.cn>", allow: ["127.0.0.0/8", "::1/128"]}
  - {name: system, kind: webhook, url: "${system.url}", allow: ["127.0.0.0/8"]}
  - {name: robot, kind: dingtalk, url_file: ${join(folder, 'robot.url')}, allow: ["127.0.0.0/8"]}
  - {name: hanging, kind: webhook, url: "${hanging.url}", timeout_ms: 30000, allow: ["127.0.0.0/8"]}
`);
  return path;
}

// The catalogue in portions that one request takes.
async function apply(clients, whole) {
  await openCity(clients, city, { catalogue: { ...whole, indicators: [], targets: [] }, sandboxAt: '2024-07-01T09:31:00+08:00' });
  for (let from = 0; from < alerts; from += 5_000) {
    await clients.catalogues.applyCatalogue({
      jurisdiction: city, actor: 'bench', requestId: `storm-${from}`,
      catalogue: { indicators: whole.indicators.slice(from, from + 5_000), targets: whole.targets.slice(from, from + 5_000) },
    });
  }
}

async function report(clients) {
  for (let from = 0; from < alerts; from += batch) {
    const reports = numbers(Math.min(batch, alerts - from)).map((n) => ({
      indicatorReport: { indicator: `I${from + n}`, period: '2024-06-30', value: '30', revision: 0, source: '统计' },
    }));
    await patiently(() => clients.reports.reportBatch({ jurisdiction: city, source: 'bench', reports, actor: 'bench' }));
  }
  await until('every alert', async () => (await clients.supervision.getBoard({ jurisdiction: city })).openYellow >= alerts, 120_000);
}

async function everyDelivery(clients) {
  const all = [];
  let pageToken = '';
  do {
    const page = await clients.notifications.listDeliveries({ jurisdiction: city, pageSize: 500, pageToken });
    all.push(...page.deliveries);
    pageToken = page.nextPageToken;
  } while (pageToken);
  return all;
}

const failures = [];
const expect = (holds, what) => holds || failures.push(what);

const folder = mkdtempSync(join(tmpdir(), 'liandu-storm.'));
const ends = { mail: await MailServer.start(folder), system: await Receiver.start(), robot: await Robot.start(), hanging: await Hanging.start() };
const stack = await Stack.start({ notifier: [`--config=${configure(folder, ends)}`], redisMaxmemory: '4gb' });
const clients = connect(stack);
try {
  await apply(clients, catalogue());
  const raised = Date.now();
  await report(clients);
  say(`${alerts} alerts over ${chains} chains, raised and judged in`, seconds(Date.now() - raised));
  const begun = Date.now();
  await patiently(() => clients.jurisdictions.advanceClock({ jurisdiction: city, clockTime: moment(slot), actor: 'bench' }));
  const others = chains - 1;
  await until('the mails', () => ends.mail.mails.length >= chains, 60_000).catch(async (error) => {
    const states = (await everyDelivery(clients)).map(({ receiver, state, lastError }) => `${receiver} ${state} ${lastError}`);
    throw new Error(`${error.message}\n${[...new Set(states)].join('\n')}`);
  });
  await until('the webhook posts', () => ends.system.posts.length >= chains, 120_000);
  await until('the robot', () => ends.robot.messages.length >= 1, 120_000);
  const last = (times) => seconds(Math.max(...times) - begun);
  const postTimes = ends.system.posts.map(({ at }) => Number(at / 1_000_000n) - Number(process.hrtime.bigint() / 1_000_000n) + Date.now());
  say('after the slot: last mail / last webhook post / robot', `${last(ends.mail.mails.map(({ at }) => at))} / ${last(postTimes)} / ${last(ends.robot.messages.map(({ at }) => at))}`);
  const deliveries = await until('all but what hangs to be delivered', async () => {
    const all = await everyDelivery(clients);
    return all.every(({ receiver, state }) => receiver === 'hanging' || state === 'DELIVERY_STATE_DELIVERED') && all;
  }, 60_000);
  say('deliveries / of them to the hanging receiver', `${deliveries.length} / ${deliveries.filter(({ receiver }) => receiver === 'hanging').length}`);

  for (const n of numbers(chains)) {
    const got = ends.mail.mails.filter(({ recipients }) => recipients.includes(`liaison-${n}@example.cn`)).length;
    expect(got === 1, `liaison-${n} got ${got} mails`);
  }
  const told = ends.system.posts.reduce((sum, { body }) => sum + body.alerts.length + body.truncatedAlerts, 0);
  expect(told === alerts, `the webhook was told of ${told} of ${alerts} alerts`);
  expect(ends.robot.blocked === 0, `the robot was sent ${ends.robot.blocked} messages beyond its ceiling`);
  expect(ends.hanging.asked > 0, 'the hanging receiver was never asked');
  const late = Math.max(...ends.mail.mails.map(({ at }) => at), ...postTimes) - begun;
  expect(late < 60_000, `somebody had to wait ${seconds(late)}`);
  say('mails each person got / robot messages / beyond its ceiling', `1 / ${ends.robot.messages.length} / ${ends.robot.blocked}`);
  say('told that one receiver hangs, and of', `${others} others all within ${seconds(late)}`);
  const memory = Number(readFileSync(`/proc/${stack.children.get('notifier').pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;
  say('memory, notifier', `${Math.round(memory)} MB`);
} finally {
  clients.close();
  await stack.stop();
  Object.values(ends).forEach((end) => end.stop());
  rmSync(folder, { recursive: true });
}
for (const failure of failures) console.error(`storm: ${failure}`);
process.exit(failures.length > 0 ? 1 : 0);
