// What every dashboard has: its name, its variables, the way to the others and to its twin in the other language.
import { dashboard } from './sdk.mjs';
import { languages } from './texts.mjs';
import { Panels, datasource } from './panels.mjs';

export const uidOf = (language, name) => `liandu-${name}${language === 'zh' ? '' : '-en'}`;

// Where a click on a name leads; what is chosen stays chosen.
export const drill = (language, name, variables, title) => ({
  title,
  url: `/d/${uidOf(language, name)}?${Object.entries(variables).map(([key, value]) => `var-${key}=${value}`).join('&')}`
    + '&${datasource:queryparam}&${__url_time_range}',
});

const labels = {
  city: ['辖区', 'Jurisdiction'], chain: ['产业链', 'Chain'], target: ['目标', 'Target'], unit: ['责任单位', 'Unit'],
  channel: ['渠道', 'Channel'], service: ['服务', 'Service'], instance: ['实例', 'Instance'],
};

// `metric`: the series, with what narrows it, whose label (of the variable's name, if none is given) is offered. `all`: may be
// all at once.
function variable(panels, { name, metric, label = name, all = false }) {
  const built = new dashboard.QueryVariableBuilder(name).label(panels.say(labels[name])).datasource(datasource)
    .query({ query: `label_values(${metric}, ${label})`, refId: name }).refresh(2).sort(1).multi(all).includeAll(all);
  return all ? built.allValue('.*') : built;
}

// `spec`: { name, title, description, variables: [{ name, metric, label, all }], from, panels: (Panels, language) => [builder or row] }.
export function build(spec, siblings, language, pageUrl) {
  const panels = new Panels(language);
  const made = new dashboard.DashboardBuilder(panels.say(spec.title)).uid(uidOf(language, spec.name))
    .description(panels.say(spec.description)).tags(['liandu', language]).timezone('Asia/Shanghai').readonly().tooltip(1)
    .refresh('30s').time({ from: spec.from, to: 'now' })
    .withVariable(new dashboard.DatasourceVariableBuilder('datasource').label(panels.say(['数据源', 'Data source']))
      .type('prometheus').current({ text: 'Liandu Prometheus', value: 'liandu-prometheus' }));
  for (const one of spec.variables) made.withVariable(variable(panels, one));
  const link = (title, url) => made.link(new dashboard.DashboardLinkBuilder(title).type('link').icon('dashboard').url(url)
    .includeVars(true).keepTime(true).targetBlank(false));
  for (const other of siblings) if (other.name !== spec.name) link(panels.say(other.title), `/d/${uidOf(language, other.name)}`);
  const twin = languages.find((other) => other !== language);
  link({ zh: '中文', en: 'English' }[twin], `/d/${uidOf(twin, spec.name)}`);
  if (pageUrl && spec.variables.some(({ name }) => name === 'city')) {
    made.link(new dashboard.DashboardLinkBuilder(panels.say(['公开看板', 'Board page'])).type('link').icon('external link')
      .url(`${pageUrl}/board/\${city}`).includeVars(false).keepTime(false).targetBlank(true));
  }
  for (const panel of spec.panels(panels, language)) {
    if (panel.type === 'row') made.withRow({ build: () => panel });
    else made.withPanel(panel);
  }
  const built = made.build();
  built.panels.forEach((panel, index) => { panel.id = index + 1; });
  // The same order and no undefined fields, whatever the SDK's version.
  return JSON.parse(JSON.stringify(built));
}
