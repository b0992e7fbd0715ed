// 运行: requests, the log and its processors, Redis and the processes, per partition and instance.
import { anyIs } from './panels.mjs';

const of = 'service=~"$service",instance=~"$instance"';
const rate = (metric, by, more = '') => `sum by (${by}) (rate(${metric}{${of}${more}}[$__rate_interval]))`;
const p99 = (metric, by, more = '') => `histogram_quantile(0.99, ${rate(`${metric}_bucket`, `${by}, le`, more)})`;
const mean = (metric, by) => `${rate(`${metric}_sum`, by)} / ${rate(`${metric}_count`, by)}`;
const since = (metric) => `sum(increase(${metric}{${of}}[$__range])) or vector(0)`;
// The scrape's own label `service` says the process; the called gRPC service stands in exported_service.
const method = 'service, exported_service, method';
const failures = 'UNAVAILABLE|INTERNAL|UNKNOWN|DATA_LOSS|DEADLINE_EXCEEDED';
const errors = `(${rate('liandu_grpc_requests_total', 'service', `,code=~"${failures}"`)} or 0 * `
  + `${rate('liandu_grpc_requests_total', 'service')}) / ${rate('liandu_grpc_requests_total', 'service')}`;

function health(panels) {
  const count = (title, expression, look) => panels.stat(title, expression, { decimals: 0, ...look });
  return [
    panels.row(['健康', 'Health']),
    count(['在线的实例', 'Instances up'], 'sum(up{service=~"$service"})', {}),
    count(['不在线的实例', 'Instances down'], 'count(up{service=~"$service"} == 0) or vector(0)', { steps: anyIs('red') }),
    count(['最多等待的条目', 'Longest queue'], `max(liandu_processor_lag_entries{${of}})`,
      { steps: [['green', null], ['yellow', 1000], ['red', 10000]],
        description: ['一个分区里排在游标之后的条目', 'Entries that wait behind the cursor of one partition'] }),
    count(['被隔离的写', 'Fenced'], since('liandu_processor_fenced_total'), { steps: anyIs('yellow') }),
    count(['搁置的事件', 'Set aside'], since('liandu_processor_set_aside_total'), { steps: anyIs('red') }),
    count(['太新的条目', 'Unknown kinds'], since('liandu_processor_unknown_kind_total'), { steps: anyIs('red') }),
    count(['时钟不可信', 'Clock refusals'], since('liandu_store_clock_refusals_total'), { steps: anyIs('red') }),
    count(['已确认却丢失', 'Lost entries'], since('liandu_store_losses_total'), { steps: anyIs('red') }),
  ];
}

function requests(panels) {
  return [
    panels.row(['请求（RED）', 'Requests (RED)']),
    panels.series(['每秒请求，按方法', 'Requests a second, by method'], [
      [rate('liandu_grpc_requests_total', method), '{{service}} {{method}}']], { unit: 'reqps', height: 10 }),
    panels.series(['耗时 p99，按方法', 'Duration p99, by method'], [
      [p99('liandu_grpc_request_duration_seconds', method), '{{service}} {{method}}']], { unit: 's', height: 10 }),
    panels.series(['结果码', 'Status codes'], [[rate('liandu_grpc_requests_total', 'service, code'), '{{service}} {{code}}']],
      { unit: 'reqps', span: 8 }),
    panels.series(['出错比例', 'Share of errors'], [[errors, '{{service}}']], { unit: 'percentunit', span: 8, max: 1, description: [
      `${failures} 所占比例`, `Share of ${failures}`] }),
    panels.series(['进行中的请求', 'Requests in flight'], [
      [`sum by (service) (liandu_grpc_requests_in_flight{${of}})`, '{{service}}']], { span: 8, decimals: 0 }),
    panels.series(['填报，按结果', 'Reports, by outcome'], [[rate('liandu_ingest_reports_total', 'outcome'), '{{outcome}}']],
      { unit: 'cps', span: 8 }),
    panels.series(['入日志的事件，按种类', 'Events made durable, by kind'], [
      [rate('liandu_ingest_events_appended_total', 'kind'), '{{kind}}']], { unit: 'cps', span: 16 }),
  ];
}

