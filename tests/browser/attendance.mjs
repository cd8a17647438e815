// Weeks of term: Ava sees which are not confirmed, Pat confirms two and says of one that it was not in full, Ava reads why,
// and Pat puts it right.
import assert from 'node:assert/strict';
import { address, atKeyboard, finish, heading, link, look, press, signIn, window } from './screens.mjs';

const phone = await window({ width: 360, height: 740 });
await signIn(phone, '/', 'ava');
await press(phone, 'Sign in');
await heading(phone, 'Hi Ava');
await phone.goto(`${address}/money/attendance_incentive`);
await heading(phone, 'Your weeks');
const week = (name) => phone.getByRole('listitem').filter({ hasText: name });
await week('Week of Monday 9 November').getByText('Not confirmed yet').waitFor();
await phone.getByText('Is a week missing or not right? Ask Pat.').waitFor();
await week('Week of Monday 9 November').scrollIntoViewIfNeeded();
await look(phone, 'attendance-waiting');
await phone.getByText("Weeks in which this wasn't yours").click();
await look(phone, 'attendance-not-theirs');

// Pat, on Ava's page.
const desk = await window({ width: 1280, height: 800 });
await signIn(desk, '/desk', 'pat');
await press(desk, 'Sign in');
await heading(desk, 'Requests');
await desk.goto(`${address}/desk/people`);
await link(desk, 'Ava');
const weeks = desk.getByRole('region', { name: 'weeks of term' });
await weeks.getByRole('checkbox', { name: 'Week of Monday 9 November' }).waitFor();
await weeks.getByRole('button', { name: 'Confirm' }).click();
await weeks.getByText('Choose at least one week.').waitFor();
await atKeyboard(weeks.getByRole('checkbox').first());
await weeks.getByRole('checkbox', { name: 'Week of Monday 9 November' }).check();
await weeks.getByRole('button', { name: 'Not in full' }).click();
await weeks.getByRole('button', { name: 'Say that it was not in full' }).click();
await weeks.getByText('Write why, in words that they can read.').waitFor();
await atKeyboard(weeks.getByLabel('What Ava reads'));
await weeks.scrollIntoViewIfNeeded();
await look(desk, 'attendance-desk-words');
await weeks.getByLabel('What Ava reads').fill('The college says you missed Thursday. Were you ill?');
await weeks.getByRole('button', { name: 'Say that it was not in full' }).click();
await weeks.getByText('Not in full: “The college says you missed Thursday.', { exact: false }).waitFor();
await weeks.getByRole('checkbox', { name: 'Week of Monday 26 October' }).check();
await weeks.getByRole('checkbox', { name: 'Week of Monday 2 November' }).check();
await weeks.getByRole('button', { name: 'Confirm 2 weeks' }).click();
await weeks.getByText('Confirmed (2)').waitFor();
await atKeyboard(weeks.getByRole('heading'));
await weeks.getByText('Confirmed (2)').click();
await weeks.getByText('Confirmed by Pat').first().waitFor();
assert.equal(await weeks.getByRole('checkbox', { name: 'Week of Monday 2 November' }).count(), 0);
await look(desk, 'attendance-desk');

// Ava reads it, and where the money is.
await phone.goto(`${address}/inbox`);
await phone.getByText('Pat confirmed that you were there. You get £20.', { exact: false }).waitFor();
await phone.getByText('The college says you missed Thursday. Were you ill?').first().waitFor();
await look(phone, 'attendance-inbox');
await link(phone, 'Pat confirmed that you were there');
await heading(phone, 'Your weeks');
await week('Week of Monday 2 November').getByText('£10, Monday 21 December').waitFor();
await week('Week of Monday 9 November').getByText('The college says you missed Thursday.', { exact: false }).waitFor();
await week('Week of Monday 2 November').scrollIntoViewIfNeeded();
await look(phone, 'attendance-confirmed');
await week('Week of Monday 2 November').getByRole('link').click();
await heading(phone, 'Weekly bonus for going');

// It is put right.
await weeks.getByRole('checkbox', { name: 'Week of Monday 9 November' }).check();
await weeks.getByRole('button', { name: 'Confirm one week' }).click();
await weeks.getByText('Confirmed (3)').waitFor();

// The narrowest phone there is, and from right to left; the desk on a phone.
await phone.setViewportSize({ width: 320, height: 640 });
await phone.goto(`${address}/money/attendance_incentive`);
await week('Week of Monday 9 November').getByText('Confirmed').waitFor();
await week('Week of Monday 9 November').scrollIntoViewIfNeeded();
await look(phone, 'attendance-320');
await phone.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
await look(phone, 'attendance-rtl');
await desk.setViewportSize({ width: 320, height: 640 });
await weeks.scrollIntoViewIfNeeded();
await look(desk, 'attendance-desk-320');

await finish();
