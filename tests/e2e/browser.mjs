// A real Chromium for the pages: phone- or desktop-sized, with what it must never do counted.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from './stack.mjs';

const executablePath = process.env.LIANDU_CHROMIUM ?? '/usr/bin/chromium';
const bin = process.env.LIANDU_BIN_DIR ?? join(root, 'build', 'default', 'bin');
// Artefacts of the run, to be looked at; not kept in git.
const screenshots = join(bin, '..', 'screenshots');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };

export class Browser {
  static async start() {
    const browser = new Browser();
    mkdirSync(screenshots, { recursive: true });
    browser.chromium = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
    return browser;
  }

  // A page of one size. `page.misdeeds` collects dialogs, errors, refusals of the content policy and requests to others.
  async open(size = 'phone', options = {}) {
    const context = await this.chromium.newContext({
      viewport: sizes[size], deviceScaleFactor: size === 'phone' ? 2 : 1, isMobile: size === 'phone', hasTouch: size === 'phone',
      locale: 'zh-CN', ...options,
    });
    const page = await context.newPage();
    page.misdeeds = [];
    page.on('dialog', (dialog) => {
      page.misdeeds.push(`dialog: ${dialog.message()}`);
      return dialog.dismiss();
    });
    page.on('pageerror', (error) => page.misdeeds.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) page.misdeeds.push(`policy: ${message.text()}`);
    });
    page.on('request', (request) => {
      if (new URL(request.url()).hostname !== '127.0.0.1') page.misdeeds.push(`request: ${request.url()}`);
    });
    return page;
  }

  // The whole page, under a name to find it again.
  async shoot(page, name) {
    await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
  }

  // What axe finds that is serious or critical, one line each.
  async seriousFindings(page) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  // Whether the page can be scrolled sideways.
  async overflows(page) {
    return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  }

  async stop() {
    await this.chromium?.close();
  }
}