function log(panels) {
  return [
    panels.row(['日志和处理', 'The log and its processors']),
    panels.series(['等待的条目，按分区', 'Waiting entries, by partition'], [
      [`max by (service, partition, instance) (liandu_processor_lag_entries{${of}})`, '{{service}} p{{partition}} {{instance}}']],
    { span: 8, decimals: 0 }),
    panels.series(['入口看到的积压，按分区', 'Backlog seen at the door, by partition'], [
      [`max by (partition) (liandu_ingest_backlog_entries{${of}})`, 'p{{partition}}']], { span: 8, decimals: 0 }),
    panels.series(['各实例的分区数', 'Partitions owned, by instance'], [
      [`max by (service, instance) (liandu_processor_owned_partitions{${of}})`, '{{service}} {{instance}}']], { span: 8, decimals: 0 }),
    panels.series(['提交耗时 p99', 'Commit duration p99'], [
      [p99('liandu_processor_commit_duration_seconds', 'service, instance'), '{{service}} {{instance}}']], { unit: 's', span: 8 }),
    panels.series(['提交，按结果码', 'Commits, by code'], [[rate('liandu_processor_commits_total', 'service, code'), '{{service}} {{code}}']],
      { unit: 'ops', span: 8 }),
    panels.series(['每次提交的条目', 'Entries a commit'], [[mean('liandu_processor_batch_inputs', 'service'), '{{service}}']], { span: 8 }),
    panels.series(['读入、写出、产出', 'Inputs, writes, outputs'], [
      [rate('liandu_processor_inputs_total', 'service'), '{{service}} in'],
      [rate('liandu_processor_writes_total', 'service'), '{{service}} writes'],
      [rate('liandu_processor_outputs_total', 'service'), '{{service}} out'],
    ], { unit: 'ops', span: 8 }),
    panels.series(['循环圈数', 'Turns of the loops'], [[rate('liandu_processor_turns_total', 'service, instance'), '{{service}} {{instance}}']],
      { unit: 'ops', span: 8, description: ['为 0 即没有进展', 'None means no progress'] }),
    panels.series(['被隔离的写', 'Fenced writes'], [
      [`sum by (service, instance) (increase(liandu_processor_fenced_total{${of}}[$__rate_interval]))`, '{{service}} {{instance}}']],
    { span: 8, decimals: 0 }),
  ];
}

function redis(panels) {
  return [
    panels.row(['Redis（日志的存储）', 'Redis (the store of the log)']),
    panels.series(['往返，按调用', 'Round trips, by call'], [[rate('liandu_store_round_trips_total', 'service, call'), '{{service}} {{call}}']],
      { unit: 'ops', height: 10 }),
    panels.series(['往返耗时 p99', 'Round trip duration p99'], [
      [p99('liandu_store_round_trip_duration_seconds', 'service, call', ',call!="read"'), '{{service}} {{call}}']],
    { unit: 's', height: 10, description: ['不含等待新条目的 read', 'Without read, which waits for entries'] }),
    panels.series(['失败的往返', 'Failing round trips'], [
      [`${rate('liandu_store_round_trips_total', 'service', ',code!="OK"')} or 0 * ${rate('liandu_store_round_trips_total', 'service')}`,
        '{{service}}']], { unit: 'ops', span: 8 }),
    panels.series(['写日志，按结果码', 'Appends, by code'], [[rate('liandu_append_calls_total', 'code'), '{{code}}']], { unit: 'ops', span: 8 }),
    panels.series(['写日志耗时 p99', 'Append duration p99'], [[p99('liandu_append_duration_seconds', 'instance'), '{{instance}}']],
      { unit: 's', span: 8 }),
    panels.series(['每次写入的请求', 'Requests an append'], [[mean('liandu_append_batch_items', 'instance'), '{{instance}}']], {}),
    panels.series(['写队列满', 'Append queue full'], [[rate('liandu_append_queue_full_total', 'instance'), '{{instance}}']],
      { unit: 'ops' }),
  ];
}

function processes(panels) {
  const each = (metric) => [`max by (service, instance) (${metric}{${of}})`, '{{service}} {{instance}}'];
  return [
    panels.row(['进程', 'Processes']),
    panels.series(['CPU（核）', 'CPU (cores)'], [[rate('process_cpu_seconds_total', 'service, instance'), '{{service}} {{instance}}']],
      { unit: 'none', decimals: 3, span: 6 }),
    panels.series(['内存', 'Memory'], [each('process_resident_memory_bytes')], { unit: 'bytes', span: 6 }),
    panels.series(['打开的文件占上限', 'Open files of their limit'], [
      [`max by (service, instance) (process_open_fds{${of}} / process_max_fds{${of}})`, '{{service}} {{instance}}']],
    { unit: 'percentunit', span: 6, max: 1 }),
    panels.series(['已运行', 'Uptime'], [
      [`time() - max by (service, instance) (process_start_time_seconds{${of}})`, '{{service}} {{instance}}']], { unit: 's', span: 6 }),
  ];
}

export const operationsDashboard = {
  name: 'operations',
  title: ['链督：运行', 'Liandu: Operations'],
  description: ['请求、日志、提交、Redis 和进程，按服务、实例、分区。', 'Requests, log, commits, Redis and processes, by service, instance and partition.'],
  variables: [
    { name: 'service', metric: 'process_start_time_seconds{service!=""}', all: true },
    { name: 'instance', metric: 'process_start_time_seconds{service=~"$service"}', all: true },
  ],
  from: 'now-6h',
  panels: (panels) => [...health(panels), ...requests(panels), ...log(panels), ...redis(panels), ...processes(panels)],
};
