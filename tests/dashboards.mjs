// Reads the dashboards for the checks: their panels and their queries.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'deploy', 'grafana', 'dashboards');

// [{ file: 'zh/city.json', language: 'zh', text, dashboard }]
export function dashboards() {
  return readdirSync(folder).flatMap((language) => readdirSync(join(folder, language)).map((name) => {
    const text = readFileSync(join(folder, language, name), 'utf8');
    return { file: `${language}/${name}`, language, text, dashboard: JSON.parse(text) };
  }));
}

// Panels of a dashboard, those inside collapsed rows included; rows themselves left out.
export const panels = (dashboard) => (dashboard.panels ?? []).flatMap((panel) => [panel, ...(panel.panels ?? [])])
  .filter((panel) => panel.type !== 'row');

// Every query of a dashboard, with Grafana's variables replaced as `values` says: panel queries and those of variables.
export function queries(dashboard, values) {
  const replaced = (text) => Object.entries({ __rate_interval: '1m', __interval: '15s', __range: '1h', ...values }).reduce(
    (result, [name, value]) => result.replaceAll(new RegExp(`\\$\\{${name}(:[a-z]+)?\\}|\\$${name}\\b`, 'g'), value), text);
  const fromPanels = panels(dashboard).flatMap((panel) => (panel.targets ?? []).map((target) => (
    { where: `${panel.title} ${target.refId}`, expression: replaced(target.expr) })));
  const fromVariables = (dashboard.templating?.list ?? []).filter(({ type }) => type === 'query').map((variable) => {
    const [, expression] = (variable.query.query ?? variable.query).match(/^label_values\((.*),\s*\w+\)$/);
    return { where: `variable ${variable.name}`, expression: replaced(expression) };
  });
  return [...fromPanels, ...fromVariables];
}
