// Trying out changes on the phone: what Ben at 17 would get and lose, that nothing of it leaves the phone, also offline.
//
// Run by tests/browser.rs. It also looks at Home, Money and one entitlement at 320 pixels and from right to left.
import assert from 'node:assert/strict';
import { address, finish, heading, link, look, press, signIn, window } from './screens.mjs';

const phone = await window({ width: 360, height: 740 });
await signIn(phone, '/', 'ben');
await press(phone, 'Sign in');
await heading(phone, 'Hi Ben');
await heading(phone, 'Coming up for you');
await look(phone, 'what-if-home');
await link(phone, 'See all your money');
await heading(phone, 'Your money');
await phone.getByText('Prom').first().waitFor();
await look(phone, 'what-if-money');

// From Money to What if; from then on nothing is sent.
await link(phone, 'What if you start a job');
await heading(phone, 'What if');
await phone.getByText('Change something above').waitFor();
const sent = [];
phone.on('request', (request) => {
  if (request.url().includes('/api/') && !request.url().endsWith('/what_if')) sent.push(request.url());
});
await look(phone, 'what-if-empty');
await phone.getByLabel('Your job').selectOption('I work full time');
await phone.getByLabel('Your pay for a week').fill('80');
await phone.getByRole('heading', { name: 'Would stop' }).waitFor();
const week = phone.getByRole('row', { name: 'From us each week' });
assert.match(await week.innerText(), /£0\s+£40/);
await look(phone, 'what-if-job');
await phone.getByLabel('Your pay for a week').fill('a lot');
await phone.getByText('Write pounds').waitFor();
await look(phone, 'what-if-wrong');

await phone.getByRole('button', { name: 'Start again' }).click();
await phone.getByLabel('Your home').selectOption('I move into my own place');
await phone.getByText('Setting up home').first().waitFor();
await look(phone, 'what-if-move');
await phone.getByRole('button', { name: 'Start again' }).click();
await phone.getByLabel('When').selectOption({ index: 1 });
await phone.getByRole('heading', { name: 'You could have' }).waitFor();
await phone.getByRole('group').filter({ hasText: 'Your 18th birthday' }).first().click();
await look(phone, 'what-if-birthday');

// Offline it goes on, and on a narrow phone and from right to left nothing is cut off.
await phone.context().setOffline(true);
await phone.getByLabel('Your course').selectOption('College');
await phone.getByLabel('I need a computer for it').check();
await phone.getByText('Computer', { exact: true }).first().waitFor();
await phone.setViewportSize({ width: 320, height: 640 });
await look(phone, 'what-if-320');
await phone.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
await look(phone, 'what-if-rtl');
await phone.evaluate(() => document.documentElement.setAttribute('dir', 'ltr'));
assert.deepEqual(sent, [], 'what is tried out stays on the phone');
await phone.context().setOffline(false);

// What would change an entitlement can be tried out from its page.
await phone.goto(`${address}/money/setting_up_home`);
await heading(phone, 'What would change it');
await phone.getByText('Where this comes from').click();
await phone.getByText('you get money to set it up').waitFor();
await look(phone, 'what-if-entitlement');
await link(phone, 'Try it out');
await heading(phone, 'What if');
assert.equal(await phone.getByLabel('Your home').inputValue(), 'own');

await finish();
