// The pages for people in a real Chromium: from a report to a closed alert through the links in messages, on a phone and
// on a desk, with hostile texts, links and forms.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser } from './browser.mjs';
import { connect, moment } from './client.mjs';
import { midYear, openCity, smallCity } from './city.mjs';
import { Stack, until } from './stack.mjs';

const city = 'pages';
// Closes attributes and elements, brings a script, an image, a style and a link that runs.
const evil = `"'></textarea></title></svg><script>window.hacked=1;alert(1)</script><img src=x onerror="window.hacked=1"><style>*{display:none}</style>`;
let stack; let clients; let browser; let base;

const catalogue = () => {
  const base_ = smallCity(city);
  return {
    ...base_,
    jurisdiction: { ...base_.jurisdiction, displayName: `页面市${evil}` },
    units: base_.units.map((unit) => ({ ...unit, displayName: `${unit.displayName}${evil}` })),
    posts: [
      ...base_.posts.map((post) => ({ ...post, displayName: `${post.displayName}${evil}`, holders: [{ displayName: `张三${evil}` }] })),
      { id: 'office', displayName: '督查室联络员', role: 'POST_ROLE_LIAISON', unit: 'U-gov', holders: [{ displayName: '李四' }] },
    ],
    programmes: [{ ...base_.programmes[0], displayName: `要点${evil}` }],
    chains: [{ ...base_.chains[0], displayName: `智能家电${evil}` }],
    indicators: [{ ...base_.indicators[0], displayName: `对接活动${evil}` }],
    targets: [{ ...base_.targets[0], displayName: `举办对接活动${evil}`, clause: `（一）${evil}` }],
    items: [{
      ...base_.items[0], displayName: `行动方案${evil}`,
      milestones: ['m1', 'm2'].map((id) => ({ id, displayName: `发布${id}${evil}`, dueDate: '2024-07-10' })),
    }],
    notificationPolicy: {
      routes: [{ id: 'all', recipients: ['RECIPIENT_ROLE_RESPONSIBLE_UNIT', 'RECIPIENT_ROLE_PROGRAMME_ISSUER'] }],
      // A message to several at once may only be read: each has one of their own.
      receivers: [
        { id: 'book-liaison', channel: 'journal', posts: ['liaison'] },
        { id: 'book-office', channel: 'journal', posts: ['office'] },
      ],
    },
  };
};

const behind = async () => (await clients.supervision.listAlerts({ jurisdiction: city, includeCleared: true })).alerts
  .find(({ condition }) => condition === 'CONDITION_BEHIND');

// The address of the newest link in the inbox that goes to who is called so.
async function linkFor(who, what = '进度滞后') {
  const page = await browser.open('desktop');
  const address = await until(`a link for ${who}`, async () => {
    await page.goto(`${base}/inbox/${city}`);
    const section = page.locator('section', { hasText: `送：${who}` }).filter({ hasText: what }).first();
    return (await section.count()) > 0 && section.locator('a.go').getAttribute('href');
  });
  await page.context().close();
  return new URL(address, `${base}/inbox/${city}`).href;
}

// Nothing hostile has run, and the page is good for everybody.
async function expectGood(page, name) {
  assert.deepEqual(page.misdeeds, [], name);
  assert.equal(await page.evaluate(() => window.hacked), undefined, name);
  assert.equal(await page.locator('script, img, style, iframe').count(), 0, name);
  assert.equal(await browser.overflows(page), false, `${name} can be scrolled sideways`);
  assert.deepEqual(await browser.seriousFindings(page), [], name);
  await browser.shoot(page, name);
}

before(async () => {
  stack = await Stack.start({ pages: true, notifier: ['--journal.file=@FOLDER@/journal.txt'] });
  clients = connect(stack);
  base = `http://${stack.address('notifier', 'page')}`;
  browser = await Browser.start();
  await openCity(clients, city, { catalogue: catalogue(), sandboxAt: '2024-07-01T09:30:00+08:00' });
  await clients.reports.reportBatch({ jurisdiction: city, source: `统计${evil}`.slice(0, 60), reports: [midYear(10, 0, { source: '季度统计<b>' })], actor: '统计员' });
});

after(async () => {
  await browser?.stop();
  clients?.close();
  await stack?.stop();
});

let liaison; let office; let usedForm;

test('the inbox shows the messages as people would see them', async () => {
  liaison = await linkFor('工信局联络员');
  office = await linkFor('督查室联络员');
  assert.notEqual(liaison, office);
  for (const size of ['phone', 'desktop']) {
    const page = await browser.open(size);
    await page.goto(`${base}/inbox/${city}`);
    await expectGood(page, `inbox-${size}`);
    await page.getByRole('link', { name: /^督查室联络员/ }).first().click();
    await page.waitForURL(/\?post=office$/);
    assert.equal(await page.getByText('送：工信局联络员').count(), 0);
  }
});

