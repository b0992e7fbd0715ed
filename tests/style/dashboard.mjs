#!/usr/bin/env node
// Every dashboard is what Grafana's own types say, reads well, and asks only what Prometheus can parse.
import Ajv from 'ajv';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';
import { dashboards, panels, queries, root } from '../dashboards.mjs';

const findings = [];
const found = (where, what) => findings.push(`${where}: ${what}`);

const types = join(root, 'tests', 'node_modules', '@grafana', 'grafana-foundation-sdk', 'dist');
function definitionsOf(module, type) {
  const path = join(types, module, 'types.gen.d.ts');
  const generator = createGenerator({
    path, type, functions: 'hide', skipTypeCheck: true, additionalProperties: false,
    tsconfig: join(root, 'tests', 'style', 'tsconfig.json'),
  });
  return generator.createSchema(type).definitions;
}

function checker(definitions, type) {
  const validate = new Ajv({ strict: false, allErrors: true }).compile({ definitions, $ref: `#/definitions/${type}` });
  return (where, value) => {
    if (validate(value)) return;
    for (const error of validate.errors) found(`${where}${error.instancePath}`, `${error.message} ${JSON.stringify(error.params)}`);
  };
}

// The types leave queries open; ours are Prometheus queries.
const dashboardDefinitions = definitionsOf('dashboard', 'Dashboard');
dashboardDefinitions.Dataquery = { type: 'object' };
const checkDashboard = checker(dashboardDefinitions, 'Dashboard');
const checkQuery = checker(definitionsOf('prometheus', 'Dataquery'), 'Dataquery');
const checkOptions = {};

function checkLayout(file, all) {
  const seen = new Set();
  for (const panel of all) {
    const where = `${file} "${panel.title}"`;
    if (seen.has(panel.id)) found(where, `its id ${panel.id} is used twice`);
    seen.add(panel.id);
    if (!/\p{Script=Han}/u.test(panel.title ?? '')) found(where, 'its title is not Chinese');
    if (!(panel.targets?.length > 0)) found(where, 'it asks nothing');
    for (const other of all.filter(({ id }) => id > panel.id)) {
      const [a, b] = [panel.gridPos, other.gridPos];
      const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
      if (!apart) found(where, `it lies over "${other.title}"`);
    }
  }
}

function checkExpressions(file, dashboard) {
  const rules = queries(dashboard, { city: '.*', chain: '.*' }).map(({ expression }, index) => (
    { record: `checked:${index}`, expr: expression }));
  const folder = mkdtempSync(join(tmpdir(), 'liandu-style.'));
  try {
    const path = join(folder, 'rules.json');
    // JSON is YAML.
    writeFileSync(path, JSON.stringify({ groups: [{ name: file, rules }] }));
    execFileSync('promtool', ['check', 'rules', path], { stdio: 'pipe' });
  } catch (error) {
    found(file, `${error.stdout}${error.stderr}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const all = dashboards();
if (all.length === 0) found('deploy/grafana/dashboards', 'there is no dashboard');
for (const { file, dashboard } of all) {
  checkDashboard(file, dashboard);
  for (const panel of panels(dashboard)) {
    panel.targets?.forEach((target) => checkQuery(`${file} "${panel.title}" ${target.refId}`, target));
    checkOptions[panel.type] ??= checker(definitionsOf(panel.type, 'Options'), 'Options');
    checkOptions[panel.type](`${file} "${panel.title}" options`, panel.options);
  }
  checkLayout(file, panels(dashboard));
  checkExpressions(file, dashboard);
}
for (const finding of findings) console.log(finding);
console.log(findings.length === 0 ? `dashboard: ${all.length} checked, nothing to complain about` : `dashboard: ${findings.length} findings`);
process.exit(findings.length === 0 ? 0 : 1);
