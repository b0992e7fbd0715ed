// The few kinds of panels that the dashboards are made of, in one language each.
import { bargauge, common, dashboard, prometheus, stat, statetimeline, table, timeseries } from './sdk.mjs';
import { lightColors, lights, say } from './texts.mjs';

export const datasource = { type: 'prometheus', uid: '${datasource}' };

// Lag in percentage points: yellow from 10, red from 30 (rule R17). Days behind a date: red from 30 (domain rules of deadlines).
export const lagSteps = [['green', null], ['yellow', 10], ['red', 30]];
export const lateSteps = [['green', null], ['yellow', 1], ['red', 30]];
export const ageSteps = [['green', null], ['yellow', 365], ['red', 730]];
export const calendarSteps = [['red', null], ['yellow', 60], ['green', 120]];
// None is good, any is `color`.
export const anyIs = (color) => [['green', null], [color, 1]];
export const plain = [['text', null]];
// Grafana's own days turn into weeks.
export const days = ['suffix: 天', 'suffix: d'];

const thresholds = (steps) => new dashboard.ThresholdsConfigBuilder().mode('absolute')
  .steps(steps.map(([color, value]) => ({ color, value })));

const lightMapping = (language) => ({
  type: 'value',
  options: Object.fromEntries(['grey', 'green', 'yellow', 'red'].map((light, index) => (
    [String(index), { text: say(language, lights[light]), color: lightColors[light], index }]))),
});

const nameMapping = (language, names, colors = {}) => ({
  type: 'value',
  options: Object.fromEntries(Object.entries(names).map(([name, text], index) => (
    [name, { text: say(language, text), ...(colors[name] && { color: colors[name] }), index }]))),
});

export class Panels {
  constructor(language) {
    this.language = language;
  }

  say(text) {
    return say(this.language, text);
  }

  unit(unit) {
    return Array.isArray(unit) ? this.say(unit) : unit;
  }

  row(title) {
    return new dashboard.RowBuilder(this.say(title)).build();
  }

  target(refId, expression, { instant = false, format, legend } = {}) {
    const query = new prometheus.DataqueryBuilder().refId(refId).datasource(datasource).expr(expression);
    if (format) query.format(format);
    if (legend) query.legendFormat(legend);
    return instant ? query.instant() : query.range();
  }

  dressed(panel, title, { span, height, description, unit, decimals, min, max, noValue }) {
    panel.title(this.say(title)).datasource(datasource).span(span).height(height);
    if (description) panel.description(this.say(description));
    if (unit) panel.unit(this.unit(unit));
    if (decimals !== undefined) panel.decimals(decimals);
    if (min !== undefined) panel.min(min);
    if (max !== undefined) panel.max(max);
    if (noValue) panel.noValue(this.say(noValue));
    return panel;
  }

  // Names and colours of series that are told apart by one label's value.
  named(panel, names, colors = {}) {
    for (const [name, text] of Object.entries(names)) {
      const properties = [{ id: 'displayName', value: this.say(text) }];
      if (colors[name]) properties.push({ id: 'color', value: { mode: 'fixed', fixedColor: colors[name] } });
      panel.overrideByName(name, properties);
    }
    return panel;
  }

