// 产业链: one page for the chain's leader.
import { ageSteps, anyIs, days, lagSteps } from './panels.mjs';
import { drill } from './frame.mjs';
import { conditions, lightColors, lights, severities, severityColors } from './texts.mjs';

const of = 'jurisdiction="$city",chain="$chain"';
const byTarget = (metric) => `max by (target) (${metric}{${of}})`;
const deadlines = 'due_soon|overdue|slip|stalled|report_overdue';

function standing(panels, language) {
  const members = (light) => panels.stat(lights[light], `max(liandu_chain_members{${of},light="${light}"})`,
    { steps: [['text', null], [lightColors[light], 1]], quiet: true,
      description: ['目标组和节点的个数', 'Groups of targets and milestones'] });
  return [
    panels.row(['产业链：$chain', 'Chain: $chain']),
    panels.stat(['这条链的灯', 'Light of the chain'], `max(liandu_chain_light{${of}})`, { light: true,
      link: drill(language, 'city', { city: '${city}' }, ['回全市', 'Back to the city']) }),
    ...['red', 'yellow', 'green', 'grey'].map(members),
    panels.stat(['红色预警', 'Red alerts'], `sum(liandu_open_alerts{${of},severity="red"}) or vector(0)`, { steps: anyIs('red') }),
    panels.stat(['黄色预警', 'Yellow alerts'], `sum(liandu_open_alerts{${of},severity="yellow"}) or vector(0)`,
      { steps: anyIs('yellow') }),
    panels.stat(['得分', 'Score'], 'max(liandu_score{jurisdiction="$city",kind="chain",id="$chain"})',
      { decimals: 1, noValue: ['不计分', 'none'] }),
  ];
}

function targets(panels, language) {
  return [
    panels.row(['目标', 'Targets']),
    panels.table(['目标：实际对序时进度', 'Targets: progress against path'], {
      target: { title: ['目标', 'Target'],
        link: drill(language, 'target', { city: '${city}', target: '${__value.raw}' }, ['看这个目标', 'See this target']) },
    }, [
      { title: ['灯', 'Light'], light: true, expression: byTarget('liandu_target_light') },
      { title: ['进度', 'Progress'], unit: 'percentunit', decimals: 1, width: 90, expression: byTarget('liandu_target_progress_ratio') },
      { title: ['序时进度', 'Path'], unit: 'percentunit', decimals: 1, width: 90,
        expression: `${byTarget('liandu_target_progress_ratio')} + ${byTarget('liandu_target_lag_points')} / 100` },
      { title: ['滞后（百分点）', 'Lag (points)'], decimals: 1, width: 120, steps: lagSteps,
        expression: byTarget('liandu_target_lag_points') },
      { title: ['数据天数', 'Age of data'], unit: days, decimals: 0, width: 100, steps: ageSteps,
        expression: `${byTarget('liandu_target_report_age_seconds')} / 86400` },
    ], { span: 14, height: 12, sort: 0 }),
    panels.bars(['滞后（百分点）', 'Lag (percentage points)'], `sort_desc(${byTarget('liandu_target_lag_points')})`,
      { legend: 'target', span: 10, height: 12, steps: lagSteps, decimals: 1, min: undefined,
        description: ['10 起黄，30 起红', 'Yellow from 10, red from 30'] }),
    panels.timeline(['目标的灯', 'Lights of targets'], byTarget('liandu_target_light'), { legend: '{{target}}', span: 12, height: 10 }),
    panels.series(['滞后的走势（百分点）', 'Lag over time (points)'], [[byTarget('liandu_target_lag_points'), '{{target}}']],
      { span: 12, height: 10, lines: [['transparent', null], ['yellow', 10], ['red', 30]], decimals: 1, min: undefined }),
  ];
}

function alerts(panels, language) {
  return [
    panels.row(['节点、预警和办理', 'Milestones, alerts and who acts']),
    panels.bars(['节点和期限', 'Milestones and deadlines'],
      `sort_desc(sum by (condition) (liandu_open_alerts{${of},condition=~"${deadlines}"}))`,
      { legend: 'condition', names: conditions, span: 6, height: 9, noValue: ['没有到期或逾期', 'Nothing due or late'] }),
    panels.table(['未解除的预警', 'Open alerts'], {
      condition: { title: ['种类', 'Condition'], names: conditions },
      severity: { title: ['级别', 'Severity'], names: severities, colors: severityColors, width: 80 },
    }, [{ title: ['条数', 'Alerts'], width: 80, expression: `sum by (condition, severity) (liandu_open_alerts{${of}})` }],
    { span: 8, height: 9, sort: 0, noValue: ['没有预警', 'No alerts'] }),
    panels.table(['谁要办理（全市）', 'Who has to act (whole city)'], {
      unit: { title: ['责任单位', 'Unit'],
        link: drill(language, 'unit', { city: '${city}', unit: '${__value.raw}' }, ['看这个单位', 'See this unit']) },
    }, [
      { title: ['未解除', 'Open'], width: 90, expression: 'max by (unit) (liandu_unit_alerts{jurisdiction="$city",state="open",unit!=""})' },
      { title: ['未签收', 'Unread'], width: 90, steps: anyIs('yellow'),
        expression: 'max by (unit) (liandu_unit_alerts{jurisdiction="$city",state="unacknowledged",unit!=""})' },
      { title: ['办理逾期', 'Overdue'], width: 90, steps: anyIs('red'),
        expression: 'max by (unit) (liandu_unit_alerts{jurisdiction="$city",state="overdue",unit!=""})' },
    ], { span: 10, height: 9, sort: 2 }),
    panels.series(['预警的走势', 'Alerts over time'], [[`sum by (severity) (liandu_open_alerts{${of}})`, '{{severity}}']],
      { names: severities, colors: severityColors, span: 24, height: 7, decimals: 0 }),
  ];
}

export const chainDashboard = {
  name: 'chain',
  title: ['链督：产业链', 'Liandu: Chain'],
  description: ['给链长的一页：目标的实际对序时进度，节点，预警，谁要办理。',
    'One page for the chain leader: progress against path, milestones, alerts, who has to act.'],
  variables: [
    { name: 'city', metric: 'liandu_jurisdiction_light', label: 'jurisdiction' },
    { name: 'chain', metric: 'liandu_chain_light{jurisdiction="$city"}' },
  ],
  from: 'now-30d',
  panels: (panels, language) => [...standing(panels, language), ...targets(panels, language), ...alerts(panels, language)],
};
