// A "no" on the phone, the second look at the desk by keyboard alone, a "no" that stands, the complaint and its answer.
//
// Run by tests/browser.rs, which has had Pat decline Ava's food money and agree to a part of her fares, and Mo say no
// again to Cai.
import assert from 'node:assert/strict';
import { address, atKeyboard, finish, heading, link, look, press, signIn, window } from './screens.mjs';

// Ava reads the "no" and asks for a second look.
const phone = await window({ width: 360, height: 740 });
await signIn(phone, '/', 'ava');
await press(phone, 'Sign in');
await heading(phone, 'Hi Ava');
await phone.goto(`${address}/requests`);
await heading(phone, 'Your requests');
await link(phone, 'First food shop');
await heading(phone, 'Not happy with this?');
await phone.getByText('A manager who did not decide it').first().waitFor();
await phone.getByText('Coram Voice').first().waitFor();
await look(phone, 'challenge-declined');
await phone.getByLabel('What should they know?').fill('My foster carer moved to Leeds in May.');
await press(phone, 'Ask for a second look');
await phone.getByText('A manager looks at it again').first().waitFor();
await phone.getByText("You'll hear by Monday 30 November").first().waitFor();
await phone.waitForFunction(() => document.activeElement?.id === 'track-now');
await look(phone, 'challenge-asked');
const tracker = phone.url().split('?')[0];

// Of her fares a part was agreed: the rest gets a page of its own.
await phone.goto(`${address}/requests`);
await heading(phone, 'Your requests');
await link(phone, 'interview');
await heading(phone, 'Not happy with this?');
await phone.getByText('a second look at the other £20').first().waitFor();
await look(phone, 'challenge-part');
await press(phone, 'Ask for a second look');
await phone.getByText('the part of your request that was not agreed before').first().waitFor();
await look(phone, 'challenge-rest');
await link(phone, 'See the first part');
await phone.getByText('Somebody else looks at the part that was not agreed').first().waitFor();

// Mo, at the desk, by keyboard alone.
const desk = await window({ width: 1280, height: 800 });
await signIn(desk, '/desk', 'mo');
await press(desk, 'Sign in');
await heading(desk, 'Requests');
await desk.getByRole('button', { name: 'For a manager' }).waitFor();
await desk.getByText('First food shop').first().waitFor();
await desk.keyboard.press('j');
await heading(desk, 'Ava asks for a second look');
await desk.getByText('My foster carer moved to Leeds in May.').first().waitFor();
await desk.getByText('Pat said before:').first().waitFor();
await desk.getByText("You didn't decide this before, so you can answer it.", { exact: false }).waitFor();
await look(desk, 'desk-challenge');
await desk.keyboard.press('a');
await desk.keyboard.press('Enter');
await desk.getByText('Agreed. Ava has been told.').first().waitFor();

await phone.goto(tracker);
await phone.getByText('Mo agreed').first().waitFor();
await look(phone, 'challenge-agreed');

// Cai's "no" stands, so he may complain.
const other = await window({ width: 320, height: 640 });
await signIn(other, '/', 'cai');
await press(other, 'Sign in');
await heading(other, 'Hi Cai');
await other.goto(`${address}/requests`);
await heading(other, 'Your requests');
await other.getByText('not agreed').first().waitFor();
await other.locator('section.card.whole a').first().click();
await heading(other, 'You can complain');
await other.getByText('By Thursday 26 November we tell you who deals with it').first().waitFor();
await look(other, 'complaint-may-320');
await other.getByLabel('What went wrong?').fill('Nobody asked me about my course.');
await press(other, 'Send my complaint');
await heading(other, 'Your complaint');
await look(other, 'complaint-made-320');

// Nia takes the complaint up and answers it.
const nia = await window({ width: 1280, height: 800 });
await signIn(nia, '/desk', 'nia');
await press(nia, 'Sign in');
await heading(nia, 'Requests');
// First she writes words that are ready for every answer.
await link(nia, 'Ready words');
await heading(nia, 'Ready words');
await press(nia, 'Write a new one');
await nia.getByLabel('With which answer?').selectOption({ label: 'With the answer to a complaint' });
await press(nia, 'Save');
await nia.getByText('Write something first.').first().waitFor();
await look(nia, 'desk-texts-empty');
await nia.getByLabel('The words').fill('I asked the college myself.');
await press(nia, 'Save');
await nia.getByText('I asked the college myself.').first().waitFor();
await look(nia, 'desk-texts');
await link(nia, 'Requests');
await heading(nia, 'Requests');
await press(nia, 'Complaints');
await nia.getByText('Say who deals with it by').first().waitFor();
await look(nia, 'desk-complaints');
await nia.keyboard.press('j');
await heading(nia, 'Cai complains');
await nia.keyboard.press('c');
await nia.keyboard.press('Enter');
await nia.getByText('Cai has been told who deals with it.').first().waitFor();
await nia.keyboard.press('w');
await nia.keyboard.type('You were right, and we are sorry. I call you tomorrow.');
// Between the two sentences, by keyboard alone.
for (let letter = 0; letter < ' I call you tomorrow.'.length; letter += 1) await nia.keyboard.press('ArrowLeft');
const box = nia.getByLabel('What Cai reads');
await nia.getByRole('button', { name: 'I asked the college myself.' }).focus();
await nia.keyboard.press('Enter');
assert.equal(await box.inputValue(), 'You were right, and we are sorry. I asked the college myself. I call you tomorrow.');
await atKeyboard(box);
await look(nia, 'desk-complaint-answer');
await nia.keyboard.press('Control+Enter');
await nia.getByText('Answered. Cai has been told.').first().waitFor();
await other.reload();
await other.getByText('I call you tomorrow').first().waitFor();
await look(other, 'complaint-answered-320');

await finish();
