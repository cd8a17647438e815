// Paying: Fin makes a run by keyboard, releases it, hands the files on and sends what the bank said; Ava puts right what came
// back; the next run pays it.
//
// Run by tests/browser.rs, which has had requests agreed, and sets the clock to Wednesday when asked.
import fs from 'node:fs';
import assert from 'node:assert/strict';
import { address, ask, enter, finish, heading, link, look, now, press, signIn, tabTo, window } from './screens.mjs';

const desk = await window({ width: 1280, height: 800 });
await desk.goto(`${address}/desk`);
await tabTo(desk, desk.getByLabel('Your sign-in name'));
await desk.keyboard.type('fin');
await tabTo(desk, desk.getByLabel('Password', { exact: true }));
await desk.keyboard.type('onward-demo');
await desk.keyboard.press('Enter');
await heading(desk, 'Payments');
await desk.getByText('No bank details yet.').first().waitFor();
await desk.getByText('The bank details are new', { exact: false }).first().waitFor();
await desk.getByText('Is this the same one twice?', { exact: false }).first().waitFor();
await look(desk, 'finance-payments');

// Eli's cash is at the hub.
await enter(desk, desk.getByRole('button', { name: 'Cash collected' }));
await desk.getByRole('dialog').waitFor();
await desk.locator('#signed:focus').waitFor();
await desk.getByRole('dialog').getByText('Adviser: ', { exact: false }).waitFor();
await enter(desk, desk.getByRole('button', { name: 'Save' }));
await desk.getByText('Write who signed for it.').waitFor();
await desk.locator('#signed[aria-invalid=true]:focus').waitFor();
await look(desk, 'finance-hand-over-empty');
await tabTo(desk, desk.getByLabel('Who signed for it?'));
await desk.keyboard.type('Eli Example');
await tabTo(desk, desk.getByLabel('Where was it collected?'));
await desk.keyboard.type('The hub');
await desk.keyboard.press('Enter');
await desk.getByText('Saved. The young person has been told.').first().waitFor();

// A run of what has a bank account; one of the two that look alike is taken out.
await enter(desk, desk.getByRole('button', { name: 'Make a run: 3 payments' }));
await heading(desk, 'Payment run of');
await desk.getByText('Is this the same one twice?', { exact: false }).first().waitFor();
await look(desk, 'finance-run-draft');
await enter(desk, desk.getByRole('button', { name: 'Take out' }).last());
await desk.getByText('taken out. It waits for the next run.', { exact: false }).first().waitFor();
await desk.locator('h1:focus').waitFor();
await enter(desk, desk.getByRole('button', { name: 'Release it' }).first());
await desk.getByRole('dialog').waitFor();
await desk.locator('#release-about:focus').waitFor();
await look(desk, 'finance-run-release');
await enter(desk, desk.getByRole('dialog').getByRole('button', { name: 'Go back' }));
await enter(desk, desk.getByRole('button', { name: 'Release it' }).first());
await enter(desk, desk.getByRole('dialog').getByRole('button', { name: 'Release it' }));
await desk.getByText('Released. Now give the file to the bank.').first().waitFor();
await look(desk, 'finance-run-released');

async function file(page, name) {
  const coming = page.waitForEvent('download');
  await enter(page, page.getByRole('link', { name, exact: false }));
  const download = await coming;
  return fs.readFileSync(await download.path(), 'utf8');
}
const xml = await file(desk, 'File for the bank');
assert.match(xml, /pain\.001\.001\.09/);
assert.match(xml, /45\.00/);
const table = await file(desk, 'Table for a spreadsheet');

