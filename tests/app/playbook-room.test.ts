import { readFileSync } from 'node:fs';
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

const bar = () => page.getByRole('region', { name: 'Changes to the playbook' });
const versions = () => page.getByRole('list', { name: 'Versions, newest first' }).getByRole('listitem');

async function bring(name: string, content: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await (await chooser).setFiles({ name, mimeType: 'application/yaml', buffer: Buffer.from(content) });
}

describe('the room of the playbook', { timeout: 60_000 }, () => {
  it('is reached by keys, and a threshold is changed by keys in a working copy', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.getByRole('heading', { level: 1, name: 'The whole desk' }).waitFor();
    await bar().getByText('All of it is in force').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.getByRole('heading', { level: 1, name: 'Billing' }).waitFor();
    await page.getByRole('switch', { name: 'Confidences of its own' }).press('Space');
    const sure = page.getByRole('slider', { name: 'In Billing: sure from' });
    await sure.focus();
    for (let times = 0; times < 5; times++) await page.keyboard.press('ArrowRight');
    expect(await sure.getAttribute('aria-valuetext')).toBe('90%');
    await bar().getByText('1 change not yet in force').waitFor();
    await bar().getByText('Billing: sure 85% → 90%').waitFor();
  });

  it('takes a rule from words, and it fires on a sentence', async () => {
    await desk.goTo('/playbook/rules');
    await page.getByRole('heading', { level: 1, name: 'Rules' }).waitFor();
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: 'Name' }).waitFor();
    await page.keyboard.type('Asks for the boat');
    await page.getByRole('region', { name: 'Rule', exact: true }).getByRole('status').getByText('Write the words to look for.').waitFor();
    await page.getByRole('textbox', { name: /^Writes one of these/ }).fill('boat*\nmy dinghy');
    await page.getByText('Fires when the customer writes “boat*” or “my dinghy”.').waitFor();
    const fires = page.getByRole('textbox', { name: 'Should fire on' });
    await fires.fill('Where is my lamp?');
    const examples = page.getByRole('region', { name: 'Examples' });
    await examples.getByText('Does not fire').waitFor();
    // What is wrong with it is said beside it, and counted above.
    await page.getByRole('list', { name: 'What to look at' }).getByText('does not fire on its own example').waitFor();
    await bar().getByRole('button', { name: '1 to look at' }).waitFor();
    await fires.fill('Where are the boats I ordered?');
    await examples.getByText('Fires: “boats”').waitFor();
    await page.getByRole('textbox', { name: /Try a sentence/ }).fill('Pay me back by Friday or I will see you in the small claims court, and my dinghy too.');
    const hits = page.getByRole('region', { name: 'On this sentence' });
    await hits.getByRole('link', { name: /Legal threat/ }).waitFor();
    await hits.getByRole('link', { name: /Asks for the boat.*“my dinghy”/ }).waitFor();
  });

  it('says of a pattern while it is written why it can not be used, and keeps the rule as it last could be', async () => {
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByRole('menuitem', { name: 'A pattern' }).click();
    await page.getByRole('textbox', { name: /^Regular expression/ }).fill('(a+)+(?=b)');
    await page.getByRole('group', { name: 'A pattern' }).getByText(/^The pattern can’t be used: looking ahead/).waitFor();
    await page.getByRole('button', { name: 'Remove the condition: a pattern' }).click();
    await page.getByText('Fires when the customer writes “boat*” or “my dinghy”.').waitFor();
  });

  it('is rehearsed on the archive before it counts', async () => {
    await bar().getByRole('button', { name: 'Rehearse' }).click();
    await page.getByRole('heading', { level: 1, name: /rehears|change/i }).first().waitFor();
    await bar().getByText('2 changes not yet in force').waitFor();
  });

  it('keeps the working copy over a reload and shows it in another tab', async () => {
    await bar().getByText('2 changes not yet in force').waitFor();
    // Written a moment after the last letter.
    await page.waitForTimeout(500);
    await page.reload();
    await bar().getByText('2 changes not yet in force').waitFor();
    const other = await page.context().newPage();
    await other.goto(`${new URL(page.url()).origin}/playbook`);
    await other.getByRole('region', { name: 'Changes to the playbook' }).getByText('2 changes not yet in force').waitFor();
    await other.close();
  });

  it('is applied, taken back and restored, each as a version', async () => {
    await desk.goTo('/playbook/history');
    await page.getByRole('heading', { name: 'No versions yet' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('2 changes to the playbook in force').waitFor();
    await bar().getByText('All of it is in force').waitFor();
    await expect.poll(() => versions().count()).toBe(2);
    await page.keyboard.press('z');
    await bar().getByText('2 changes not yet in force').waitFor();
    await expect.poll(() => versions().count()).toBe(3);
    await versions().nth(1).getByRole('link').press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Version 2' }).waitFor();
    await page.getByRole('region', { name: 'What it changed' }).getByText('Rule “Asks for the boat” added').waitFor();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('Version 2 restored', { exact: true }).first().waitFor();
    await expect.poll(() => versions().count()).toBe(4);
    await page.getByText('Nothing: the playbook in force says the same.').waitFor();
    // The working copy was the same: nothing of it is left to put in force.
    await bar().getByText('All of it is in force').waitFor();
  });

  it('goes into a readable file and comes back from one, seen before it counts; a hostile file changes nothing', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Without templates' }).click();
    const file = readFileSync(await (await download).path(), 'utf8');
    expect(file).toContain('title: Asks for the boat');
    await bring('same.yaml', file);
    await page.getByText('Nothing: the playbook in force says the same.').waitFor();
    await page.getByRole('button', { name: 'Leave it' }).click();

    await bring('boats.yaml', file.replace('sure: 0.9', 'sure: 0.95').replace('title: Asks for the boat', 'title: Wants the boat').replace('boat*', 'yacht*'));
    const changes = page.getByRole('region', { name: 'What it would change' });
    await changes.getByText('Billing: sure 90% → 95%').waitFor();
    await changes.getByText('Rule “Asks for the boat” is now called “Wants the boat”').waitFor();
    await page.getByRole('list', { name: 'Findings in the file' }).getByText('does not fire on its own example').waitFor();
    await page.getByRole('button', { name: 'Into the working copy' }).click();
    await bar().getByText('3 changes not yet in force').waitFor();
    await page.getByText('“boats.yaml” taken into the working copy').waitFor();
    await page.keyboard.press('z');
    await bar().getByText('All of it is in force').waitFor();

    await bring('hostile.yaml', `${file}\nextra: &a [*a]\n`);
    await page.getByRole('alert').getByText(/can not be used as a playbook: line \d+: .*references are not allowed.* Nothing was changed/).waitFor();
    await page.getByRole('button', { name: 'All right' }).click();
    await bar().getByText('All of it is in force').waitFor();
  });

  it('has hours, targets and a team that are drawn as they are changed', async () => {
    await desk.goTo('/playbook/hours');
    await page.getByRole('button', { name: 'Open on Sunday' }).click();
    await page.getByText('76 hours a week').waitFor();
    await page.getByRole('textbox', { name: 'First answer, urgent, in hours' }).fill('5');
    await page.getByText('The desk takes longer for urgent tickets than for high ones (first answer).').waitFor();
    expect(await findFaults(page)).toEqual([]);
    await desk.goTo('/playbook/team');
    await page.getByRole('button', { name: 'Add somebody' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Ana');
    await page.getByRole('listitem').filter({ hasText: 'Billing' }).getByText('6 h · everybody').waitFor();
    await bar().getByText(/^3 changes/).waitFor();
    await bar().getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('heading', { name: 'Nobody is in the team yet' }).waitFor();
  });

  it.each([
    ['light', 1440, 900, ['/playbook', '/playbook/rules?rule=vip', '/playbook/history?version=2']],
    ['dark', 390, 844, ['/playbook?queue=billing', '/playbook/rules', '/playbook/rules?rule=vip', '/playbook/hours', '/playbook/history']],
  ] as const)('is easy to perceive, and large enough for a finger: %s, %d × %d', async (colorScheme, width, height, paths) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    for (const path of paths) {
      await desk.goTo(path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      expect(await findFaults(page), path).toEqual([]);
      if (width > 719) continue;
      const small = await page.evaluate(() =>
        Array.from(document.querySelectorAll('main :is(a, button, input:not([type=checkbox], [type=range]), select)')).flatMap((element) => {
          const { width: across, height: down } = element.getBoundingClientRect();
          return across === 0 || down === 0 || (across > 43.9 && down > 43.9) ? [] : [`${element.getAttribute('aria-label') ?? element.textContent}: ${across} × ${down}`];
        }),
      );
      expect(small, path).toEqual([]);
    }
  });
});