  // One number. `steps` colour its ground, or the number itself if `quiet`; `light` makes it a light; `link` is { title, url }.
  stat(title, expression, { steps = plain, light = false, quiet = false, link, ...look }) {
    const panel = this.dressed(new stat.PanelBuilder(), title, { span: 3, height: 4, ...look })
      .withTarget(this.target('A', expression, { instant: true }))
      .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false))
      .colorMode(quiet ? 'value' : steps === plain && !light ? 'none' : 'background').graphMode('none').textMode('value').justifyMode('auto')
      .orientation('auto').wideLayout(true).showPercentChange(false).percentChangeColorMode('standard')
      .thresholds(thresholds(steps)).colorScheme(new dashboard.FieldColorBuilder().mode('thresholds'));
    if (light) panel.mappings([lightMapping(this.language)]);
    if (link) panel.dataLinks([this.link(link)]);
    return panel;
  }

  link({ title, url }) {
    return new dashboard.DashboardLinkBuilder(this.say(title)).url(url).targetBlank(false);
  }

  // Bars, one a series. `names` and `colors` go by the label in `legend`.
  bars(title, expression, { legend, names = {}, colors = {}, steps = [['blue', null]], ...look }) {
    const panel = this.dressed(new bargauge.PanelBuilder(), title, { span: 6, height: 8, min: 0, ...look })
      .withTarget(this.target('A', expression, { instant: true, legend: `{{${legend}}}` }))
      .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false))
      .orientation('horizontal').displayMode('basic').valueMode('color').namePlacement('auto').showUnfilled(true)
      .sizing('auto').minVizWidth(8).minVizHeight(16).maxVizHeight(40)
      .legend(new common.VizLegendOptionsBuilder().displayMode('list').placement('bottom').calcs([]).showLegend(false))
      .thresholds(thresholds(steps)).colorScheme(new dashboard.FieldColorBuilder().mode('thresholds'));
    return this.named(panel, names, colors);
  }

  // Lines over time. `queries`: [[expression, legend], ...]. `lines`: thresholds drawn as lines. `color`: of all.
  // `stacked`: as areas.
  series(title, queries, { names = {}, colors = {}, color, lines, stacked = false, ...look }) {
    const panel = this.dressed(new timeseries.PanelBuilder(), title, { span: 12, height: 8, min: 0, ...look })
      .legend(new common.VizLegendOptionsBuilder().displayMode('list').placement('bottom').calcs([]).showLegend(true))
      .tooltip(new common.VizTooltipOptionsBuilder().mode('multi').sort('desc'))
      .drawStyle('line').lineWidth(1).fillOpacity(stacked ? 60 : 5).showPoints('never')
      .colorScheme(color ? new dashboard.FieldColorBuilder().mode('fixed').fixedColor(color)
        : new dashboard.FieldColorBuilder().mode('palette-classic'))
      .stacking(new common.StackingConfigBuilder().mode(stacked ? 'normal' : 'none').group('A'));
    queries.forEach(([expression, legend], index) => (
      panel.withTarget(this.target(String.fromCharCode(65 + index), expression, { legend }))));
    // Counts that are all 0 stay at the foot.
    if (look.decimals === 0) panel.axisSoftMax(1);
    if (lines) {
      panel.thresholds(thresholds(lines)).thresholdsStyle(new common.GraphThresholdsStyleConfigBuilder().mode('line'));
    }
    return this.named(panel, names, colors);
  }

  // Lights over time, a line each.
  timeline(title, expression, { legend, ...look }) {
    return this.dressed(new statetimeline.PanelBuilder(), title, { span: 12, height: 10, ...look })
      .withTarget(this.target('A', expression, { legend }))
      .mappings([lightMapping(this.language)])
      .mergeValues(true).showValue('never').alignValue('left').rowHeight(0.85).fillOpacity(80).lineWidth(0)
      .legend(new common.VizLegendOptionsBuilder().displayMode('list').placement('bottom').calcs([]).showLegend(false))
      .tooltip(new common.VizTooltipOptionsBuilder().mode('single').sort('none'));
  }

  // A table joined on the labels `by`. `columns`: [{ title, expression, light?, unit?, steps?, decimals?, width? }];
  // `keys`: { label: { title, names?, link? } }. `sort`: index of the column by which it is sorted, the highest first.
  table(title, keys, columns, { sort, ...look }) {
    const panel = this.dressed(new table.PanelBuilder(), title, { span: 12, height: 10, ...look })
      .showHeader(true).cellHeight('sm');
    const refs = columns.map((_, index) => String.fromCharCode(65 + index));
    columns.forEach(({ expression }, index) => (
      panel.withTarget(this.target(refs[index], expression, { instant: true, format: 'table' }))));
    const labels = Object.keys(keys);
    const valueOf = (index) => (columns.length === 1 ? 'Value' : `Value #${refs[index]}`);
    if (columns.length > 1) panel.withTransformation({ id: 'merge', options: {} });
    panel.withTransformation({
      id: 'organize',
      options: {
        excludeByName: { Time: true },
        indexByName: Object.fromEntries([...labels, ...columns.map((_, index) => valueOf(index))].map((name, at) => [name, at])),
        renameByName: Object.fromEntries([
          ...labels.map((label) => [label, this.say(keys[label].title)]),
          ...columns.map((column, index) => [valueOf(index), this.say(column.title)]),
        ]),
      },
    });
    for (const key of Object.values(keys)) this.dressKey(panel, key);
    for (const column of columns) this.dressColumn(panel, column);
    if (sort !== undefined) {
      panel.sortBy([new common.TableSortByFieldStateBuilder().displayName(this.say(columns[sort].title)).desc(true)]);
    }
    return panel;
  }

  dressKey(panel, { title, names, colors, link, width }) {
    const properties = [];
    if (names) properties.push({ id: 'mappings', value: [nameMapping(this.language, names, colors)] });
    if (colors) properties.push({ id: 'custom.cellOptions', value: { type: 'color-text' } });
    if (width) properties.push({ id: 'custom.width', value: width });
    if (link) properties.push({ id: 'links', value: [{ title: this.say(link.title), url: link.url, targetBlank: false }] });
    if (properties.length > 0) panel.overrideByName(this.say(title), properties);
  }

  dressColumn(panel, { title, light, unit, steps, decimals, width }) {
    const properties = [];
    if (light) properties.push({ id: 'mappings', value: [lightMapping(this.language)] });
    if (steps) {
      properties.push({ id: 'thresholds', value: { mode: 'absolute', steps: steps.map(([color, value]) => ({ color, value })) } });
      properties.push({ id: 'color', value: { mode: 'thresholds' } });
    }
    if (light || steps) properties.push({ id: 'custom.cellOptions', value: { type: light ? 'color-background' : 'color-text' } });
    if (unit) properties.push({ id: 'unit', value: this.unit(unit) });
    if (decimals !== undefined) properties.push({ id: 'decimals', value: decimals });
    if (width ?? light) properties.push({ id: 'custom.width', value: width ?? 70 });
    if (properties.length > 0) panel.overrideByName(this.say(title), properties);
  }
}