/** Chooses a file by keyboard. */
async function send(page, text) {
  const choosing = page.waitForEvent('filechooser');
  await tabTo(page, page.getByLabel('The file', { exact: true }));
  await page.keyboard.press('Space');
  const chooser = await choosing;
  await chooser.setFiles({ name: 'results.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
}
await send(desk, 'reference,status\n01930000000070008000000000000009,paid\n');
await desk.getByText('This payment is not in this run.', { exact: false }).first().waitFor();
await look(desk, 'finance-results-wrong');
await send(desk, table.replace(',40.00,,', ',40.00,returned,No account of that number.').replace(',5.00,,', ',5.00,paid,'));
await desk.getByText('2 lines were read. 2 payments changed.').waitFor();
const results = desk.locator('section', { has: desk.getByRole('heading', { name: 'What the bank says' }) }).getByRole('listitem');
for (const part of ['Ava', '£40', 'came back', 'No account of that number.']) await results.filter({ hasText: part }).first().waitFor();
await look(desk, 'finance-results');
// The same file again changes nothing, and says so.
await send(desk, table.replace(',40.00,,', ',40.00,returned,No account of that number.').replace(',5.00,,', ',5.00,paid,'));
await desk.getByText('2 lines were read. Nothing changed.').waitFor();
await results.filter({ hasText: 'An earlier file said so.' }).first().waitFor();
await desk.setViewportSize({ width: 320, height: 640 });
await desk.getByRole('heading', { name: 'What the bank says' }).scrollIntoViewIfNeeded();
await look(desk, 'finance-results-320');
// A name that no screen was made for.
await results.first().locator('strong').evaluate((name) => { name.textContent = 'Wolfeschlegelsteinhausenbergerdorff-'.repeat(3); });
await look(desk, 'finance-results-long-320');
await desk.setViewportSize({ width: 1280, height: 800 });

// Ava sees what to do, and gives another account.
const phone = await window({ width: 360, height: 740 });
await signIn(phone, '/', 'ava');
await press(phone, 'Sign in');
await heading(phone, 'Hi Ava');
await look(phone, 'returned-home');
await phone.goto(`${address}/requests`);
await heading(phone, 'Your requests');
await link(phone, 'First food shop');
await heading(phone, 'The bank sent the money back');
await phone.getByText('No account of that number').first().waitFor();
await look(phone, 'returned-request');
await press(phone, 'Use another account');
await phone.getByLabel('Name on the account').fill('Ava Example');
await phone.getByLabel('Sort code').fill('65-43-21');
await phone.getByLabel('Account number').fill('87654321');
await look(phone, 'returned-change');
await press(phone, 'Save it');
await phone.getByText('••••4321').first().waitFor();
await phone.getByText('These are new', { exact: false }).first().waitFor();
await phone.waitForFunction(() => document.activeElement?.id === 'bank-account');
await press(phone, 'These are right, send it again');
await phone.getByText('We are getting the money ready').first().waitFor();
await phone.waitForFunction(() => document.activeElement?.id === 'track-now');
await phone.getByText('You checked the bank details').first().waitFor();
await look(phone, 'returned-reissue');
await phone.setViewportSize({ width: 320, height: 640 });
await look(phone, 'returned-reissue-320');
await phone.goto(`${address}/bank`);
await phone.getByText('••••4321').first().waitFor();
await press(phone, 'Use another account');
await look(phone, 'returned-bank-320');

// Nothing goes to the new account before Wednesday.
await desk.goto(`${address}/desk`);
await desk.getByText('It can be paid from', { exact: false }).first().waitFor();
await look(desk, 'finance-payments-wait');
await desk.setViewportSize({ width: 320, height: 640 });
await look(desk, 'finance-payments-320');
const wednesday = new Date(await ask('wednesday?'));
assert.ok(wednesday > now);
for (const page of [desk, phone]) await page.context().clock.setFixedTime(wednesday);
await desk.setViewportSize({ width: 1280, height: 800 });
await desk.goto(`${address}/desk`);
await enter(desk, desk.getByRole('button', { name: 'Make a run: 2 payments' }));
await heading(desk, 'Payment run of');
await enter(desk, desk.getByRole('button', { name: 'Release it' }).first());
await enter(desk, desk.getByRole('dialog').getByRole('button', { name: 'Release it' }));
await desk.getByText('Released. Now give the file to the bank.').first().waitFor();
await send(desk, (await file(desk, 'Table for a spreadsheet')).replaceAll(/(\d\.00),,/g, '$1,paid,'));
await results.filter({ hasText: 'paid' }).first().waitFor();
await look(desk, 'finance-settled');
await desk.setViewportSize({ width: 320, height: 640 });
await look(desk, 'finance-run-320');
await phone.goto(`${address}/requests`);
await link(phone, 'First food shop');
await phone.getByText('We sent the money').first().waitFor();
await look(phone, 'returned-paid');

await finish();
