// The two languages of the dashboards. A text is [Chinese, English]; `say` picks one.
export const languages = ['zh', 'en'];

export const say = (language, text) => text[languages.indexOf(language)];

// What labels hold, as people read it: lights, severities, conditions (as the messages name them), units' states and steps.
export const lights = {
  red: ['红', 'red'], yellow: ['黄', 'yellow'], green: ['绿', 'green'], grey: ['灰', 'grey'],
};
export const severities = { red: ['红', 'red'], yellow: ['黄', 'yellow'], blue: ['蓝', 'blue'] };
export const conditions = {
  behind: ['进度滞后', 'behind'],
  at_risk: ['预计不达标', 'at risk'],
  missed: ['到期未达标', 'missed'],
  conflict: ['数值冲突', 'conflict'],
  order: ['先后倒挂', 'order'],
  data_gap: ['数据缺口', 'data gap'],
  report_overdue: ['填报逾期', 'report overdue'],
  due_soon: ['即将到期', 'due soon'],
  overdue: ['逾期未完成', 'overdue'],
  stalled: ['阶段停滞', 'stalled'],
  slip: ['工期顺延', 'slip'],
  watch: ['监测异常', 'watch'],
  top_level: ['顶格协调', 'top level'],
  set_aside: ['事件搁置', 'entry set aside'],
  acknowledgement_overdue: ['签收逾期', 'acknowledgement overdue'],
  feedback_overdue: ['反馈逾期', 'feedback overdue'],
  promise_broken: ['承诺未兑现', 'promise broken'],
};
export const unitStates = {
  open: ['未解除', 'open'], unacknowledged: ['未签收', 'unacknowledged'], overdue: ['已逾期', 'overdue'],
};
export const steps = { acknowledge: ['签收', 'acknowledge'], answer: ['反馈', 'answer'], close: ['核验销号', 'close'] };
export const outcomes = {
  delivered: ['送达', 'delivered'], retried: ['待重试', 'to be retried'], dead: ['死信', 'dead letter'],
};

// Light as a number, as the metrics have it: 0 grey, 1 green, 2 yellow, 3 red.
export const lightColors = { grey: '#8e8e8e', green: 'green', yellow: 'yellow', red: 'red' };
export const severityColors = { red: 'red', yellow: 'yellow', blue: 'blue' };
export const unitStateColors = { open: 'blue', unacknowledged: 'yellow', overdue: 'red' };
export const outcomeColors = { delivered: 'green', retried: 'yellow', dead: 'red' };
