// Repaying: Fin records by keyboard what came back under Ava's promise, reverses a mistake, records the rest; Ava and her
// adviser see what is left.
//
// Run by tests/browser.rs, which has had £50 paid to Ava while her benefit is late.
import { address, enter, finish, heading, link, look, press, signIn, tabTo, window } from './screens.mjs';

const desk = await window({ width: 1280, height: 800 });
await signIn(desk, '/desk/repayments', 'fin');
await press(desk, 'Sign in');
await heading(desk, 'Repayments');
await desk.getByText('Nothing is repaid yet.').last().waitFor();
await look(desk, 'repayments-open');

async function record(amount, reference) {
  await enter(desk, desk.getByRole('button', { name: 'Record a repayment' }));
  await desk.getByRole('dialog').waitFor();
  await tabTo(desk, desk.getByLabel('How much came?'));
  await desk.keyboard.type(amount);
  await tabTo(desk, desk.getByLabel('Reference'));
  await desk.keyboard.type(reference);
  await desk.keyboard.press('Enter');
}

// More than was promised is refused beside the amount, with what is left.
await record('60', 'AVA EXAMPLE 1');
await desk.getByText('£50 is left to repay. Record that or less.').waitFor();
await look(desk, 'repayments-too-much');
await desk.getByLabel('How much came?').fill('twenty');
await enter(desk, desk.getByRole('button', { name: 'Save' }));
await desk.getByText('Write pounds, or pounds and pence', { exact: false }).waitFor();
await desk.getByLabel('How much came?').fill('20');
await enter(desk, desk.getByRole('button', { name: 'Save' }));
await desk.getByText('Saved. The young person has been told.').first().waitFor();
await desk.getByText('£20 is repaid, £30 is left.').last().waitFor();
await record('30', 'EVA EXAMPLE 7');
await desk.getByText('Nobody has anything to repay now.').waitFor();
await look(desk, 'repayments-none');

// The thirty pounds were somebody else's.
await enter(desk, desk.getByRole('button', { name: 'All repaid' }));
await desk.getByText('All of it is repaid.').last().waitFor();
await look(desk, 'repayments-kept');
await enter(desk, desk.getByRole('button', { name: /^Reverse ?: £30/ }));
await desk.getByRole('dialog').waitFor();
await desk.locator('#why:focus').waitFor();
await enter(desk, desk.getByRole('button', { name: 'Reverse it' }));
await desk.getByText('Write why it was a mistake.').waitFor();
await desk.locator('#why[aria-invalid=true]:focus').waitFor();
await look(desk, 'repayments-reverse');
await desk.getByLabel('Why?').fill("This was somebody else's money.");
await enter(desk, desk.getByRole('button', { name: 'Reverse it' }));
await desk.getByText('Reversed. The young person has been told.').first().waitFor();
await enter(desk, desk.getByRole('button', { name: 'Open', exact: true }));
await desk.getByText('This does not count:', { exact: false }).waitFor();
await look(desk, 'repayments-reversed');
await desk.setViewportSize({ width: 320, height: 640 });
await look(desk, 'repayments-320');

const phone = await window({ width: 360, height: 740 });
await signIn(phone, '/inbox', 'ava');
await press(phone, 'Sign in');
await phone.getByText('by mistake', { exact: false }).first().waitFor();
await look(phone, 'repayments-inbox');
await phone.goto(`${address}/requests`);
await link(phone, 'While you wait for a benefit');
await heading(phone, 'You promised to pay back £50');
await phone.getByText('£20 is repaid, £30 is left.').last().waitFor();
await look(phone, 'repayments-phone');
const place = new URL(phone.url()).pathname;
await phone.setViewportSize({ width: 320, height: 640 });
await look(phone, 'repayments-phone-320');

const adviser = await window({ width: 1280, height: 800 });
await signIn(adviser, `/desk${place}`, 'pat');
await press(adviser, 'Sign in');
await heading(adviser, 'Ava promised to pay back £50');
await adviser.getByText('£20 is repaid, £30 is left.').last().waitFor();
await look(adviser, 'repayments-adviser');

await finish();
