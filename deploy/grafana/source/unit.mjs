// 责任单位: a unit's duties, how many are in time, and how long it takes to acknowledge, answer and close.
import { anyIs, days } from './panels.mjs';
import { drill } from './frame.mjs';
import { steps, unitStateColors, unitStates } from './texts.mjs';

const of = 'jurisdiction="$city",unit="$unit"';
const state = (name, scope = of) => `liandu_unit_alerts{${scope},state="${name}"}`;
// The mean of all times so far, in days: the summary has no quantiles.
const mean = (step, by = '', scope = of) => {
  const all = (part) => `sum${by} (liandu_alert_response_seconds_${part}{${scope},step="${step}"})`;
  return `${all('sum')} / (${all('count')} > 0) / 86400`;
};
const inTime = (scope, by = '') => `1 - sum${by} (${state('overdue', scope)}) / (sum${by} (${state('open', scope)}) > 0)`;
const shareSteps = [['red', null], ['yellow', 0.8], ['green', 0.95]];
const never = ['还没有', 'never yet'];

function duties(panels) {
  const time = (step, title) => panels.stat(title, mean(step), { unit: days, decimals: 1, span: 3, noValue: never, description: [
    '从预警产生或加重，到做完这一步的平均时间', 'Mean time from when an alert was raised or had worsened until the step'] });
  return [
    panels.row(['责任单位：$unit', 'Unit: $unit']),
    panels.stat(['单位的灯', 'Light of the unit'], `max(liandu_unit_light{${of}})`, { light: true, noValue: ['无', 'none'] }),
    panels.stat(['未解除', 'Open'], `max(${state('open')})`, {}),
    panels.stat(['未签收', 'Unread'], `max(${state('unacknowledged')})`, { steps: anyIs('yellow') }),
    panels.stat(['办理逾期', 'Overdue'], `max(${state('overdue')})`, { steps: anyIs('red') }),
    panels.stat(['按时率', 'In time'], inTime(of), { unit: 'percentunit', decimals: 0, steps: shareSteps, noValue: ['无任务', 'no duties'],
      description: ['未解除的预警中，没有一步逾期的比例', 'Share of open alerts of which no step is overdue'] }),
    time('acknowledge', ['签收平均用时', 'To acknowledge']),
    time('answer', ['反馈平均用时', 'To answer']),
    time('close', ['销号平均用时', 'To close']),
  ];
}

function course(panels) {
  return [
    panels.series(['这个单位的预警', 'Alerts of this unit'], [[`max by (state) (liandu_unit_alerts{${of}})`, '{{state}}']],
      { names: unitStates, colors: unitStateColors, span: 8, decimals: 0 }),
    panels.series(['平均用时', 'Mean times'], [
      [`sum by (step) (liandu_alert_response_seconds_sum{${of}}) / (sum by (step) (liandu_alert_response_seconds_count{${of}}) > 0) / 86400`,
        '{{step}}'],
    ], { names: steps, unit: days, decimals: 1, span: 8 }),
    panels.series(['办理次数（24 小时）', 'Steps taken (24 hours)'], [
      [`sum by (step) (increase(liandu_alert_response_seconds_count{${of}}[24h]))`, '{{step}}'],
    ], { names: steps, span: 8, decimals: 0 }),
  ];
}

function all(panels, language) {
  const city = 'jurisdiction="$city",unit!=""';
  const step = (name, title) => ({ title, unit: days, decimals: 1, width: 110, expression: mean(name, ' by (unit)', city) });
  return [
    panels.row(['全市各单位', 'All units of the city']),
    panels.table(['各单位的办理', 'How the units deal with alerts'], {
      unit: { title: ['责任单位', 'Unit'], width: 300,
        link: drill(language, 'unit', { city: '${city}', unit: '${__value.raw}' }, ['看这个单位', 'See this unit']) },
    }, [
      { title: ['未解除', 'Open'], expression: `max by (unit) (${state('open', city)})` },
      { title: ['未签收', 'Unread'], steps: anyIs('yellow'), expression: `max by (unit) (${state('unacknowledged', city)})` },
      { title: ['办理逾期', 'Overdue'], steps: anyIs('red'), expression: `max by (unit) (${state('overdue', city)})` },
      { title: ['按时率', 'In time'], unit: 'percentunit', decimals: 0, steps: shareSteps, expression: inTime(city, ' by (unit)') },
      step('acknowledge', ['签收用时', 'To acknowledge']),
      step('answer', ['反馈用时', 'To answer']),
      step('close', ['销号用时', 'To close']),
    ], { span: 24, height: 10, sort: 2 }),
  ];
}

export const unitDashboard = {
  name: 'unit',
  title: ['链督：责任单位', 'Liandu: Unit'],
  description: ['一个单位要办的预警、按时率，以及签收、反馈、销号的用时。',
    'The alerts a unit has to deal with, how many are in time, and its times to acknowledge, answer and close.'],
  variables: [
    { name: 'city', metric: 'liandu_jurisdiction_light', label: 'jurisdiction' },
    { name: 'unit', metric: 'liandu_unit_alerts{jurisdiction="$city"}' },
  ],
  from: 'now-30d',
  panels: (panels, language) => [...duties(panels), ...course(panels), ...all(panels, language)],
};
