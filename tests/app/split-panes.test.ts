import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type OpenedDesk } from '../browser/open-desk.ts';

let desk: OpenedDesk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk();
  ({ page } = desk);
});

afterAll(() => desk.close());

const border = (name: string) => page.getByRole('separator', { name });
const widthOf = async (region: 'Tickets' | 'Triage'): Promise<number> => {
  const box = await page.getByRole(region === 'Triage' ? 'complementary' : 'region', { name: region }).boundingBox();
  return Math.round(box?.width ?? 0);
};

async function drag(name: string, by: number): Promise<void> {
  const box = await border(name).boundingBox();
  if (box === null) throw new Error('the border is not on screen');
  const y = box.y + 200;
  await page.mouse.move(box.x, y);
  await page.mouse.down();
  await page.mouse.move(box.x + by / 2, y, { steps: 4 });
  await page.mouse.move(box.x + by, y, { steps: 4 });
  await page.mouse.up();
}

describe('the border between list and ticket', { timeout: 120_000 }, () => {
  it('is dragged, as far as there is room, and stands there again when the desk is opened anew', async () => {
    expect(await widthOf('Tickets')).toBe(384);
    await drag('Width of the list', 60);
    expect(await widthOf('Tickets')).toBe(444);
    await drag('Width of the list', 500);
    expect(await widthOf('Tickets')).toBe(560);
    await page.reload();
    await page.getByRole('option').first().waitFor();
    expect(await widthOf('Tickets')).toBe(560);
  });

  it('is moved with the arrow keys, Home and End, and tells where it stands', async () => {
    await border('Width of the list').focus();
    await page.keyboard.press('Home');
    expect(await widthOf('Tickets')).toBe(320);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    expect(await widthOf('Tickets')).toBe(336);
    expect(await border('Width of the list').getAttribute('aria-valuenow')).toBe('336');
  });

  it('gives the usual width back at a double click', async () => {
    await border('Width of the list').dblclick({ position: { x: 0, y: 200 } });
    expect(await widthOf('Tickets')).toBe(384);
  });

  it('leaves the ticket its room when the window becomes narrower', async () => {
    await border('Width of the list').focus();
    await page.keyboard.press('End');
    await page.setViewportSize({ width: 900, height: 900 });
    const detail = await page.getByRole('region', { name: 'Ticket', exact: true }).boundingBox();
    expect(detail?.width).toBeGreaterThanOrEqual(340);
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});

describe('the border between ticket and triage', { timeout: 120_000 }, () => {
  it('is dragged to the left to make the panel wider, without the ticket being made anew', async () => {
    await page.getByRole('option').first().click();
    await page.getByRole('textbox', { name: 'Reply' }).fill('Half a reply');
    const before = await widthOf('Triage');
    await drag('Width of the panel', -80);
    expect(await widthOf('Triage')).toBe(before + 80);
    expect(await page.getByRole('textbox', { name: 'Reply' }).inputValue()).toBe('Half a reply');
  });
});
