// From a report to a delivered reminder and back, through the public interfaces only.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Collected, connect, patiently, status } from './client.mjs';
import { midYear, openCity, smallCity } from './city.mjs';
import { Receiver } from './receiver.mjs';
import { notifierWith } from './settings.mjs';
import { Stack, until } from './stack.mjs';

const city = 'qingcheng';
let stack; let clients; let receiver; let watch; let alert;

before(async () => {
  receiver = await Receiver.start();
  stack = await Stack.start({ notifier: notifierWith(receiver.url) });
  clients = connect(stack);
});

after(async () => {
  watch?.cancel();
  clients?.close();
  await stack?.stop();
  await receiver?.stop();
});

const openAlerts = async (position, includeCleared = false) =>
  (await clients.supervision.listAlerts({ jurisdiction: city, includeCleared, minPosition: position })).alerts
    .filter(({ condition }) => condition === 'CONDITION_BEHIND');

async function report(...reports) {
  const reply = await clients.reports.reportBatch({ jurisdiction: city, source: 'e2e', reports, actor: '统计员' });
  return reply;
}

test('a catalogue is shown by a dry run and applied', async () => {
  await openCity(clients, city, { sandboxAt: '2024-07-01T09:30:00+08:00' });
  const changed = smallCity(city);
  changed.targets[0].value = '120';
  const dry = await clients.catalogues.applyCatalogue({ jurisdiction: city, catalogue: changed, dryRun: true, actor: 'e2e' });
  assert.equal(dry.changes.length, 1);
  assert.deepEqual(
    { kind: dry.changes[0].kind, id: dry.changes[0].id, action: dry.changes[0].action },
    { kind: 'RESOURCE_KIND_TARGET', id: 'T1', action: 'CHANGE_ACTION_UPDATE' },
  );
  assert.deepEqual(dry.changes[0].fields, [{ field: 'value', oldValue: '"100"', newValue: '"120"' }]);
  const { catalogue, version } = await clients.catalogues.getCatalogue({ jurisdiction: city });
  assert.equal(version, 1);
  assert.equal(catalogue.targets[0].value, '100');
});

test('a report that puts the target behind raises one alert with evidence', async () => {
  watch = new Collected(clients.supervision.watchTransitions({ jurisdiction: city }));
  await watch.next(({ resumeToken, alert: none }) => resumeToken && !none);

  const stream = clients.reports.streamReports();
  const acks = new Collected(stream);
  stream.write({ batchNumber: 1, batch: { jurisdiction: city, source: 'e2e-stream', reports: [{ ...midYear(10), sourceSequence: 1 }], actor: '统计员' } });
  const ack = await acks.next(({ batchNumber }) => batchNumber === 1);
  assert.equal(ack.response.results[0].outcome, 'REPORT_OUTCOME_ACCEPTED');

  const raised = await watch.next(({ transition }) => transition?.kind === 'TRANSITION_KIND_RAISED');
  assert.equal(raised.alert.condition, 'CONDITION_BEHIND');
  assert.equal(raised.alert.subject.id, 'T1');

  const alerts = await openAlerts(ack.response.position);
  assert.equal(alerts.length, 1);
  [alert] = alerts;
  assert.equal(alert.severity, 'SEVERITY_RED');
  assert.equal(alert.evidence.lagPoints, '39.7');
  assert.ok(alert.evidence.inputs.some(({ kind, value }) => kind === 'report' && value.startsWith('10')), JSON.stringify(alert.evidence));

  // The same numbered report once more: answered as done, and nothing moves.
  stream.write({ batchNumber: 2, batch: { jurisdiction: city, source: 'e2e-stream', reports: [{ ...midYear(10), sourceSequence: 1 }], actor: '统计员' } });
  const again = await acks.next(({ batchNumber }) => batchNumber === 2);
  assert.equal(again.response.results[0].outcome, 'REPORT_OUTCOME_DUPLICATE');
  stream.end();
});

test('the webhook is told once, in the form of Alertmanager 4', async () => {
  const { body } = await receiver.post(({ status: state }) => state === 'firing');
  assert.deepEqual(
    Object.keys(body).sort(),
    ['alerts', 'commonAnnotations', 'commonLabels', 'externalURL', 'groupKey', 'groupLabels', 'receiver', 'status', 'truncatedAlerts', 'version'],
  );
  assert.equal(body.version, '4');
  assert.equal(body.alerts.length, 1);
  const [told] = body.alerts;
  assert.deepEqual(
    Object.keys(told).sort(),
    ['annotations', 'endsAt', 'fingerprint', 'generatorURL', 'labels', 'startsAt', 'status'],
  );
  assert.equal(told.status, 'firing');
  assert.equal(told.endsAt, '0001-01-01T00:00:00Z');
  assert.equal(Date.parse(told.startsAt), Date.parse('2024-07-01T09:30:00+08:00'));
  assert.match(JSON.stringify(told.annotations), /39\.7/);

  const { deliveries } = await until('every delivery to be made', async () => {
    const reply = await clients.notifications.listDeliveries({ jurisdiction: city });
    return reply.deliveries.length > 0 && reply.deliveries.every(({ state }) => state === 'DELIVERY_STATE_DELIVERED') && reply;
  });
  assert.deepEqual(deliveries.map(({ channel }) => channel).sort(), ['journal', 'webhook']);
  assert.equal(receiver.posts.length, 1);
  assert.match(readFileSync(`${stack.folder}/journal.txt`, 'utf8'), /39\.7/);
});

test('the same report sent again changes nothing', async () => {
  const { results, position } = await report(midYear(10));
  assert.equal(results[0].outcome, 'REPORT_OUTCOME_ACCEPTED');
  const [now] = await openAlerts(position);
  assert.equal(now.sequence, alert.sequence);
  assert.equal(receiver.posts.length, 1);
});

