// The whole job in two browser windows: Ava's phone, and the desk where Pat decides and Robin publishes an event.
//
// Run by tests/browser.rs, which serves the app, stands in for the push service and answers one question on standard
// input: the decrypted push message. Every screen on the way is checked with axe-core, in light and dark.
import assert from 'node:assert/strict';
import { address, ask, browser, finish, heading, link, look, press, signIn, window } from './screens.mjs';

const photo = process.env.ONWARD_PHOTO;

// Anybody can read the offer, before the program has loaded and without it.
const reader = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
reader.setDefaultTimeout(15_000);
const page = await reader.newPage();
await page.goto(`${address}/offer`);
await page.locator('a[href^="/offer/"]').first().click();
await page.locator('h1').first().waitFor();
assert.match(page.url(), /\/offer\/[a-z0-9-]+$/);
await page.goto(`${address}/help`);
await page.getByText('999').first().waitFor();
await reader.close();

// Ava, on her phone.
const phone = await window({ width: 360, height: 740 });
await signIn(phone, '/', 'ava');
await look(phone, 'phone-sign-in');
await press(phone, 'Sign in');
await heading(phone, 'Hi Ava');
await phone.getByText('Forum night').first().waitFor();
await look(phone, 'phone-home-before');
await link(phone, 'Offer');
await heading(phone, 'What we offer');
await look(phone, 'phone-offer');
await phone.getByLabel('Search').fill('driving');
await phone.getByText('found').first().waitFor();
await link(phone, 'Money');
await heading(phone, 'Your money');
await phone.getByText('First food shop').first().waitFor();
await look(phone, 'phone-money');
await link(phone, 'First food shop');
await heading(phone, 'First food shop');
await look(phone, 'phone-entitlement');
await link(phone, 'Ask for this');

// One thing a page.
await heading(phone, 'How much do you need?');
await look(phone, 'phone-ask-amount');
await press(phone, 'Ask for all £40');
await press(phone, "Next: what it's for");
await heading(phone, 'What is it for?');
await phone.getByLabel('Tell us in your own words').fill('Pans, rice and oil. I moved in on Friday and the cupboards are empty.');
await look(phone, 'phone-ask-reason');
await press(phone, 'Next: a photo');
await heading(phone, 'Do you have a photo of it?');
await phone.locator('input[type=file]').first().setInputFiles(photo);
await phone.getByRole('button', { name: 'Remove' }).first().waitFor();
await look(phone, 'phone-ask-photo');
await press(phone, 'Next: how you get it');
await heading(phone, 'How would you like to get it?');
await phone.getByRole('radio', { name: 'Into my bank account' }).check();
await phone.getByLabel('Name on the account').fill('Ava Example');
await phone.getByLabel('Sort code').fill('12-34-56');
await phone.getByLabel('Account number').fill('12345678');
await look(phone, 'phone-ask-pay');
await press(phone, 'Save it');
await phone.getByText('••••5678').first().waitFor();
await press(phone, 'Next: check it');
await heading(phone, 'Check and send');
await look(phone, 'phone-ask-check');
await press(phone, 'Send it');
await phone.waitForURL(/\/requests\/[0-9a-f-]{36}/);
await heading(phone, 'Where it is');
await phone.getByText('Pat will look at it').first().waitFor();
await look(phone, 'phone-tracker-sent');
const tracker = phone.url().split('?')[0];

// Pat, at the desk.
const desk = await window({ width: 1280, height: 800 });
await signIn(desk, '/desk', 'pat');
await look(desk, 'desk-sign-in');
await press(desk, 'Sign in');
await heading(desk, 'Requests');
await link(desk, 'First food shop');
await heading(desk, 'First food shop for Ava');
await desk.getByText('the cupboards are empty').last().waitFor();
await desk.getByText('Left after this').first().waitFor();
await look(desk, 'desk-request');
await desk.keyboard.press('a');
await press(desk, 'Agree £40 and tell Ava');
await desk.getByText('Agreed. Ava has been told.').first().waitFor();
await look(desk, 'desk-agreed');

// Ava's inbox and tracker have moved on.
await phone.goto(tracker);
await phone.getByText('Pat agreed').first().waitFor();
await look(phone, 'phone-tracker-agreed');
await phone.goto(`${address}/inbox`);
await heading(phone, 'Messages');
await phone.getByText('First food shop', { exact: false }).first().waitFor();
await look(phone, 'phone-inbox');

// The push message that the server sent for it, decrypted, reaches the service worker.
const payload = await ask('the push message?');
await phone.context().grantPermissions(['notifications'], { origin: address });
await phone.goto(`${address}/`);
await phone.evaluate(() => navigator.serviceWorker.ready.then(() => true));
const devtools = await phone.context().newCDPSession(phone);
const registration = new Promise((found) => {
  devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    const there = registrations.find((one) => !one.isDeleted);
    if (there) found(there.registrationId);
  });
});
await devtools.send('ServiceWorker.enable');
await devtools.send('ServiceWorker.deliverPushMessage',
  { origin: address, registrationId: await registration, data: payload });
