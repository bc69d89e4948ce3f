import { describe, expect, test } from 'vitest';
import { accessibilityFaults } from '#tests/support/chromium.ts';
import { missingForOffice as missing, useOffice } from '#tests/support/office.ts';

describe.skipIf(missing !== undefined)(
  `people in the back office${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    const { till, open } = useOffice();

    test('somebody new is added, gets a PIN and signs in with it', async () => {
      const { office, page, complaints } = await open('/office/people');
      await office.row('Mei Lin').waitFor();
      await office.press('KeyN');
      const pane = office.pane('New person');
      await pane.getByLabel('Name', { exact: true }).fill('Ana Ruiz');
      await office.choose('Role', 'Senior clerk', pane);
      await office.press('Control+KeyS');
      // Without a PIN they could not sign in: it is asked for at once.
      const dialog = office.dialog('PIN of Ana Ruiz');
      await dialog.waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await office.typePin('1234');
      await office.words(/too easy to guess/).waitFor();
      await office.typePin('5802');
      await office.words('Once more, to be sure').waitFor();
      await office.typePin('5803');
      await office.words('The two were not the same').waitFor();
      await office.typePin('5802');
      await office.words('Once more, to be sure').waitFor();
      await office.typePin('5802');
      await dialog.waitFor({ state: 'detached' });
      await office.press('F12');
      await office.signIn('Ana Ruiz', '5802');
      // A senior clerk has no page in the back office.
      await office.words('This page is not for your role').waitFor();
      expect(complaints).toEqual([]);
    });

    test('a role may do more, up to a limit; the person who has it feels it', async () => {
      const { register } = till();
      const { office, complaints } = await open('/office/roles');
      await office.button(/^Clerk/).click();
      await office.segment('Void a ticket', 'May').click();
      await office.field('Give a discount: up to').fill('12.5');
      await office.press('Control+KeyS');
      await office.words('Clerk saved').waitFor();
      const clerk = (await register.people.roles()).find(({ name }) => name === 'Clerk');
      expect(clerk?.grants['ticket.void']).toEqual({ state: 'allowed' });
      expect(clerk?.grants['sale.discount']).toEqual({ state: 'allowed', limit: 125_000 });
      expect(complaints).toEqual([]);
    });

    test('a new role starts from another', async () => {
      const { office, complaints } = await open('/office/roles');
      await office.button(/^Clerk/).waitFor();
      await office.press('KeyN');
      await office.field('Start from').waitFor();
      await office.field('Name of the role').fill('Weekend help');
      await office.choose('Start from', 'Clerk');
      await office.press('Control+KeyS');
      await office.button(/^Weekend help/).waitFor();
      const roles = await till().register.people.roles();
      const grantsOf = (wanted: string) => roles.find(({ name }) => name === wanted)?.grants;
      expect(grantsOf('Weekend help')).toEqual(grantsOf('Clerk'));
      expect(complaints).toEqual([]);
    });

    test('somebody locked out is let in again, switched off, and erased', async () => {
      const { register } = till();
      const tom = (await register.people.list()).find(({ name }) => name === 'Tom Baker');
      if (tom === undefined) throw new Error('the demo store has no Tom Baker');
      const { office, complaints } = await open('/office/people');
      await office.row('Tom Baker').click();
      const pane = office.pane('Tom Baker');
      await office.toggle('Works here', pane).uncheck({ force: true });
      await office.press('Control+KeyS');
      await office.row('Tom Baker').filter({ hasText: 'switched off' }).waitFor();
      await pane.getByRole('button', { name: 'Erase this person' }).click();
      await office.dialog('Erase Tom Baker?').waitFor();
      await office.press('Escape');
      expect((await register.people.list()).some(({ id }) => id === tom.id)).toBe(true);
      await pane.getByRole('button', { name: 'Erase this person' }).click();
      await office.dialog('Erase Tom Baker?').getByRole('button', { name: /Erase/ }).click();
      await office.words('Erased').waitFor();
      expect((await register.people.list()).some(({ id }) => id === tom.id)).toBe(false);
      expect(complaints).toEqual([]);
    });

    test('a token is shown once, works for a program, and is refused once revoked', async () => {
      const { office, page, complaints } = await open('/office/tokens');
      await office.words('No tokens').waitFor();
      await office.press('KeyN');
      const pane = office.pane('New token');
      await pane.getByLabel('What it is for').fill('Price labels');
      await pane.getByRole('button', { name: 'Make the token' }).click();
      const token = await page.getByTestId('token').innerText();
      expect(await accessibilityFaults(page)).toEqual([]);
      const ask = async (): Promise<number> => {
        const address = new URL('/api/catalog/categories', till().url);
        const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
        return answer.status;
      };
      expect(await ask()).toBe(200);
      await office.button('I have kept it').click();
      await office.row('Price labels').waitFor();
      expect(await page.getByText(token).count()).toBe(0);
      await office.button('Revoke: Price labels').click();
      await office
        .dialog('Revoke “Price labels”?')
        .getByRole('button', { name: /Revoke/ })
        .click();
      await office.row('Price labels').filter({ hasText: 'revoked' }).waitFor();
      expect(await ask()).toBe(401);
      expect(complaints).toEqual([]);
    });
  },
);
