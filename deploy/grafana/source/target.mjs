// 目标: one target, where the drill-down from the city over the chain ends.
import { ageSteps, days, lagSteps } from './panels.mjs';
import { drill } from './frame.mjs';

const of = 'jurisdiction="$city",target="$target"';
const top = (metric) => `max(${metric}{${of}})`;
const path = `${top('liandu_target_progress_ratio')} + ${top('liandu_target_lag_points')} / 100`;

function now(panels, language) {
  return [
    panels.row(['目标：$target', 'Target: $target']),
    panels.stat(['灯', 'Light'], top('liandu_target_light'), { light: true, span: 4, height: 5 }),
    panels.stat(['进度', 'Progress'], top('liandu_target_progress_ratio'), { unit: 'percentunit', decimals: 1, span: 4, height: 5,
      noValue: ['不计进度', 'none'] }),
    panels.stat(['序时进度', 'Path'], path, { unit: 'percentunit', decimals: 1, span: 4, height: 5, noValue: ['不计进度', 'none'] }),
    panels.stat(['滞后（百分点）', 'Lag (points)'], top('liandu_target_lag_points'), { steps: lagSteps, decimals: 1, span: 4, height: 5,
      noValue: ['不计滞后', 'none'], description: ['10 起黄，30 起红', 'Yellow from 10, red from 30'] }),
    panels.stat(['数据天数', 'Age of data'], `${top('liandu_target_report_age_seconds')} / 86400`, { steps: ageSteps, unit: days,
      decimals: 0, span: 4, height: 5, noValue: ['没有填报', 'no report'] }),
    panels.table(['属于', 'Belongs to'], {
      chain: { title: ['产业链', 'Chain'],
        link: drill(language, 'chain', { city: '${city}', chain: '${__value.raw}' }, ['回这条链', 'Back to the chain']) },
    }, [{ title: ['灯', 'Light'], light: true,
      expression: `max by (chain) (liandu_chain_light{jurisdiction="$city"}) and on (chain) max by (chain) (liandu_target_light{${of}})` }],
    { span: 4, height: 5, noValue: ['不属于产业链', 'no chain'] }),
  ];
}

export const targetDashboard = {
  name: 'target',
  title: ['链督：目标', 'Liandu: Target'],
  description: ['一个目标的灯、进度、序时进度和滞后。', 'Light, progress, path and lag of one target.'],
  variables: [
    { name: 'city', metric: 'liandu_jurisdiction_light', label: 'jurisdiction' },
    { name: 'target', metric: 'liandu_target_light{jurisdiction="$city"}' },
  ],
  from: 'now-30d',
  panels: (panels, language) => [
    ...now(panels, language),
    panels.row(['走势', 'Over time']),
    panels.series(['实际对序时进度', 'Progress against path'], [
      [top('liandu_target_progress_ratio'), 'progress'], [path, 'path'],
    ], { names: { progress: ['实际', 'actual'], path: ['序时进度', 'path'] }, colors: { progress: 'blue', path: '#8e8e8e' },
      unit: 'percentunit', height: 10, min: undefined }).overrideByName('path', [
      { id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 6] } }]),
    panels.series(['滞后（百分点）', 'Lag (percentage points)'], [[top('liandu_target_lag_points'), '$target']],
      { color: 'blue', lines: [['transparent', null], ['yellow', 10], ['red', 30]], decimals: 1, height: 10, min: undefined }),
    panels.timeline(['灯', 'Light'], top('liandu_target_light'), { legend: '$target', span: 24, height: 4 }),
  ],
};