const shown = await phone.waitForFunction(async () => {
  const ready = await navigator.serviceWorker.ready;
  const all = await ready.getNotifications();
  return all.length > 0 && all.map((one) => ({ title: one.title, body: one.body }));
});
const [notification] = await shown.jsonValue();
assert.equal(notification.body, JSON.parse(payload).body);
assert.doesNotMatch(JSON.stringify(notification), /care|£|food|Ava/i, 'a lock screen says nothing private');
// The interface is never in the service worker's cache.
const kept = await phone.evaluate(async () => {
  const addresses = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) addresses.push(new URL(request.url).pathname);
  }
  return addresses;
});
assert.ok(kept.some((address) => address.endsWith('.wasm')), 'the program is kept for offline');
assert.deepEqual(kept.filter((address) => address.startsWith('/api/')), []);

// Pat plans a visit.
await link(desk, 'Young people');
await heading(desk, 'Young people');
await look(desk, 'desk-people');
await desk.getByRole('link', { name: 'Plan a contact with Ava' }).click();
await heading(desk, 'Plan a contact with Ava');
await desk.getByLabel('Day', { exact: true }).fill('2026-12-08');
await desk.getByLabel('Start', { exact: true }).fill('10:30');
await desk.getByLabel('Where', { exact: true }).fill('The library café');
await look(desk, 'desk-plan');
await press(desk, 'Plan it and tell Ava');
await desk.getByText('Planned. Ava has been told.').first().waitFor();

// Robin publishes an event.
const robin = await window({ width: 1280, height: 800 });
await signIn(robin, '/desk', 'robin');
await press(robin, 'Sign in');
await heading(robin, 'Events');
await link(robin, 'New event');
await heading(robin, 'New event');
await robin.getByLabel('What is it called?').fill('Swap night: clothes and stories');
await robin.getByLabel('What happens there, in one sentence').fill('Bring what you no longer wear, take what you like.');
await robin.getByLabel('Day', { exact: true }).fill('2026-12-01');
await robin.getByLabel('Starts', { exact: true }).fill('18:00');
await robin.getByLabel('Ends', { exact: true }).fill('20:00');
await robin.getByLabel('Where', { exact: true }).fill('The hub');
await robin.getByLabel('How many places?').fill('2');
await robin.getByLabel('The details').fill('Tea, biscuits and **good company**.');
await robin.getByText('good company').last().waitFor();
await look(robin, 'desk-event');
await press(robin, 'Publish');
await robin.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
await robin.getByText('Published. It is on the phones now.').first().waitFor();

// Both reach Ava: she says yes to the visit and takes a place.
await phone.goto(`${address}/people`);
await heading(phone, 'Your people');
await phone.getByText('The library café').first().waitFor();
await look(phone, 'phone-people');
await phone.goto(`${address}/events`);
await link(phone, 'Swap night');
await heading(phone, 'Swap night');
await look(phone, 'phone-event');
await press(phone, 'Count me in');
await phone.getByText('You have a place.').first().waitFor();
await look(phone, 'phone-event-going');
await phone.goto(`${address}/`);
await heading(phone, 'Hi Ava');
await phone.getByText("I'll be there").first().click();
await phone.getByText("you'll be there", { exact: false }).first().waitFor();
await phone.getByText('First food shop').first().waitFor();
await look(phone, 'phone-home');
await phone.goto(`${address}/settings`);
await heading(phone, 'You and this phone');
await look(phone, 'phone-settings');
await phone.goto(`${address}/help`);
await heading(phone, 'Help right now');
await look(phone, 'phone-help');

// The narrowest phone there is.
await phone.setViewportSize({ width: 320, height: 640 });
for (const [place, name] of [['/', 'Hi Ava'], ['/money', 'Your money'], ['/people', 'Your people'], ['/offer', 'What we offer']]) {
  await phone.goto(address + place);
  await heading(phone, name);
  await look(phone, `phone-320-${place.slice(1) || 'home'}`);
}
await desk.setViewportSize({ width: 360, height: 740 });
await desk.goto(`${address}/desk/requests`);
await heading(desk, 'Requests');
await look(desk, 'desk-360');

// Offline: what she saw last is still there, and help is.
await phone.setViewportSize({ width: 360, height: 740 });
await phone.goto(`${address}/`);
await heading(phone, 'Hi Ava');
await phone.context().setOffline(true);
await phone.goto(`${address}/people`);
await phone.getByText('Pat').first().waitFor();
await look(phone, 'phone-offline');
await link(phone, 'Need help now?');
await phone.getByText('999').first().waitFor();
await phone.context().setOffline(false);

// Signing out leaves nothing behind.
await phone.goto(`${address}/settings`);
await press(phone, 'Sign out');
await phone.getByLabel('Your sign-in name').waitFor();
await phone.goto(`${address}/people`);
await phone.getByLabel('Your sign-in name').waitFor();

await finish();
