// 全市总览: where the city stands, what turned, what is late, what comes due, and how it goes.
import { anyIs, calendarSteps, days, lateSteps } from './panels.mjs';
import { drill } from './frame.mjs';
import { conditions, lightColors, lights, severities, severityColors } from './texts.mjs';

const city = 'jurisdiction="$city"';
const perChain = ['属于几条产业链的预警，每条链各计一次', 'An alert of several chains counts in each'];
const open = (more) => `liandu_open_alerts{${city}${more}}`;
// Chains and targets whose light changed within the time shown; the series of two evaluators are one.
const turned = (metric, by) => `changes((max by (${by}) (${metric}{${city}}))[$__range:$__interval] @ end())`;

function today(panels) {
  const targets = (light, title) => panels.stat(
    title, `sum(liandu_targets{${city},light="${light}"})`, { steps: anyIs(light), decimals: 0 });
  return [
    panels.row(['今天', 'Today']),
    panels.stat(['全市的灯', 'City light'], `max(liandu_jurisdiction_light{${city}})`, { light: true }),
    targets('red', ['红灯目标', 'Red targets']),
    targets('yellow', ['黄灯目标', 'Yellow targets']),
    panels.stat(['未解除预警', 'Open alerts'], `sum(liandu_unit_alerts{${city},state="open"}) or vector(0)`, {}),
    panels.stat(['未签收', 'Unread'], `sum(liandu_unit_alerts{${city},state="unacknowledged"}) or vector(0)`,
      { steps: anyIs('yellow') }),
    panels.stat(['最久逾期', 'Longest overdue'], `max(liandu_overdue_seconds{${city}}) / 86400 or vector(0)`,
      { steps: lateSteps, unit: days, decimals: 0 }),
    panels.stat(['可评的目标', 'Evaluable'],
      `sum(liandu_targets{${city},light!="grey"}) / sum(liandu_targets{${city}})`,
      { unit: 'percentunit', decimals: 0, description: ['灯不是灰色的目标所占的比例', 'Share of targets whose light is not grey'] }),
    panels.stat(['工作日历还够', 'Calendar left'],
      `(max(liandu_calendar_horizon_timestamp_seconds{${city}}) - max(liandu_jurisdiction_clock_timestamp_seconds{${city}})) / 86400`,
      { steps: calendarSteps, unit: days, decimals: 0, description: [
        '超出日历的日子按周一至周五算工作日', 'Beyond the calendar, Monday to Friday count as working days'] }),
  ];
}

function chains(panels, language) {
  const members = (light) => ({
    title: lights[light], width: 62, expression: `max by (chain) (liandu_chain_members{${city},light="${light}"})` });
  return [
    panels.row(['产业链', 'Chains']),
    panels.table(['各产业链的灯', 'Lights by chain'], {
      chain: { title: ['产业链', 'Chain'],
        link: drill(language, 'chain', { city: '${city}', chain: '${__value.raw}' }, ['看这条链', 'See this chain']) },
    }, [
      { title: ['灯', 'Light'], light: true, expression: `max by (chain) (liandu_chain_light{${city}})` },
      ...['red', 'yellow', 'green', 'grey'].map(members),
      { title: ['未解除预警', 'Open alerts'], width: 110, expression: `sum by (chain) (${open(',chain!=""')})` },
      { title: ['得分', 'Score'], decimals: 1, width: 80,
        expression: `max by (chain) (label_replace(liandu_score{${city},kind="chain"}, "chain", "$1", "id", "(.*)"))` },
    ], { span: 15, height: 16, sort: 0, description: [
      '红、黄、绿、灰是该链目标组和节点的个数；点链名看这条链',
      'Red, yellow, green and grey count groups of targets and milestones; click a name to see the chain'] }),
    panels.timeline(['变了灯的产业链', 'Chains that turned'],
      `max by (chain) (liandu_chain_light{${city}}) and on (chain) (${turned('liandu_chain_light', 'chain')} > 0)`,
      { legend: '{{chain}}', span: 9, height: 16, noValue: ['这段时间没有变灯', 'No light turned in this time'] }),
  ];
}

