// Facts over time: Ava answers questions on her phone, Pat confirms and declines at the desk, what she can have changes;
// Pat changes a fact from a day on and looks at it as of another day, and sets the legal category.
import assert from 'node:assert/strict';
import { address, atKeyboard, finish, heading, link, look, press, signIn, window } from './screens.mjs';

const phone = await window({ width: 360, height: 740 });
await signIn(phone, '/', 'ava');
await press(phone, 'Sign in');
await heading(phone, 'Hi Ava');

// From Home to the questions, and to one that is answered.
await link(phone, '5 questions we have for you');
await heading(phone, 'Tell us');
await phone.getByText('Do you have a child?').waitFor();
await look(phone, 'facts-questions');
await link(phone, 'Do you have a child?');
await phone.getByRole('group', { name: 'Do you have a child?' }).waitFor();
await press(phone, 'Tell Pat');
await phone.getByText('Choose or write an answer first.', { exact: false }).waitFor();
await look(phone, 'facts-question-empty');
await phone.getByRole('radio', { name: 'Yes' }).check();
await look(phone, 'facts-question');
await phone.context().setOffline(true);
await press(phone, 'Tell Pat');
await phone.getByRole('alert').getByText("We can't reach the internet", { exact: false }).waitFor();
await look(phone, 'facts-question-offline');
await phone.context().setOffline(false);
await press(phone, 'Tell Pat');

// What follows from it comes next, with the keyboard at it; what she doesn't know she can say too.
const asked = (name) => phone.getByRole('heading', { name, exact: true, level: 2 });
const atIt = async (name) => {
  await asked(name).waitFor();
  await atKeyboard(asked(name));
};
const after = (count) => phone.getByText(`Thanks. Next question, then ${count} more`, { exact: true }).waitFor();
await atIt('Do you bring your child up alone?');
await after(5);
await look(phone, 'facts-question-next');
await press(phone, "I don't know");
await phone.getByText('Next question', { exact: false }).waitFor();
await link(phone, "That's enough for now");
await heading(phone, 'Pat is checking');
await phone.getByRole('link', { name: 'Do you have a child?' }).getByText('Yes').waitFor();
await look(phone, 'facts-questions-told');

await link(phone, 'Have you asked for asylum?');
await look(phone, 'facts-question-asylum');
await press(phone, "I don't know");
await phone.getByText('Next question', { exact: false }).waitFor();
await phone.goBack();
await link(phone, 'Are you expecting a baby?');
await phone.getByRole('radio', { name: 'Yes' }).check();
await phone.getByLabel('When is the baby due?').waitFor();
await look(phone, 'facts-question-baby');

// Half an answer is there again after leaving.
await phone.getByLabel('When is the baby due?').fill('2027-03-01');
await phone.goto(`${address}/`);
await heading(phone, 'Hi Ava');
await phone.goto(`${address}/tell-us/baby_due`);
await phone.getByLabel('When is the baby due?').waitFor();
assert.equal(await phone.getByLabel('When is the baby due?').inputValue(), '2027-03-01');

// From what waits for an answer to its question.
await phone.goto(`${address}/money/first_four_weeks_travel`);
await heading(phone, 'What we know so far');
await look(phone, 'facts-entitlement-before');
await link(phone, 'Answer: Do you have a job?');
await phone.getByRole('radio', { name: 'No' }).check();
await press(phone, 'Tell Pat');
await link(phone, "That's enough for now");
await heading(phone, 'Pat is checking');
await look(phone, 'facts-told');
await phone.goto(`${address}/money`);
await phone.getByRole('tab', { name: 'Not right now' }).click();
await phone.getByRole('link', { name: 'Answer our questions' }).waitFor();

// What we know, and what is wrong is put right.
await phone.goto(`${address}/facts`);
await heading(phone, 'What we know');
await phone.getByText('School, sixth form or college, full time').first().waitFor();
await look(phone, 'facts-known');
await phone.getByRole('link', { name: 'Put it right: Where do you live?' }).click();
await press(phone, 'Tell Pat');
await phone.getByText('That is what we know already.', { exact: false }).waitFor();
await phone.getByRole('radio', { name: 'A foyer or hostel' }).check();
await phone.getByRole('radio', { name: "No, it isn't" }).check();
await look(phone, 'facts-question-home');
await press(phone, 'Tell Pat');
// What was put right opens a question of its own.
await atIt('What does the place where you live already pay for?');
await link(phone, "That's enough for now");
await heading(phone, 'Pat is checking');

// Pat finds it among the messages.
const desk = await window({ width: 1280, height: 800 });
await signIn(desk, '/desk', 'pat');
await press(desk, 'Sign in');
await heading(desk, 'Requests');
await desk.goto(`${address}/desk/people`);
await desk.getByRole('link', { name: '5 things to check' }).first().waitFor();
await look(desk, 'facts-desk-people');
await desk.goto(`${address}/desk/inbox`);
await link(desk, 'Ava told you something about themself');
await heading(desk, 'What we know about Ava');
await heading(desk, "Ava doesn't know: Asylum claim");
await look(desk, 'facts-desk');
const told = (name) => desk.getByRole('region', { name });
await told('Ava says: Has a job: No').getByRole('button', { name: 'Confirm' }).click();
await told('Ava says: Has a job: No').waitFor({ state: 'detached' });
await atKeyboard(desk.locator('#facts-head'));
await told('Ava says: Has a child: Yes').getByRole('button', { name: "It isn't so" }).click();
await press(desk, 'Send');
await desk.getByText('Write why, in words that they can read.').waitFor();
await atKeyboard(desk.getByLabel('What Ava reads'));
await look(desk, 'facts-desk-decline');
await desk.getByLabel('What Ava reads').fill("Let's talk about it on Thursday.");
await press(desk, 'Send');
await told('Ava says: Has a child: Yes').waitFor({ state: 'detached' });

