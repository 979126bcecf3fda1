import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults } from '../browser/find-faults.ts';
import { openDesk, type OpenedDesk } from '../browser/open-desk.ts';

let desk: OpenedDesk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk();
  ({ page } = desk);
});

afterAll(() => desk.close());

describe('a model from scratch', { timeout: 60_000 }, () => {
  it('is made by keyboard alone, as one types, and tells what to expect of it', async () => {
    await desk.goTo('/studio/scratch');
    await page.getByRole('textbox', { name: 'Name of intent 1' }).focus();
    for (const [name, ...examples] of [
      ['refund', 'I want my money back', 'give me back what I paid', 'please refund the order'],
      ['track_order', 'where is my parcel', 'has it been sent yet', 'when will the delivery come'],
      ['change_address', 'I have moved to a new street', 'send it to another address', 'my address has changed'],
    ]) {
      await page.keyboard.type(name ?? '');
      await page.keyboard.press('Enter');
      await page.keyboard.type(examples.join('\n'));
      if (name === 'refund') {
        // The second card is there from the start.
        await page.getByRole('textbox', { name: 'Name of intent 2' }).focus();
      } else if (name === 'track_order') {
        await page.keyboard.press('Enter');
        await page.keyboard.press('Enter');
        await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Name of intent 3');
      }
    }
    await page.getByText(/On examples like these, about \d+% right; between \d+ and \d+%/).waitFor();
    await page.getByText(/of 3 examples told without having seen them/).first().waitFor();
    await page.getByRole('textbox', { name: 'Try a sentence' }).fill('could you refund my order please');
    const answers = page.locator('aside [aria-live=polite]');
    await expect.poll(() => answers.innerText()).toMatch(/^Refund\s+\d+%/);
    await page.getByRole('textbox', { name: 'Try a sentence' }).fill('the stars of the southern sky');
    await page.getByText('This is unlike anything you typed').waitFor();
    expect(await findFaults(page)).toEqual([]);
  });

  it('is kept when one leaves the room, and the page', async () => {
    await desk.goTo('/');
    await page.getByRole('option').first().waitFor();
    await desk.goTo('/studio/scratch');
    await expect.poll(() => page.getByRole('textbox', { name: 'Examples of change_address' }).inputValue()).toContain('I have moved');
    await page.reload();
    await expect.poll(() => page.getByRole('textbox', { name: 'Examples of track_order' }).inputValue()).toContain('where is my parcel');
    await page.getByText(/On examples like these/).waitFor();
  });

  it('takes a pasted list, gives back an intent that was removed, and goes on in Train as a dataset', async () => {
    await page.getByRole('button', { name: 'Paste a list' }).click();
    await page.getByRole('textbox', { name: 'A list to paste' }).fill('cancel: stop my order\ncancel: I do not want it any more');
    await page.getByRole('button', { name: 'Add 1 intent with 2 examples' }).click();
    await page.getByRole('button', { name: 'Remove cancel' }).click();
    await expect.poll(() => page.getByRole('group', { name: 'cancel' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('group', { name: 'cancel' }).waitFor();
    await page.getByRole('button', { name: 'Save as a dataset' }).click();
    await page.getByText('Typed examples, column “intent”: 11 rows, 4 labels').waitFor();
  });
});
