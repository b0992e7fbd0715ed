// 通知: what was sent, on which channel, with what outcome, how soon; what waits and what was given up.
import { anyIs } from './panels.mjs';
import { outcomeColors, outcomes } from './texts.mjs';

const of = 'channel=~"$channel"';
const over = (metric, more = '') => `sum(increase(${metric}{${of}${more}}[$__range])) or vector(0)`;
const per = (metric, by, more = '') => `sum by (${by}) (increase(${metric}{${of}${more}}[$__rate_interval]))`;
const quantile = (q, by = '') => `histogram_quantile(${q}, sum by (${by}le) (rate(liandu_delivery_latency_seconds_bucket{${of}}[1h])))`;

function standing(panels) {
  const count = (title, expression, look = {}) => panels.stat(title, expression, { decimals: 0, ...look });
  return [
    panels.row(['这段时间', 'In this time']),
    count(['送达', 'Delivered'], over('liandu_deliveries_total', ',outcome="delivered"')),
    count(['重试', 'Retried'], over('liandu_deliveries_total', ',outcome="retried"'), { steps: anyIs('yellow') }),
    count(['死信', 'Dead letters'], over('liandu_deliveries_total', ',outcome="dead"'), { steps: anyIs('red'), description: [
      '放弃投递的消息；用 liandu deliveries 查看和重发', 'Messages that were given up; liandu deliveries lists and resends them'] }),
    count(['限流暂缓', 'Held back'], over('liandu_delivery_held_back_total'), { steps: anyIs('yellow'), description: [
      '因渠道上限而等待的消息', 'Messages that had to wait for their channel\'s ceiling'] }),
    count(['合并', 'Merged'], over('liandu_deliveries_merged_total')),
    count(['等时段', 'Scheduled'], 'sum(liandu_outbox_deliveries{state="scheduled"})', { description: [
      '等候发送时段的消息', 'Messages that wait for their time slot'] }),
    count(['正在发', 'Sending'], 'sum(liandu_outbox_deliveries{state="sending"})'),
    panels.stat(['送达用时 p90', 'p90 time'], quantile(0.9), { unit: 's', decimals: 2,
      noValue: ['无', 'none'], description: ['从事件入日志到被渠道接收，近 1 小时', 'From the log entry to acceptance, last hour'] }),
  ];
}

function deliveries(panels) {
  return [
    panels.row(['投递', 'Deliveries']),
    panels.series(['按结果', 'By outcome'], [[per('liandu_deliveries_total', 'outcome'), '{{outcome}}']],
      { names: outcomes, colors: outcomeColors, span: 8, stacked: true }),
    panels.series(['按渠道', 'By channel'], [[per('liandu_deliveries_total', 'channel', ',outcome="delivered"'), '{{channel}}']], { span: 8 }),
    panels.series(['尝试次数，按渠道', 'Attempts, by channel'], [[per('liandu_delivery_attempts_total', 'channel'), '{{channel}}']], { span: 8 }),
    panels.table(['渠道、结果、原因（这段时间）', 'Channel, outcome, reason (in this time)'], {
      channel: { title: ['渠道', 'Channel'] },
      outcome: { title: ['结果', 'Outcome'], names: outcomes, colors: outcomeColors },
      reason: { title: ['原因', 'Reason'] },
    }, [{ title: ['条数', 'Deliveries'], decimals: 0,
      expression: `sum by (channel, outcome, reason) (increase(liandu_deliveries_total{${of}}[$__range]))` }],
    { span: 12, height: 9, sort: 0 }),
    panels.series(['送达用时', 'Time to delivery'], [
      [quantile(0.5), 'p50'], [quantile(0.9), 'p90'], [quantile(0.99), 'p99'],
    ], { unit: 's', span: 12, height: 9 }),
  ];
}

function waiting(panels) {
  return [
    panels.row(['暂缓、合并、再提醒', 'Held back, merged, told again']),
    panels.series(['限流暂缓，按渠道和原因', 'Held back, by channel and reason'], [
      [per('liandu_delivery_held_back_total', 'channel, reason'), '{{channel}} {{reason}}']], { span: 6 }),
    panels.series(['合并，按渠道', 'Merged, by channel'], [[per('liandu_deliveries_merged_total', 'channel'), '{{channel}}']], { span: 6 }),
    panels.series(['仍在预警的再告知', 'Told again of what still fires'], [
      [per('liandu_delivery_refreshes_total', 'channel, outcome'), '{{channel}} {{outcome}}']], { span: 6 }),
    panels.series(['发件箱', 'Outbox'], [['sum by (state) (liandu_outbox_deliveries)', '{{state}}']],
      { names: { scheduled: ['等时段', 'scheduled'], sending: ['正在发', 'sending'] }, span: 6, decimals: 0 }),
    panels.row(['页面', 'Pages']),
    panels.series(['页面访问，按页', 'Page requests, by page'], [
      ['sum by (route) (increase(liandu_page_requests_total[$__rate_interval]))', '{{route}}']], { span: 12 }),
    panels.series(['页面访问，按结果', 'Page requests, by outcome'], [
      ['sum by (outcome) (increase(liandu_page_requests_total[$__rate_interval]))', '{{outcome}}']], { span: 12 }),
  ];
}

export const notificationsDashboard = {
  name: 'notifications',
  title: ['链督：通知', 'Liandu: Notifications'],
  description: ['各渠道的投递、用时、暂缓、合并和死信，以及消息里链接的页面。',
    'Deliveries by channel, their times, what was held back, merged or given up, and the pages that messages link to.'],
  variables: [{ name: 'channel', metric: 'liandu_delivery_attempts_total', all: true }],
  from: 'now-24h',
  panels: (panels) => [...standing(panels), ...deliveries(panels), ...waiting(panels)],
};
