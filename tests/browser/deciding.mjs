// Deciding: Pat asks by keyboard and Ava answers, a part is agreed, and what is above Pat's limit a manager authorises.
//
// Run by tests/browser.rs, which has had Ava ask for her first food shop and for £300 of fares.
import assert from 'node:assert/strict';
import { address, atKeyboard, enter, finish, heading, link, look, press, signIn, tabTo, window } from './screens.mjs';


// Pat asks a question; an empty one does not go out.
const desk = await window({ width: 1280, height: 800 });
await signIn(desk, '/desk', 'pat');
await press(desk, 'Sign in');
await heading(desk, 'Requests');
await link(desk, 'First food shop');
await heading(desk, 'First food shop for Ava');
await desk.keyboard.press('q');
await desk.getByLabel('What Ava reads').fill('');
await enter(desk, desk.getByRole('button', { name: 'Send the question to Ava' }));
await desk.getByText('Write your question first.').waitFor();
await atKeyboard(desk.getByLabel('What Ava reads'));
await desk.getByLabel('What Ava reads').fill('Which shop do you go to?');
await desk.context().setOffline(true);
await press(desk, 'Send the question to Ava');
await desk.getByRole('alert').getByText('Try again when you', { exact: false }).waitFor();
await desk.context().setOffline(false);
assert.equal(await desk.locator('.decide').evaluate((form) => getComputedStyle(form).position), 'static', 'it covers nothing');
await look(desk, 'deciding-question');
await enter(desk, desk.getByRole('button', { name: 'Send the question to Ava' }));
await desk.getByText('Your question is with Ava.').first().waitFor();
await atKeyboard(desk.getByText('Your question is with Ava.'));
await look(desk, 'deciding-asked');

// Ava sees it on Home, and answers by keyboard.
const phone = await window({ width: 360, height: 740 });
await signIn(phone, '/', 'ava');
await press(phone, 'Sign in');
await heading(phone, 'Hi Ava');
await phone.getByText('Pat has a question').first().waitFor();
await look(phone, 'deciding-home');
await link(phone, 'Answer');
await phone.getByText('Which shop do you go to?').first().waitFor();
await phone.getByText('It goes on as soon as you answer').first().waitFor();
await enter(phone, phone.getByRole('button', { name: 'Send your answer' }));
await phone.getByText('Write a few words, so that Pat can go on.').first().waitFor();
await look(phone, 'deciding-answer-empty');
await phone.getByLabel('Your answer').fill('The market on Howard Street. £25 is enough there.');
await enter(phone, phone.getByRole('button', { name: 'Send your answer' }));
await phone.getByText('Your answer is with Pat.').first().waitFor();
await phone.getByText('You answered').first().waitFor();
await look(phone, 'deciding-answered');
const tracker = phone.url().split('?')[0];

// Pat agrees a part: not more than was asked for, and not nothing.
await desk.reload();
await heading(desk, 'First food shop for Ava');
await desk.getByText('The market on Howard Street.', { exact: false }).first().waitFor();
await desk.getByText('No bank details yet: Ava is asked for them in the app.').waitFor();
await desk.keyboard.press('p');
await desk.getByText('£40 of the allowance is left without this request.', { exact: false }).waitFor();
await desk.getByLabel('How much of the £40?').fill('400');
await enter(desk, desk.getByRole('button', { name: 'Agree part and tell Ava' }));
await desk.getByText('Write more than nothing and less than £40.').waitFor();
await atKeyboard(desk.getByLabel('How much of the £40?'));
await look(desk, 'deciding-part-wrong');
await desk.getByLabel('How much of the £40?').fill('25');
assert.equal(await desk.getByLabel('What Ava reads').inputValue(), '', 'a part needs a reason of its own');
await press(desk, '+ Yes to part of this, because …');
await enter(desk, desk.getByRole('button', { name: 'Agree part and tell Ava' }));
await desk.getByText('Write what belongs in place of “…” first.').waitFor();
await look(desk, 'deciding-part-gap');
await desk.getByLabel('What Ava reads').fill('Yes to £25, as you said. What is over stays yours.');
await enter(desk, desk.getByRole('button', { name: 'Agree part and tell Ava' }));
await desk.getByText('Agreed. Ava has been told.').first().waitFor();
await phone.goto(tracker);
await phone.getByText('Pat agreed to £25').first().waitFor();
await phone.getByText('Yes to £25, as you said.', { exact: false }).first().waitFor();
await look(phone, 'deciding-part');

// £300 without an amount in the rules is above Pat's limit: Mo has the last word.
await desk.goto(`${address}/desk`);
await link(desk, 'Fares to interviews');
await heading(desk, 'Fares to interviews for Ava');
await desk.getByText('A manager has to agree to this after you.').waitFor();
assert.match(await desk.getByLabel('What Ava reads').inputValue(), /A manager has to agree too/);
await desk.keyboard.press('a');
await desk.keyboard.press('Enter');
await desk.getByText('It is with a manager now. Ava can see that.').first().waitFor();
assert.equal(await desk.getByText('It is with a manager now', { exact: false }).count(), 1, 'it is said once');
await look(desk, 'deciding-with-manager');
await phone.goto(`${address}/requests`);
await link(phone, 'Fares to interviews');
await phone.getByText('Pat agreed and passed it to a manager').first().waitFor();
await look(phone, 'deciding-manager-has-it');

const manager = await window({ width: 1280, height: 800 });
await signIn(manager, '/desk', 'mo');
await press(manager, 'Sign in');
await heading(manager, 'Requests');
await manager.getByText('Fares to interviews').first().waitFor();
await manager.keyboard.press('j');
await heading(manager, 'Fares to interviews for Ava');
await look(manager, 'deciding-authorise');
await manager.keyboard.press('a');
await tabTo(manager, manager.getByRole('button', { name: 'Authorise £300 and tell Ava' }));
await manager.keyboard.press('Enter');
await manager.getByText('Authorised. Ava has been told.').first().waitFor();
await phone.reload();
await phone.getByText('Mo agreed').first().waitFor();
await look(phone, 'deciding-authorised');

await finish();
