#!/usr/bin/env node
// Every dashboard is what its code makes and what Grafana's own types say, reads well, leads only to dashboards that there
// are, and asks only what Prometheus can parse; the languages ask the same.
import Ajv from 'ajv';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';
import { files } from '../../deploy/grafana/source/dashboards.mjs';
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

const han = /\p{Script=Han}/u;

function checkMade(all) {
  const made = new Map(files().map(({ file, text }) => [file, text]));
  for (const { file, text } of all) {
    if (!made.has(file)) found(file, 'no code makes it');
    else if (made.get(file) !== text) found(file, 'is not what its code makes: deploy/grafana/build writes it');
  }
  for (const file of made.keys()) {
    if (!all.some((one) => one.file === file)) found(file, 'is not there: deploy/grafana/build writes it');
  }
}

// With the pages' address every dashboard of a city leads to its board page; what is checked in names no address.
function checkBoardLink() {
  for (const { file, text } of files('https://city.example/l')) {
    const { links, templating } = JSON.parse(text);
    const boards = links.filter(({ url }) => url === 'https://city.example/l/board/${city}').length;
    const wanted = templating.list.some(({ name }) => name === 'city') ? 1 : 0;
    if (boards !== wanted) found(file, `has ${boards} links to the board page, not ${wanted}`);
  }
}

// Links lead to dashboards that there are, and set variables that these have.
function checkLinks(all) {
  const variables = new Map(all.map(({ dashboard }) => [
    dashboard.uid, dashboard.templating.list.map(({ name }) => `var-${name}`)]));
  for (const { file, text } of all) {
    for (const [, uid, , set] of text.matchAll(/"\/d\/([\w-]+)(\?([^"]*))?"/g)) {
      if (!variables.has(uid)) found(file, `a link leads to ${uid}, which is not there`);
      for (const [name] of (set ?? '').matchAll(/var-\w+/g)) {
        if (!variables.get(uid)?.includes(name)) found(file, `a link to ${uid} sets ${name}, which it does not have`);
      }
    }
  }
}

// A dashboard asks the same in each language.
function checkTwins(all) {
  for (const { file, dashboard } of all) {
    const asked = JSON.stringify(queries(dashboard, {}).map(({ expression }) => expression));
    for (const twin of all.filter((one) => one.file.split('/')[1] === file.split('/')[1])) {
      if (JSON.stringify(queries(twin.dashboard, {}).map(({ expression }) => expression)) !== asked) {
        found(file, `asks otherwise than ${twin.file}`);
      }
    }
  }
}

function checkLayout(file, language, all) {
  const seen = new Set();
  for (const panel of all) {
    const where = `${file} "${panel.title}"`;
    if (seen.has(panel.id)) found(where, `its id ${panel.id} is used twice`);
    seen.add(panel.id);
    if (language === 'zh' && !han.test(panel.title ?? '')) found(where, 'its title is not Chinese');
    if (language === 'en' && han.test(JSON.stringify(panel))) found(where, 'has Chinese in it');
    if (!(panel.targets?.length > 0)) found(where, 'it asks nothing');
    for (const other of all.filter(({ id }) => id > panel.id)) {
      const [a, b] = [panel.gridPos, other.gridPos];
      const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
      if (!apart) found(where, `it lies over "${other.title}"`);
    }
  }
}

function checkExpressions(file, dashboard) {
  const rules = queries(dashboard, { city: 'c', chain: 'c', target: 't', unit: 'u', channel: '.*', service: '.*', instance: '.*' }).map(({ expression }, index) => (
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
checkMade(all);
checkBoardLink();
checkLinks(all);
checkTwins(all);
for (const { file, language, dashboard } of all) {
  checkDashboard(file, dashboard);
  for (const panel of panels(dashboard)) {
    panel.targets?.forEach((target) => checkQuery(`${file} "${panel.title}" ${target.refId}`, target));
    checkOptions[panel.type] ??= checker(definitionsOf(panel.type.replaceAll('-', ''), 'Options'), 'Options');
    checkOptions[panel.type](`${file} "${panel.title}" options`, panel.options);
  }
  checkLayout(file, language, panels(dashboard));
  checkExpressions(file, dashboard);
}
for (const finding of findings) console.log(finding);
console.log(findings.length === 0 ? `dashboard: ${all.length} checked, nothing to complain about` : `dashboard: ${findings.length} findings`);
process.exit(findings.length === 0 ? 0 : 1);
