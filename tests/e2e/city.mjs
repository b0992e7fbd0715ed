// Small cities for the tests: one chain, one flow target (at least 100 events in 2024), one milestone.
import { moment } from './client.mjs';

const target = (id, extra) => ({
  id, programme: 'P1', clause: '（一）', indicator: 'IND1', chains: ['C1'], measure: 'MEASURE_FLOW', comparator: 'COMPARATOR_GE',
  value: '100', startDate: '2024-01-01', dueDate: '2024-12-31', leadUnit: 'U-bureau', core: true, ...extra,
});

// A catalogue in the protos' JSON names. `extra` replaces or adds whole fields.
export function smallCity(id, extra = {}) {
  return {
    jurisdiction: {
      id, displayName: `${id}市`, timeZone: 'Asia/Shanghai', utcOffsets: [{ from: '', offsetMinutes: 480 }],
      supervisedSince: '2024-01-01', workCalendar: 'cn',
    },
    workCalendars: [{ id: 'cn', displayName: '全国', horizon: '2026-12-31' }],
    unitsOfMeasure: [{ id: '场次', dimension: 'count', scale: '1' }],
    units: [
      { id: 'U-gov', displayName: `${id}市政府`, kind: 'UNIT_KIND_GOVERNMENT' },
      { id: 'U-bureau', displayName: '工信局', kind: 'UNIT_KIND_DEPARTMENT', parent: 'U-gov' },
    ],
    posts: [
      { id: 'leader', displayName: '产业链链长', role: 'POST_ROLE_CHAIN_LEADER', unit: 'U-gov', holders: [{ displayName: '市级领导' }] },
      { id: 'liaison', displayName: '工信局联络员', role: 'POST_ROLE_LIAISON', unit: 'U-bureau', holders: [{ displayName: '联络员' }] },
    ],
    programmes: [{
      id: 'P1', displayName: '2024年工作要点', startDate: '2024-01-01', endDate: '2024-12-31', issuer: 'U-gov',
      standing: 'PROGRAMME_STANDING_IN_FORCE',
    }],
    chains: [{
      id: 'C1', displayName: '智能家电', kind: 'CHAIN_KIND_INDUSTRY_CHAIN', group: '优势产业链', leaderPost: 'leader',
      leadUnit: 'U-bureau', order: 1,
    }],
    indicators: [{ id: 'IND1', displayName: '对接活动', unitOfMeasure: '场次', direction: 'DIRECTION_UP' }],
    targets: [target('T1', {})],
    items: [{
      id: 'K1', displayName: '发布行动方案', kind: 'ITEM_KIND_PUBLISH', list: 'ITEM_LIST_KEY_TASKS', programme: 'P1',
      chains: ['C1'], leadUnit: 'U-bureau', milestones: [{ id: 'm1', displayName: '方案发布', dueDate: '2024-07-10' }],
    }],
    // One recipient, so that one alert makes one message a receiver.
    notificationPolicy: {
      routes: [{ id: 'all', recipients: ['RECIPIENT_ROLE_RESPONSIBLE_UNIT'] }],
      receivers: [
        { id: 'everybody', channel: 'webhook' },
        { id: 'book', channel: 'journal' },
      ],
    },
    ...extra,
  };
}

// A report of the flow's total up to 30 June 2024.
export const midYear = (value, revision = 0, extra = {}) => ({
  indicatorReport: { indicator: 'IND1', period: '2024-06-30', value: String(value), revision, source: '季度统计', ...extra },
});

// Opens a city, applies its catalogue, imports `history` and goes live at `goLive` (a sandbox at a moment, or the real clock).
export async function openCity(clients, id, { catalogue = smallCity(id), since = '2024-01-01T09:00:00+08:00', history = [], sandboxAt }) {
  await clients.jurisdictions.openJurisdiction({
    jurisdiction: id, clockMode: 'CLOCK_MODE_IMPORTING', clockTime: moment(since), actor: 'e2e', requestId: `${id}-open`,
  });
  await clients.catalogues.applyCatalogue({ jurisdiction: id, catalogue, actor: 'e2e', requestId: `${id}-apply` });
  if (history.length > 0) {
    const { results } = await clients.reports.reportBatch({ jurisdiction: id, source: 'history', reports: history, actor: 'e2e' });
    const refused = results.find(({ outcome }) => outcome !== 'REPORT_OUTCOME_ACCEPTED');
    if (refused) throw new Error(`history of ${id}: ${JSON.stringify(refused)}`);
  }
  await clients.jurisdictions.goLive({
    jurisdiction: id, clockMode: sandboxAt ? 'CLOCK_MODE_SANDBOX' : 'CLOCK_MODE_LIVE',
    clockTime: sandboxAt ? moment(sandboxAt) : null, actor: 'e2e', requestId: `${id}-live`,
  });
}
