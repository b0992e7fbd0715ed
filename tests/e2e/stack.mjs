// A private stack for one test file: Redis, the three services and, where asked, Prometheus, all on ports of the
// kernel's choice and in a folder of their own. Written only from the command lines and the address files.
import { spawn, spawnSync, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const bin = process.env.LIANDU_BIN_DIR ?? join(root, 'build', 'default', 'bin');

// Waits until `condition` gives something truthy, and returns it. Fails with the last thing it threw.
export async function until(what, condition, limitMs = 30_000) {
  const end = Date.now() + limitMs;
  let last = 'it never held';
  while (Date.now() < end) {
    try {
      const value = await condition();
      if (value) return value;
    } catch (error) {
      last = error.message;
    }
    await delay(50);
  }
  throw new Error(`waited ${limitMs} ms for ${what}: ${last}`);
}

export class Stack {
  // `options`: { partitions, notifier: [arguments], evaluator: [...], ingest: [...], environment, prometheus: bool, pages: bool }
  static async start(options = {}) {
    const stack = new Stack(options);
    try {
      await stack.startRedis();
      for (const service of ['ingest', 'evaluator', 'notifier']) await stack.startService(service);
      if (options.prometheus) await stack.startPrometheus();
    } catch (error) {
      await stack.stop();
      throw error;
    }
    return stack;
  }

  constructor(options) {
    this.options = options;
    this.folder = mkdtempSync(join(tmpdir(), 'liandu-e2e.'));
    this.children = new Map();
    this.redisSocket = join(this.folder, 'redis.sock');
  }

  spawnChild(name, command, args, environment = {}) {
    const log = openSync(join(this.folder, `${name}.log`), 'a');
    // The kernel ends the child with this process, however that ends.
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', command, ...args], {
      stdio: ['ignore', log, log],
      env: { ...process.env, ...environment },
    });
    closeSync(log);
    child.ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    this.children.set(name, child);
    return child;
  }

  log(name) {
    return readFileSync(join(this.folder, `${name}.log`), 'utf8');
  }

  async waitFor(name, condition) {
    const child = this.children.get(name);
    try {
      await until(`${name} to be ready`, async () => {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error('it has ended');
        return condition();
      });
    } catch (error) {
      throw new Error(`${error.message}\n${this.log(name).split('\n').slice(-25).join('\n')}`);
    }
  }

  redisCli(...args) {
    return execFileSync('redis-cli', ['-s', this.redisSocket, ...args], { encoding: 'utf8' }).trim();
  }

  async startRedis() {
    this.spawnChild('redis', 'redis-server', [
      '--port', '0', '--unixsocket', this.redisSocket, '--dir', this.folder, '--appendonly', 'yes',
      '--appendfsync', 'always', '--no-appendfsync-on-rewrite', 'no', '--aof-load-truncated', 'no', '--save', '',
      '--maxmemory', this.options.redisMaxmemory ?? '1gb', '--maxmemory-policy', 'noeviction',
    ]);
    await this.waitFor('redis', () => existsSync(this.redisSocket) && this.redisCli('ping') === 'PONG');
  }

  // What makes the notifier serve its pages.
  pageArguments() {
    const keyFile = join(this.folder, 'page.key');
    if (!existsSync(keyFile)) writeFileSync(keyFile, randomBytes(32).toString('hex'), { mode: 0o600 });
    return [
      '--page.listen=127.0.0.1:0', `--page.key_file=${keyFile}`, '--page.inbox=true', '--page.board=true',
      `--evaluator.target=${this.address('evaluator')}`, `--ingest.target=${this.address('ingest')}`,
    ];
  }

  // `instance`: the child's name, where there are several of a service.
  async startService(name, instance = name) {
    const addressFile = join(this.folder, `${instance}.addresses`);
    rmSync(addressFile, { force: true });
    this.spawnChild(instance, join(bin, `liandu-${name}`), [
      `--redis.address=unix:${this.redisSocket}`, `--redis.partitions=${this.options.partitions ?? 4}`,
      '--grpc.listen_address=127.0.0.1:0', '--metrics.listen_address=127.0.0.1:0', `--address_file=${addressFile}`,
      ...(this.options.pages && name === 'notifier' ? this.pageArguments() : []),
      ...(this.options[name] ?? []).map((argument) => argument.replaceAll('@FOLDER@', this.folder)),
    ], this.options.environment);
    await this.waitFor(instance, async () =>
      existsSync(addressFile) && (await fetch(`http://${this.address(instance, 'metrics')}/readyz`)).ok);
  }

  // What the `liandu` command says against this stack's evaluator, with its exit code.
  liandu(...args) {
    const { status, stdout, stderr } = spawnSync(join(bin, 'liandu'), [`--evaluator=${this.address('evaluator')}`, ...args],
      { encoding: 'utf8' });
    return { status, stdout, stderr };
  }

  // Where a service listens: kind is 'grpc', 'metrics' or 'page'.
  address(name, kind = 'grpc') {
    const text = readFileSync(join(this.folder, `${name}.addresses`), 'utf8');
    return text.match(new RegExp(`^${kind} (\\S+)$`, 'm'))[1];
  }

  async metrics(name) {
    return (await fetch(`http://${this.address(name, 'metrics')}/metrics`)).text();
  }

  // Where Prometheus finds the services; again after one has been started on another port.
  writeTargets() {
    writeFileSync(join(this.folder, 'prometheus', 'targets.json'), JSON.stringify(['ingest', 'evaluator', 'notifier'].map(
      (service) => ({ targets: [this.address(service, 'metrics')], labels: { service } }))));
  }

  // `hasten`: so many times faster pass the windows and patience of the alerts. `alertmanager`: the address of one to tell.
  async startPrometheus({ hasten, alertmanager } = {}) {
    const folder = join(this.folder, 'prometheus');
    mkdirSync(join(folder, 'data'), { recursive: true });
    cpSync(join(root, 'deploy', 'prometheus'), folder, { recursive: true });
    // The files as shipped, only faster: nobody wants to wait half a minute for a test.
    const interval = hasten ? '500ms' : '1s';
    const config = readFileSync(join(folder, 'prometheus.yml'), 'utf8')
      .replace(/^( *scrape_interval:).*$/m, `$1 ${interval}`).replace(/^( *evaluation_interval:).*$/m, `$1 ${interval}`)
      .replace(/^( *scrape_timeout:).*$/m, `$1 ${interval}`);
    writeFileSync(join(folder, 'prometheus.yml'), config);
    for (const file of hasten ? ['rules.yml', 'alerts.yml', 'alerts_exporters.yml'] : []) {
      const seconds = { m: 60, h: 3600, d: 86_400 };
      const faster = (number, unit) => `${Math.ceil(Number(number) * seconds[unit] / hasten)}s`;
      const text = readFileSync(join(folder, file), 'utf8')
        .replaceAll(/\[(\d+)([mhd])\]/g, (_, number, unit) => `[${faster(number, unit)}]`)
        .replaceAll(/(offset |for: )(\d+)([mhd])/g, (_, word, number, unit) => word + faster(number, unit));
      writeFileSync(join(folder, file), text);
    }
    this.writeTargets();
    if (alertmanager) writeFileSync(join(folder, 'targets-alertmanager.json'), JSON.stringify([{ targets: [alertmanager] }]));
    this.spawnChild('prometheus', 'prometheus', [
      `--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${join(folder, 'data')}`,
      '--web.listen-address=127.0.0.1:0', ...(hasten ? ['--rules.alert.resend-delay=1s'] : []),
    ]);
    await this.waitFor('prometheus', async () => {
      const listening = this.log('prometheus').match(/msg="Listening on" address=(\S+)/);
      if (!listening) return false;
      this.prometheusAddress = listening[1];
      return (await fetch(`http://${this.prometheusAddress}/-/ready`)).ok;
    });
  }

  // The result vector of an instant query.
  async query(expression) {
    const url = `http://${this.prometheusAddress}/api/v1/query?query=${encodeURIComponent(expression)}`;
    const reply = await (await fetch(url)).json();
    if (reply.status !== 'success') throw new Error(`${expression}: ${reply.error}`);
    return reply.data.result;
  }

  async stopChild(name, signal = 'SIGTERM') {
    const child = this.children.get(name);
    if (!child) return undefined;
    this.children.delete(name);
    child.kill(signal);
    const patience = setTimeout(() => child.kill('SIGKILL'), 15_000);
    const result = await child.ended;
    clearTimeout(patience);
    return result;
  }

  async stop() {
    for (const name of [...this.children.keys()].reverse()) await this.stopChild(name);
    if (process.env.LIANDU_KEEP_FOLDER) console.log(`kept ${this.folder}`);
    else rmSync(this.folder, { recursive: true, force: true });
  }
}