function dates(panels, language) {
  return [
    panels.row(['逾期和到期', 'Late and due']),
    panels.table(['已经逾期', 'What is late'], {
      alert: { title: ['预警', 'Alert'] },
      condition: { title: ['种类', 'Condition'], names: conditions, width: 130 },
    }, [
      { title: ['逾期天数', 'Days late'], unit: days, decimals: 0, steps: lateSteps, width: 110,
        expression: `topk(100, max by (alert, condition) (liandu_overdue_seconds{${city}})) / 86400` },
    ], { span: 12, height: 10, sort: 0, noValue: ['没有逾期', 'Nothing is late'] }),
    panels.bars(['即将到期，按产业链', 'Coming due, by chain'], `sort_desc(sum by (chain) (label_replace(${open(',condition="due_soon"')}, "chain", "none", "chain", "")))`,
      { legend: 'chain', names: { none: ['不属于产业链', 'no chain'] }, span: 6, height: 10, noValue: ['近期没有到期', 'Nothing comes due'] }),
    panels.bars(['未解除预警，按种类', 'Open alerts, by condition'], `sort_desc(sum by (condition) (${open('')}))`,
      { legend: 'condition', names: conditions, span: 6, height: 10, description: perChain }),
    panels.table(['谁要办理', 'Who has to act'], {
      unit: { title: ['责任单位', 'Unit'],
        link: drill(language, 'unit', { city: '${city}', unit: '${__value.raw}' }, ['看这个单位', 'See this unit']) },
    }, ['open', 'unacknowledged', 'overdue'].map((state, index) => ({
      title: [['未解除', 'Open'], ['未签收', 'Unread'], ['办理逾期', 'Overdue']][index], width: 85,
      steps: state === 'open' ? undefined : anyIs(state === 'overdue' ? 'red' : 'yellow'),
      expression: `max by (unit) (liandu_unit_alerts{${city},state="${state}",unit!=""})`,
    })), { span: 10, height: 10, sort: 2 }),
    panels.table(['变了灯的目标', 'Targets that turned'], {
      target: { title: ['目标', 'Target'], width: 110,
        link: drill(language, 'target', { city: '${city}', target: '${__value.raw}' }, ['看这个目标', 'See this target']) },
    }, [
      { title: ['灯', 'Light'], light: true, expression:
        `max by (target) (liandu_target_light{${city}}) and on (target) (${turned('liandu_target_light', 'target')} > 0)` },
      { title: ['变灯次数', 'Changes'], decimals: 0, width: 90, expression: `${turned('liandu_target_light', 'target')} > 0` },
    ], { span: 6, height: 10, sort: 0 }),
    panels.bars(['各产业链得分', 'Scores of chains'], `sort_desc(max by (id) (liandu_score{${city},kind="chain"}))`,
      { legend: 'id', span: 8, height: 10, max: 100, decimals: 1 }),
  ];
}

function trend(panels) {
  return [
    panels.row(['趋势', 'Trend']),
    panels.series(['未解除预警，按级别', 'Open alerts, by severity'], [[`sum by (severity) (${open('')})`, '{{severity}}']],
      { names: severities, colors: severityColors, span: 8, decimals: 0, description: perChain }),
    panels.series(['目标的灯', 'Lights of targets'], [[`sum by (light) (liandu_targets{${city}})`, '{{light}}']],
      { names: lights, colors: lightColors, span: 8, stacked: true, decimals: 0 }),
    panels.series(['填报数（24 小时）', 'Reports (24 hours)'], [[`sum(increase(liandu_reports_total{${city}}[24h]))`, '$city']],
      { span: 8, decimals: 0 }),
  ];
}

export const cityDashboard = {
  name: 'city',
  title: ['链督：全市总览', 'Liandu: City'],
  description: ['一座城市的灯、变化、逾期、到期和趋势；点产业链、目标或单位的名字往下看。',
    'Lights, changes, what is late, what comes due and the trend of a city; click a name to look closer.'],
  variables: [{ name: 'city', metric: 'liandu_jurisdiction_light', label: 'jurisdiction' }],
  from: 'now-7d',
  panels: (panels, language) => [
    ...today(panels), ...chains(panels, language), ...dates(panels, language), ...trend(panels)],
};