test('opening a link shows the alert and changes nothing', async () => {
  const { sequence } = await behind();
  for (const size of ['phone', 'desktop']) {
    const page = await browser.open(size);
    const answer = await page.goto(liaison);
    assert.equal(answer.status(), 200);
    assert.match(answer.headers()['content-security-policy'], /default-src 'none'/);
    assert.equal(answer.headers()['cache-control'], 'no-store');
    assert.equal(await page.locator('svg polyline.actual').count(), 1);
    assert.equal(await page.locator('svg polyline.path').count(), 1);
    assert.match(await page.locator('main').innerText(), /39\.7/);
    await expectGood(page, `alert-${size}`);
  }
  for (const method of ['HEAD', 'GET']) await fetch(liaison, { method });
  assert.equal((await behind()).sequence, sequence);
});

test('an acknowledgement needs the keyboard only', async () => {
  const page = await browser.open('phone', { javaScriptEnabled: false });
  await page.goto(liaison);
  usedForm = await page.locator('form', { has: page.getByRole('button', { name: '签收' }) }).locator('input[name=form]').getAttribute('value');
  const button = page.getByRole('button', { name: '签收', exact: true });
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.locator(':focus').evaluate((element) => element.tagName === 'TEXTAREA')) {
      await page.keyboard.type(`已安排${evil}`);
    }
    if (await button.evaluate((element) => element === document.activeElement)) break;
  }
  await page.keyboard.press('Enter');
  await page.waitForURL(/\?done=\d+$/);
  assert.match(await page.getByRole('status').innerText(), /已办理：签收/);
  const alert = await behind();
  assert.equal(alert.state, 'ALERT_STATE_ACKNOWLEDGED');
  assert.match(alert.trail.at(-1).actor, /^工信局联络员.*（张三/);
  const seen = await browser.open('phone');
  await seen.goto(page.url());
  await expectGood(seen, 'acknowledged-phone');
});

test('a form sent twice is answered with how things stand', async () => {
  const { sequence } = await behind();
  const answer = await fetch(liaison, { method: 'POST', body: new URLSearchParams({ form: usedForm }) });
  assert.equal(answer.status, 409);
  assert.match(await answer.text(), /这一步已经办过/);
  assert.equal((await behind()).sequence, sequence);
});

test('a feedback is checked, then taken', async () => {
  const page = await browser.open('phone');
  await page.goto(liaison);
  const form = page.locator('form', { has: page.getByRole('button', { name: '提交反馈' }) });
  await form.evaluate((element) => element.setAttribute('novalidate', ''));
  await form.getByLabel('原因').fill(`银行年中考核${evil}`);
  await form.getByRole('button').click();
  assert.match(await page.getByRole('alert').innerText(), /措施没有填写/);
  assert.equal(await form.getByLabel('原因').inputValue(), `银行年中考核${evil}`);
  await expectGood(page, 'feedback-incomplete-phone');
  await form.getByLabel('措施').fill(`下半年补办两场${evil}`);
  await form.getByLabel('承诺完成日期').fill('2024-09-30');
  await form.getByRole('button').click();
  await page.waitForURL(/\?done=\d+$/);
  assert.equal((await behind()).state, 'ALERT_STATE_ANSWERED');
  await expectGood(page, 'answered-phone');
});

test('a request for an extension is decided by the office, and only there', async () => {
  const page = await browser.open('desktop');
  await page.goto(liaison);
  await page.getByText('申请延期或免予', { exact: true }).first().click();
  const form = page.locator('form', { has: page.getByRole('button', { name: '提交申请' }) });
  await form.getByLabel('到哪一天').fill('2025-03-31');
  await form.getByLabel('理由').fill(`场地没有落实${evil}`);
  await form.getByRole('button').click();
  await page.waitForURL(/\?done=\d+$/);
  assert.equal(await page.getByRole('button', { name: '提交批复' }).count(), 0);
  const desk = await browser.open('desktop');
  await desk.goto(office);
  await expectGood(desk, 'office-desktop');
  const decision = desk.locator('form', { has: desk.getByRole('button', { name: '提交批复' }) });
  await decision.getByLabel('不批准').check();
  await decision.getByLabel('理由').fill('时间充足');
  await decision.getByRole('button').click();
  await desk.waitForURL(/\?done=\d+$/);
  assert.match(await desk.getByRole('status').innerText(), /不批准申请/);
});

test('the office returns the answer, and verifies the next one', async () => {
  const page = await browser.open('desktop');
  await page.goto(office);
  await page.getByText('退回', { exact: true }).first().click();
  const form = page.locator('form', { has: page.getByRole('button', { name: '退回' }) });
  await form.getByLabel('退回理由').fill('措施不具体');
  await form.getByRole('button').click();
  await page.waitForURL(/\?done=\d+$/);
  assert.equal((await behind()).state, 'ALERT_STATE_RETURNED');

  const phone = await browser.open('phone');
  await phone.goto(liaison);
  const feedback = phone.locator('form', { has: phone.getByRole('button', { name: '提交反馈' }) });
  await feedback.getByLabel('原因').fill('同上');
  await feedback.getByLabel('措施').fill('8月、9月各办 20 场');
  await feedback.getByLabel('承诺完成日期').fill('2024-09-30');
  await feedback.getByRole('button').click();
  await phone.waitForURL(/\?done=\d+$/);

  await page.goto(office);
  await page.getByRole('button', { name: '核验销号' }).click();
  await page.waitForURL(/\?done=\d+$/);
  const closed = await behind();
  assert.equal(closed.state, 'ALERT_STATE_CLOSED');
  assert.equal(closed.trail.at(-1).actor, '督查室联络员（李四）');
  await expectGood(page, 'closed-desktop');
  await phone.goto(liaison);
  assert.equal(await phone.locator('form').count(), 0);
  await expectGood(phone, 'closed-phone');
});

