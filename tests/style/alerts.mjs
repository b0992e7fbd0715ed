// What promtool does not ask of alerts: that each has what a person needs at night, asks for metrics that exist, and is
// tried both firing and not firing.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const read = (...path) => readFileSync(join(root, ...path), 'utf8');
const rules = ['rules', 'alerts', 'alerts_exporters'].map((name) => ({
  file: `deploy/prometheus/${name}.yml`, text: read('deploy', 'prometheus', `${name}.yml`), tests: read('tests', 'style', `${name}_test.yml`),
}));
const findings = [];

// Names of the golden files, with what a histogram or summary is made of.
const exported = new Set(readdirSync(join(root, 'tests', 'golden', 'metrics')).flatMap((file) => (
  read('tests', 'golden', 'metrics', file).trimEnd().split('\n').map((line) => line.replace(/^\? /, '').split(' ')[0])
)).flatMap((name) => [name, `${name}_bucket`, `${name}_sum`, `${name}_count`]));
const recorded = new Set(rules.flatMap(({ text }) => [...text.matchAll(/- record: (\S+)/g)].map(([, name]) => name)));
// Debian's exporters were run once, and these names read from their answers; the kubelet's are stable since Kubernetes 1.8.
const standard = new Set([
  'redis_aof_enabled', 'redis_aof_last_write_status', 'redis_config_key_value', 'redis_memory_max_bytes', 'redis_memory_used_bytes',
  'node_filesystem_avail_bytes', 'node_filesystem_size_bytes', 'probe_ssl_earliest_cert_expiry',
  'kubelet_volume_stats_available_bytes', 'kubelet_volume_stats_capacity_bytes',
]);

// The headings of a page as anchors, as GitHub makes them.
const anchors = new Set([...read('docs', 'operations.md').matchAll(/^#+ (.+)$/gm)].map(([, heading]) => (
  heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'))));

for (const { file, text, tests } of rules) {
  // A rule reaches to the next one; comments speak of other things.
  const blocks = text.replace(/^ *#.*$/gm, '').split(/^ *- (?=alert:|record:|name:)/m).slice(1);
  for (const block of blocks) {
    const [, kind, name] = block.match(/^(\w+): (\S+)/);
    const complain = (what) => findings.push(`${file}: ${name}: ${what}`);
    const expression = (block.match(/^ *expr: ([\s\S]*?)(?=^ *(?:for|labels|annotations):|$(?![\s\S]))/m)?.[1] ?? '')
      .replace(/\{[^}]*\}/g, '').replace(/"[^"]*"/g, '');
    for (const [metric] of expression.matchAll(/\b(?:liandu|process|redis|node|probe|kubelet)[_:][a-z0-9_:]+/g)) {
      if (!exported.has(metric) && !recorded.has(metric) && !standard.has(metric)) complain(`nothing exports ${metric}`);
    }
    if (kind !== 'alert') continue;
    const value = (key) => block.match(new RegExp(`^ *${key}: (.+)$`, 'm'))?.[1];
    if (!['critical', 'warning', 'none'].includes(value('severity'))) complain('its severity is none of critical, warning, none');
    if (!value('for')) complain('it does not say for how long (for)');
    if (!/\p{Script=Han}/u.test(value('summary') ?? '')) complain('its summary is not Chinese');
    if (!/^'?[^\p{Script=Han}]+\.'?$/u.test(value('description') ?? '')) complain('its description is no English sentence');
    const runbook = value('runbook') ?? '';
    if (runbook !== `docs/operations.md#${name.toLowerCase()}`) complain(`its runbook is "${runbook}"`);
    if (!anchors.has(name.toLowerCase())) complain(`docs/operations.md has no section "${name}"`);
    const cases = tests.split(/^ *- alertname: /m).slice(1).filter((text) => text.startsWith(`${name}\n`));
    // Up to the next case or, behind the last one of a group, the next group.
    const fires = (text) => /^ *exp_alerts:/m.test(text.split(/^ *- name: /m)[0]);
    if (!cases.some((text) => fires(text) && new RegExp(`severity: ${value('severity')}\\b`).test(text))) complain('no test sees it fire');
    if (name !== 'LianduWatchdog' && !cases.some((text) => !fires(text))) complain('no test sees it not fire');
  }
}
for (const finding of findings) console.log(finding);
process.exitCode = findings.length > 0 ? 1 : 0;
