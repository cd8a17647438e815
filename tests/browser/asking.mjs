// Asking on the phone: something else with a photo into a first bank account, and a promise signed.
//
// Run by tests/browser.rs.
import assert from 'node:assert/strict';
import { address, atKeyboard, finish, heading, link, look, press, signIn, window } from './screens.mjs';

const phone = await window({ width: 360, height: 740 });
await signIn(phone, '/', 'ava');
await press(phone, 'Sign in');
await heading(phone, 'Hi Ava');

// Something else: what no rule names.
await phone.goto(`${address}/money`);
await heading(phone, 'Your money');
await link(phone, 'Something else');
await heading(phone, 'Something else');
await look(phone, 'asking-something-else');
await link(phone, 'Ask for this');
await heading(phone, 'How much do you need?');
await phone.getByLabel('Amount in pounds').fill('64.99');
await press(phone, "Next: what it's for");
await heading(phone, 'What is it for?');
await press(phone, 'Next: a photo');
await phone.getByText('Write a few words about what it is for.').first().waitFor();
await phone.getByText('Write what you tried. If nothing, say why.').first().waitFor();
await look(phone, 'asking-reason-empty');
await phone.getByLabel('Tell us in your own words').fill('Noise-cancelling headphones, because everything is loud.');
await phone.getByLabel('What else have you tried?').fill('Earplugs, and the Donaudampfschifffahrtsgesellschaftskapitänswitwenrente.');
await look(phone, 'asking-reason');
await press(phone, 'Next: a photo');
await heading(phone, 'Do you have a photo of it?');
await phone.locator('input[type=file]').first().setInputFiles(process.env.ONWARD_PHOTO);
await phone.getByRole('button', { name: 'Remove' }).first().waitFor();
await press(phone, 'Next: how you get it');
await heading(phone, 'How would you like to get it?');
await phone.getByRole('radio', { name: 'Cash', disabled: true }).waitFor();
await phone.getByText('your pathway plan has to say so first', { exact: false }).waitFor();
await phone.getByRole('radio', { name: 'Into my bank account' }).check();

// The first bank details, wrong at first.
await phone.getByLabel('Sort code').fill('12-34');
await press(phone, 'Save it');
await phone.getByText('Write 6 digits, like 12-34-56.').first().waitFor();
await look(phone, 'asking-bank-wrong');
await phone.getByLabel('Name on the account').fill('Ava Example');
await phone.getByLabel('Sort code').fill('12-34-56');
await phone.getByLabel('Account number').fill('12345678');
await press(phone, 'Save it');
await phone.getByText('••••5678').first().waitFor();
await look(phone, 'asking-pay');
await press(phone, 'Next: check it');
await heading(phone, 'Check and send');
await phone.getByText('What else you tried').first().waitFor();
await look(phone, 'asking-check');
await press(phone, 'Send it');
await phone.waitForURL(/\/requests\/[0-9a-f-]{36}/);
await heading(phone, 'Where it is');
await phone.getByText('Pat will look at it').first().waitFor();
await phone.getByText('Earplugs', { exact: false }).first().waitFor();
await look(phone, 'asking-sent');

// Sent off without a network: Home says that it still waits, and it goes by itself, from any page, when the network is back.
await phone.goto(`${address}/money/discretionary/ask`);
await heading(phone, 'How much do you need?');
await phone.getByLabel('Amount in pounds').fill('12');
await press(phone, "Next: what it's for");
await phone.getByLabel('Tell us in your own words').fill('A lock for my bike.');
await phone.getByLabel('What else have you tried?').fill('Borrowing one.');
await phone.getByRole('link', { name: 'Home', exact: true }).click();
await phone.getByText('You started asking for Something else').first().waitFor();
await look(phone, 'asking-begun');
await link(phone, 'You started asking for Something else');
await heading(phone, 'How much do you need?');
await press(phone, "Next: what it's for");
await press(phone, 'Next: a photo');
await press(phone, 'Skip this');
await phone.getByRole('radio', { name: 'Into my bank account' }).check();
await press(phone, 'Next: check it');
await heading(phone, 'Check and send');
await phone.context().setOffline(true);
await press(phone, 'Send it');
await heading(phone, "We couldn't send this yet");
await phone.getByRole('link', { name: 'Home', exact: true }).click();
await heading(phone, 'Not sent yet · Something else');
await look(phone, 'asking-unsent');
assert.equal(await phone.getByText('Nothing needs you right now').count(), 0, 'a request that was not sent needs her');

// Signing out would delete it, so it asks first.
await link(phone, 'You and this phone');
await press(phone, 'Sign out');
await phone.getByText("You have 1 request that isn't sent yet. Signing out deletes it.").waitFor();
await look(phone, 'asking-unsent-sign-out');
await press(phone, 'Stay signed in');
await phone.getByRole('link', { name: 'Home', exact: true }).click();
await heading(phone, 'Not sent yet · Something else');
await phone.context().setOffline(false);
await phone.getByText('It was saved on this phone until now.', { exact: false }).waitFor();
await phone.getByRole('heading', { name: 'Not sent yet', exact: false }).waitFor({ state: 'detached' });
const mine = await phone.evaluate(async () => (await (await fetch('/api/v1/payment_requests')).json()).items);
assert.equal(mine.filter((one) => one.amount.pence === 1200).length, 1, 'it was sent once');

// Money for a late benefit: a promise to repay, signed before it goes.
await phone.goto(`${address}/money/benefit_gap_support/ask`);
await heading(phone, 'How much do you need?');
await phone.getByLabel('Amount in pounds').fill('50');
await press(phone, "Next: what it's for");
await phone.getByLabel('Tell us in your own words').fill('My first payment is late.');
await press(phone, 'Next: a photo');
await press(phone, 'Skip this');
await phone.getByRole('radio', { name: 'A shop voucher' }).check();
await press(phone, 'Next: check it');
await heading(phone, 'Check and send');
await press(phone, 'Send it');
await phone.getByText('Type your name to sign.').first().waitFor();
await atKeyboard(phone.locator('#promise-agree'));
await look(phone, 'asking-promise');
await phone.getByLabel('I have read this and I agree').check();
await phone.getByLabel('Type your full name to sign').fill('Ava Example');
await press(phone, 'Send it');
await phone.waitForURL(/\/requests\/[0-9a-f-]{36}/);
await phone.getByText('Signed by Ava Example', { exact: false }).waitFor();
await look(phone, 'asking-promised');

// The narrowest phone there is.
await phone.setViewportSize({ width: 320, height: 640 });
await look(phone, 'asking-promised-320');
await phone.goto(`${address}/bank`);
await phone.getByText('••••5678').first().waitFor();
await press(phone, 'Use another account');
await look(phone, 'asking-bank-320');

await finish();