test('a link is good only for what it was signed for', async () => {
  const { sequence } = await behind();
  const page = await browser.open('phone');
  const tampered = liaison.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  assert.equal((await page.goto(tampered)).status(), 403);
  assert.match(await page.locator('main').innerText(), /链接不对/);
  await expectGood(page, 'forged-phone');
  for (const site of ['cross-site', 'same-site']) {
    const answer = await fetch(liaison, { method: 'POST', headers: { 'Sec-Fetch-Site': site }, body: new URLSearchParams({ form: usedForm }) });
    assert.equal(answer.status, 403);
  }
  // Another reader's form, and none at all.
  for (const body of [{ form: usedForm }, {}]) {
    assert.equal((await fetch(office, { method: 'POST', body: new URLSearchParams(body) })).status, 403);
  }
  assert.equal((await behind()).sequence, sequence);
  for (const path of [`/l/${encodeURIComponent(evil)}`, `/board/${encodeURIComponent(evil)}`, `/${encodeURIComponent(evil)}`]) {
    const answer = await page.goto(`${base}${path}?done=${encodeURIComponent(evil)}`);
    assert.ok([403, 404].includes(answer.status()), path);
    assert.deepEqual(page.misdeeds, []);
    assert.equal(await page.evaluate(() => window.hacked), undefined);
  }
});

test('any instance shows the pages of any jurisdiction', async () => {
  await stack.startService('notifier', 'notifier-2');
  const second = `http://${stack.address('notifier-2', 'page')}`;
  for (const host of [base, second]) {
    const address = liaison.replace(base, host);
    const answer = await until(`${host} to answer`, async () => {
      const reply = await fetch(address);
      return reply.status !== 503 && reply;
    });
    assert.equal(answer.status, 200);
    await until(`${host} to show the board`, async () => (await fetch(`${host}/board/${city}`)).ok);
  }
  // Partitions move while there are two, and a page that is asked for just then says so; the tests that follow want one.
  await stack.stopChild('notifier-2');
  await until('the first instance to answer for everything', async () => (await fetch(`${base}/board/${city}`)).ok);
});

test('a message of several alerts leads to each of them', async () => {
  // The milestones' day comes and goes; a digest tells of both.
  await clients.jurisdictions.advanceClock({ jurisdiction: city, clockTime: moment('2024-07-12T16:00:00+08:00'), actor: 'e2e' });
  const page = await browser.open('phone');
  await page.goto(await linkFor('工信局联络员', '逾期'));
  const lines = page.locator('ul.lines li', { hasText: '逾期未完成' });
  assert.equal(await lines.count(), 2);
  await expectGood(page, 'digest-phone');
  await lines.nth(1).getByRole('link').click();
  assert.match(await page.locator('h1').innerText(), /逾期未完成/);
  await page.getByRole('button', { name: '签收', exact: true }).click();
  await page.waitForURL(/\/\d+\?done=\d+$/);
  await expectGood(page, 'digest-alert-phone');
  await page.getByRole('link', { name: '返回这条消息' }).click();
  assert.deepEqual(await lines.locator('.badge.none').allInnerTexts(), ['待签收', '待反馈']);
});

test('the board shows the state without anything to press', async () => {
  for (const size of ['phone', 'desktop']) {
    const page = await browser.open(size);
    assert.equal((await page.goto(`${base}/board/${city}`)).status(), 200);
    assert.match(await page.locator('main').innerText(), /逾期未完成/);
    assert.equal(await page.locator('form, button').count(), 0);
    await expectGood(page, `board-${size}`);
  }
});

test('a link ends when its time is over', async () => {
  await clients.jurisdictions.advanceClock({ jurisdiction: city, clockTime: moment('2024-08-02T10:00:00+08:00'), actor: 'e2e' });
  const page = await browser.open('phone');
  await until('the notifier to see it', async () => (await page.goto(liaison)).status() === 410);
  assert.match(await page.locator('main').innerText(), /链接已过期/);
  page.misdeeds.length = 0;
  await expectGood(page, 'expired-phone');
});

test('what was asked for is counted, without what would name anybody', async () => {
  const lines = (await stack.metrics('notifier')).split('\n').filter((line) => line.startsWith('liandu_page_requests_total{'));
  for (const expected of ['route="alert"', 'route="action"', 'outcome="expired"', 'outcome="refused"', 'outcome="conflict"', 'route="board"']) {
    assert.ok(lines.some((line) => line.includes(expected)), `${expected} in\n${lines.join('\n')}`);
  }
});
