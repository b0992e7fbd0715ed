// Drives the load generator against private stacks and prints one table. No figure is judged here: machines differ.
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { notifierWith } from '../e2e/settings.mjs';
import { Stack, root } from '../e2e/stack.mjs';

const quick = process.argv.includes('--quick');
const reports = quick ? 100_000 : 1_000_000;
const processes = ['redis', 'ingest', 'evaluator', 'notifier'];
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

const round = (value, digits = 0) => Number(value).toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });
const say = (what, value) => console.log(`${what.padEnd(66)} ${value}`);
const heading = (text) => console.log(`\n${text}\n${'-'.repeat(text.length)}`);

// The load generator's answer to one command.
async function load(stack, command, ...args) {
  const addresses = stack ? ['--ingest', stack.address('ingest'), '--evaluator', stack.address('evaluator')] : [];
  const { stdout } = await promisify(execFile)(join(process.env.LIANDU_BIN_DIR ?? join(root, 'build/default/bin'), 'liandu-load'), [command, ...addresses, ...args.map(String)]);
  return JSON.parse(stdout);
}

// CPU seconds of each process of a stack so far.
function cpuSeconds(stack) {
  return Object.fromEntries(processes.map((name) => {
    const fields = readFileSync(`/proc/${stack.children.get(name).pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
    return [name, (Number(fields[11]) + Number(fields[12])) / ticksPerSecond];
  }));
}

const residentMegabytes = (stack, name) =>
  Number(readFileSync(`/proc/${stack.children.get(name).pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;

// Runs `work`, and prints what each process spent on 1,000 of what it counts.
async function withCpu(stack, count, work, what = 'reports') {
  const before = cpuSeconds(stack);
  const result = await work();
  // The notifier reads behind the evaluator; let it finish what this work caused.
  await delay(1000);
  const after = cpuSeconds(stack);
  const spent = processes.map((name) => [name, ((after[name] - before[name]) * 1000) / count]);
  const total = spent.reduce((sum, [, each]) => sum + each, 0);
  say(`  CPU-seconds per 1,000 ${what}`, `${round(total, 4)}  (${spent.map(([name, each]) => `${name} ${round(each, 4)}`).join(', ')})`);
  return result;
}

// Entries a second of plain XADD, pipelined, on a Redis with the same durability.
function rawXadd(stack, payloadBytes, count) {
  const output = execFileSync('redis-benchmark', [
    '-s', stack.redisSocket, '-c', '50', '-P', '100', '-n', String(count), '--csv', 'XADD', 'bench:raw', '*', 'payload', 'x'.repeat(payloadBytes),
  ], { encoding: 'utf8' });
  stack.redisCli('del', 'bench:raw');
  return Number(output.trim().split('\n').at(-1).split(',')[1].replaceAll('"', ''));
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function throughput() {
  const port = await freePort();
  const stack = await Stack.start({ partitions: 16, notifier: notifierWith(`http://127.0.0.1:${port}/hook`), redisMaxmemory: '8gb' });
  try {
    heading('Disk and Redis by themselves');
    const disk = await load(null, 'disk', '--folder', stack.folder);
    say('fsync of a 4 kB append, p50 / p99', `${disk.fsync_p50_ms} / ${disk.fsync_p99_ms} ms`);
    const raw = rawXadd(stack, 100, quick ? 200_000 : 1_000_000);
    say('raw XADD of 100 B, 50 clients, pipelined by 100', `${round(raw)} /s`);

    heading('Reports over 10,000 targets');
    await load(stack, 'open', '--targets', 10_000);
    await load(stack, 'stream', '--targets', 10_000, '--reports', 50_000, '--first-revision', 1);
    const batches = await withCpu(stack, reports, () => load(stack, 'stream', '--targets', 10_000, '--reports', reports, '--first-revision', 10));
    say('streamed in batches of 250: acknowledged', `${round(batches.acknowledged_per_second)} /s, ${round(batches.acknowledged_per_second / raw, 2)} × raw XADD`);
    say('streamed in batches of 250: judged', `${round(batches.judged_per_second)} /s, ${round(batches.judged_per_second / raw, 2)} × raw XADD`);
    const singles = reports / 20;
    const single = await withCpu(stack, singles, () => load(stack, 'single', '--targets', 10_000, '--reports', singles, '--in-flight', 256, '--first-revision', 200));
    say('one by one, 256 calls under way: acknowledged', `${round(single.acknowledged_per_second)} /s, ${round(single.acknowledged_per_second / raw, 2)} × raw XADD`);
    say('one by one, 256 calls under way: judged', `${round(single.judged_per_second)} /s, ${round(single.judged_per_second / raw, 2)} × raw XADD`);

    heading('From a report to the webhook, one at a time');
    const latency = await load(stack, 'latency', '--reports', quick ? 100 : 500, '--webhook-port', port, '--first-revision', 1000);
    say('p50 / p99', `${latency.webhook_p50_ms} / ${latency.webhook_p99_ms} ms`);
  } finally {
    await stack.stop();
  }
}

async function quiet(targets) {
  const stack = await Stack.start({ partitions: 16, redisMaxmemory: '8gb' });
  try {
    const opened = await load(stack, 'open', '--targets', targets);
    await delay(5000);
    const before = cpuSeconds(stack);
    await delay(60_000);
    const after = cpuSeconds(stack);
    heading(`${round(targets)} quiet targets`);
    say('applied / applied and judged', `${round(opened.applied_seconds, 1)} / ${round(opened.judged_seconds, 1)} s`);
    for (const name of processes) say(`CPU-seconds a minute, ${name}`, round(after[name] - before[name], 2));
    for (const name of ['evaluator', 'redis']) say(`memory, ${name}`, `${round(residentMegabytes(stack, name))} MB`);
  } finally {
    await stack.stop();
  }
}

async function million(targets) {
  const due = targets / 10;
  const sums = Number(process.env.LIANDU_BENCH_SUMS ?? 0);
  // Each part of a sum is a unit's own.
  const units = sums > 0 ? Math.ceil(targets / sums) : 100;
  const city = ['--targets', targets, '--due-first', due, '--units', units, '--sums', sums];
  const stack = await Stack.start({ partitions: 16, redisMaxmemory: '16gb' });
  try {
    const empty = Object.fromEntries(['evaluator', 'redis'].map((name) => [name, residentMegabytes(stack, name)]));
    const opened = await load(stack, 'open', ...city);
    heading(`${round(targets)} targets with figures, ${round(sums)} sums over them`);
    say('loading: applied / applied and judged', `${round(opened.applied_seconds, 1)} / ${round(opened.judged_seconds, 1)} s`);
    const figures = await withCpu(stack, targets, () => load(stack, 'stream', ...city, '--reports', targets, '--first-revision', 1));
    say('a first figure for each, in batches of 250: judged', `${round(figures.judged_per_second)} /s`);
    for (const name of ['evaluator', 'redis']) {
      say(`memory a target with its figure, ${name}`, `${round(((residentMegabytes(stack, name) - empty[name]) * 2 ** 20) / targets)} B`);
    }
    const effect = await load(stack, 'effect', ...city, '--reports', quick ? 200 : 2000, '--first-revision', 10);
    say("one report until a query shows its verdict, p50 / p99", `${effect.shown_p50_ms} / ${effect.shown_p99_ms} ms`);
    await stack.stopChild('evaluator');
    const stopped = performance.now();
    await stack.startService('evaluator');
    await load(stack, 'await', ...city);
    say('an evaluator that starts: until it answers', `${round((performance.now() - stopped) / 1000, 1)} s`);
    for (const year of [2024, 2025]) {
      const deadlines = year === 2024 ? due : targets - due;
      const { missed } = await load(stack, 'evening', ...city, '--year', year);
      const midnight = await withCpu(stack, deadlines, () => load(stack, 'midnight', ...city, '--year', year), 'deadlines');
      say(`a midnight with ${round(deadlines)} deadlines, ${round(missed)} missed`,
        `${round(midnight.seconds, 1)} s, ${round(midnight.per_second)} judged /s`);
    }
  } finally {
    await stack.stop();
  }
}

// The parts to measure; all of them when none is named.
const parts = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const wants = (part) => parts.length === 0 || parts.includes(part);

console.log(`${new Date().toISOString()}  ${cpus().length} × ${cpus()[0].model}`);
if (wants('reports')) await throughput();
if (wants('quiet')) await quiet(100_000);
if (wants('quiet') && !quick) await quiet(1_000_000);
if (wants('million')) await million(quick ? 100_000 : 1_000_000);