test('the same revision with another value is set aside and said so', async () => {
  const { position } = await report(midYear(60));
  const explained = await clients.supervision.explainTarget({ jurisdiction: city, target: 'T1', minPosition: position });
  assert.equal(explained.verdict.light, 'LIGHT_RED');
  assert.deepEqual(
    explained.reports.filter(({ role }) => role === 'set_aside').map(({ value }) => value.replace(/[^0-9]/g, '')), ['60'],
  );
});

test('what would be otherwise is told, and nothing is', async () => {
  const answer = await clients.supervision.whatIf({ jurisdiction: city, reports: [midYear(45, 1)] });
  const [target] = answer.targets;
  assert.equal(target.before.light, 'LIGHT_RED');
  assert.equal(target.after.light, 'LIGHT_GREEN');
  // The correction also takes the place of the two figures of one revision.
  assert.deepEqual(answer.alerts.map(({ before, after }) => [before.id, after]), [
    ['indicator:IND1:conflict:2024-06-30r0', null], [alert.id, null],
  ]);
  const [open] = await openAlerts();
  assert.equal(open.sequence, alert.sequence);
});

test('an alert is acknowledged once, by who saw its newest state', async () => {
  const stale = patiently(() => clients.workflow.actOnAlert({
    jurisdiction: city, alert: alert.id, sequence: alert.sequence + 7, actor: '联络员', action: { acknowledgement: {} },
  }));
  await assert.rejects(stale, { code: status.FAILED_PRECONDITION });
  const [seen] = await openAlerts();
  assert.equal(seen.trail.at(-1).kind, 'TRANSITION_KIND_REFUSED');

  const reply = await clients.workflow.actOnAlert({
    jurisdiction: city, alert: alert.id, sequence: seen.sequence, actor: '联络员',
    action: { note: '已联系银行', acknowledgement: {} },
  });
  assert.equal(reply.alert.acknowledged, true);
  const transition = await watch.next((message) => message.transition?.kind === 'TRANSITION_KIND_ACKNOWLEDGED');
  assert.equal(transition.transition.actor, '联络员');
  assert.equal(transition.transition.note, '已联系银行');
});

test('it is answered with a promise, and the answer can be returned', async () => {
  const act = (sequence, actor, action) => clients.workflow.actOnAlert({ jurisdiction: city, alert: alert.id, sequence, actor, action });
  const [seen] = await openAlerts();
  const feedback = { cause: '场地未落实', measure: '改在线上', promisedDate: '2099-12-31' };
  const answered = await act(seen.sequence, '联络员', { feedback });
  assert.equal(answered.alert.state, 'ALERT_STATE_ANSWERED');
  assert.equal(answered.alert.feedback.promisedDate, '2099-12-31');
  const returned = await act(answered.alert.sequence, '督查室', { note: '时间太晚', feedbackReturn: {} });
  assert.equal(returned.alert.state, 'ALERT_STATE_RETURNED');
  await assert.rejects(act(returned.alert.sequence, '督查室', { verification: {} }), { code: status.FAILED_PRECONDITION });
});

test('the correcting report clears it and the webhook is told so', async () => {
  const { position } = await report(midYear(45, 1));
  assert.equal((await openAlerts(position)).length, 0);
  const [cleared] = await openAlerts(position, true);
  assert.equal(cleared.open, false);
  assert.deepEqual(cleared.trail.map(({ sequence }) => sequence), cleared.trail.map((_, index) => index + 1));
  await watch.next(({ transition }) => transition?.kind === 'TRANSITION_KIND_CLEARED');

  const { body } = await receiver.post(({ status: state }) => state === 'resolved');
  assert.equal(body.alerts[0].fingerprint, receiver.posts[0].body.alerts[0].fingerprint);
  assert.notEqual(body.alerts[0].endsAt, '0001-01-01T00:00:00Z');
});

test('a watch resumes where it was left', async () => {
  const raised = await watch.next(({ transition }) => transition?.kind === 'TRANSITION_KIND_RAISED');
  const again = new Collected(clients.supervision.watchTransitions({ jurisdiction: city, resumeToken: raised.resumeToken }));
  const kinds = (all) => all.messages.filter(({ transition }) => transition).map(({ transition }) => transition.kind);
  const expected = kinds(watch).slice(kinds(watch).indexOf('TRANSITION_KIND_RAISED') + 1);
  await until('the rest to be told again', () => kinds(again).length >= expected.length);
  assert.deepEqual(kinds(again), expected);
  again.cancel();
});

test('what is wrong with a report is said all at once, and the valid neighbour is kept', async () => {
  const { results } = await report(
    midYear('zehn', 0, { period: '2024-02-31' }),
    midYear(45, 1),
    { indicatorReport: { indicator: 'nowhere', period: '2024-06-30', value: '1' } },
  );
  assert.deepEqual(results.map(({ outcome }) => outcome), ['REPORT_OUTCOME_REFUSED', 'REPORT_OUTCOME_ACCEPTED', 'REPORT_OUTCOME_REFUSED']);
  assert.deepEqual(results[0].violations.map(({ field }) => field).sort(), ['indicator_report.period', 'indicator_report.value']);
  assert.deepEqual(results[2].violations.map(({ field }) => field), ['indicator_report.indicator']);
});

test('a replay of the log gives the committed state and the alerts', async () => {
  const replay = new Collected(clients.replays.replay({ jurisdiction: city }));
  const end = await replay.next(({ done }) => done);
  assert.equal(end.equal, true);
  assert.equal(end.replayedStateHash, end.committedStateHash);
});