// It decides.
await phone.goto(`${address}/money/first_four_weeks_travel`);
await phone.getByText('You have not just started a job.').or(phone.getByText('You do not have a job.')).first().waitFor();
await look(phone, 'facts-entitlement-after');
await phone.goto(`${address}/inbox`);
await phone.getByText("Let's talk about it on Thursday.").waitFor();
await link(phone, 'Pat looked at what you told us');
await heading(phone, 'What we know');
await phone.goto(`${address}/tell-us/parent`);
await phone.getByText("Let's talk about it on Thursday.").waitFor();
await look(phone, 'facts-question-declined');
assert.equal(await phone.getByRole('radio', { name: 'Yes' }).isChecked(), false, 'what was sent is not kept as a draft');

// An answer to what Pat puts right meanwhile is begun, and not sent.
const doing = (code) => phone.locator(`input[name=fact-activity][value=${code}]`);
await phone.goto(`${address}/tell-us/activity`);
await doing('F5').check();
await phone.reload();
await phone.locator('input[value=F5]:checked').waitFor();

// Changing a fact from a day on, and how it stood before.
await desk.getByRole('link', { name: 'Change: Learning' }).click();
await heading(desk, 'Ava: Learning');
await press(desk, 'Save');
await desk.getByText('Nothing is changed yet.').waitFor();
await desk.getByText('Write why.').waitFor();
await look(desk, 'facts-desk-change-wrong');
await desk.getByLabel('Learning, training or work').selectOption('None of these right now');
await desk.getByLabel('From this day on').fill('2026-11-02');
await desk.getByLabel('Why you change it').fill('She left the Donaudampfschifffahrtsgesellschaftskapitänsausbildung.');
await look(desk, 'facts-desk-change');
await press(desk, 'Save');
await heading(desk, 'What we know about Ava');
const learning = desk.locator('section', { has: desk.getByRole('link', { name: 'Change: Learning' }) }).last();
await learning.getByText('None of these right now').waitFor();
await desk.getByText('before: School, sixth form or college, full time', { exact: false }).waitFor();
await phone.reload();
await phone.getByText('We know: None of these right now', { exact: false }).waitFor();
await phone.locator('input[value=G5]:checked').waitFor();
await desk.getByLabel('As it stood on').fill('2026-11-01');
await press(desk, 'Show');
await desk.getByText('This is what was known of Ava', { exact: false }).waitFor();
await learning.getByText('School, sixth form or college, full time').waitFor();
await look(desk, 'facts-desk-as-of');
await link(desk, 'Back to today');
await learning.getByText('None of these right now').waitFor();

// The legal category, set by a worker with a reason that Ava reads.
await desk.getByRole('link', { name: 'Change: Time in care' }).click();
await heading(desk, 'Ava: Time in care');
await desk.getByLabel('Legal category, set by a worker').selectOption('some help from us');
await desk.getByLabel('Why this category').fill('The court said so.');
await desk.getByLabel('Why you change it').fill('Letter of 20 November.');
await look(desk, 'facts-desk-category');
await press(desk, 'Save');
await heading(desk, 'Why some help from us');
await desk.getByText('The court said so.').first().waitFor();
await desk.locator('details').first().click();
await look(desk, 'facts-desk-after');

// Who signs out leaves no answer behind.
await phone.goto(`${address}/tell-us/baby_due`);
await phone.locator('input[type=date]').waitFor();
await phone.goto(`${address}/settings`);
await press(phone, 'Sign out');
await phone.getByLabel('Your sign-in name').waitFor();
await signIn(phone, '/', 'ava');
await press(phone, 'Sign in');
await heading(phone, 'Hi Ava');
await phone.goto(`${address}/tell-us/baby_due`);
await heading(phone, 'Are you expecting a baby?');
assert.equal(await phone.locator('input:checked').count(), 0);

// The narrowest phone there is, and from right to left; the desk on a phone.
await phone.setViewportSize({ width: 320, height: 640 });
for (const place of ['tell-us', 'tell-us/accommodation', 'facts']) {
  await phone.goto(`${address}/${place}`);
  await phone.getByText(/Where do you live|Pat is checking/).first().waitFor();
  await look(phone, `facts-${place.replace('/', '-')}-320`);
}
await phone.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
await look(phone, 'facts-rtl');
await desk.setViewportSize({ width: 320, height: 640 });
await look(desk, 'facts-desk-320');
await desk.getByRole('link', { name: 'Change: Time in care' }).click();
await heading(desk, 'Ava: Time in care');
await look(desk, 'facts-desk-change-320');

await finish();
