// What the browser tests share: a window, a look at a screen with axe-core in light and dark, and how people find things.
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { createRequire } from 'node:module';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

export const address = process.env.ONWARD_ADDRESS;
const pictures = process.env.ONWARD_PICTURES;
export const now = new Date(process.env.ONWARD_NOW);
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const browser = await chromium.launch({
  executablePath: process.env.ONWARD_CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

const seen = [];
const faults = [];
const started = performance.now();
// Seconds that looking took, of all that the script took.
const spent = { axe: 0, pictures: 0 };
async function timed(what, work) {
  const begin = performance.now();
  const answer = await work();
  spent[what] += (performance.now() - begin) / 1000;
  return answer;
}

export async function window(viewport) {
  const context = await browser.newContext({ viewport, locale: 'en-GB', timezoneId: 'Europe/London' });
  context.setDefaultTimeout(15_000);
  await context.clock.setFixedTime(now);
  const page = await context.newPage();
  page.on('pageerror', (error) => assert.fail(`the page broke: ${error}`));
  page.on('console', (message) => {
    // A refused fetch is also written to the console; only our own mistakes count.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      assert.fail(`the console says: ${message.text()}`);
    }
  });
  return page;
}

// Between the colour schemes a screen differs in its colours alone: the second is checked for contrast.
const checks = {
  dark: ['color-contrast'],
  light: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};

/** Checks the screen as it stands with axe-core, in both colour schemes, and keeps a picture of each. */
export async function look(page, name) {
  for (const [scheme, runOnly] of Object.entries(checks)) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const violations = await timed('axe', async () => {
      if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axe);
      return page.evaluate(async (runOnly) => {
        const { violations } = await globalThis.axe.run({ runOnly, resultTypes: ['violations'] });
        return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) }));
      }, runOnly);
    });
    for (const { id, nodes } of violations) faults.push(`${name}, ${scheme}: ${id}: ${nodes.join(' | ')}`);
    await timed('pictures', () => page.screenshot({ path: path.join(pictures, `${name}-${scheme}.png`) }));
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) faults.push(`${name}: ${wide} pixels too wide`);
  seen.push(name);
}

export const heading = (page, name) => page.getByRole('heading', { name, exact: false }).first().waitFor();
export const link = (page, name) => page.getByRole('link', { name, exact: false }).first().click();
export const press = (page, name) => page.getByRole('button', { name, exact: false }).first().click();

/** Waits until the keyboard stands there; it may get there a moment after the screen has changed. */
export async function atKeyboard(found) {
  await found.page().waitForFunction((element) => element === document.activeElement, await found.elementHandle());
}

/** Goes on with Tab until the focus is there, as somebody without a mouse does. */
export async function tabTo(page, found) {
  for (let steps = 0; steps < 100; steps += 1) {
    await page.keyboard.press('Tab');
    if (await found.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail(`the keyboard does not reach ${found}`);
}

/** Goes there by keyboard and presses Enter. */
export async function enter(page, found) {
  await tabTo(page, found);
  await page.keyboard.press('Enter');
}

const input = readline.createInterface({ input: process.stdin });
const answers = input[Symbol.asyncIterator]();
/** Asks tests/browser.rs for something that a browser can't do. */
export async function ask(question) {
  console.log(question);
  return (await answers.next()).value;
}

export async function signIn(page, place, handle) {
  await page.goto(address + place);
  await page.getByLabel('Your sign-in name').fill(handle);
  await page.getByLabel('Password', { exact: true }).fill('onward-demo');
}

/** Ends the test, with all that was found on the way. */
export async function finish() {
  await browser.close();
  // Otherwise the program would go on waiting for answers.
  input.close();
  assert.deepEqual(faults, [], 'what axe-core and the ruler found');
  const seconds = (performance.now() - started) / 1000;
  const of = Object.entries(spent).map(([what, part]) => `${what} ${part.toFixed(1)} s`).join(', ');
  console.log(`${path.basename(process.argv[1])}: ${seen.length} screens seen in ${seconds.toFixed(1)} s (${of})`);
}
