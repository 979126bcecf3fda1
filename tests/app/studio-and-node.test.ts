import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseHead } from '../../src/classifier/parse-head.ts';
import { unpackHead, type HeadFileParts } from '../../src/registry/head-file.ts';
import { loadEncoder } from '../../training/load-encoder.ts';
import { sha256 } from '../../training/load-head.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveDist, type DistServer } from '../browser/serve-dist.ts';
import { serveFixture, type FixtureServer } from '../browser/serve-fixture.ts';
import { runProgram } from '../training/run-program.ts';
import type { AskedOfWorker } from './head-service-worker.ts';
import { labelledFile } from './labelled-file.ts';

/*
 * One head, wherever it is trained and wherever it answers: the tab, Node, a service worker.
 */
let browser: Browser;
let server: DistServer;
let workers: FixtureServer;
let folder = '';
let fromTab: HeadFileParts;

const path = (name: string): string => join(folder, name);
const hash = (bytes: Uint8Array): Promise<string> => Promise.resolve(sha256(bytes));

async function unpack(file: string): Promise<HeadFileParts> {
  const unpacked = await unpackHead(new Uint8Array(readFileSync(file)), hash);
  if (!unpacked.ok) throw new Error(unpacked.message);
  return unpacked.value;
}

async function headOf({ metadata, weights }: HeadFileParts) {
  const parsed = await parseHead(metadata, weights, hash);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

/** Largest difference of two arrays; Infinity where they are not of one length. */
function apart(one: ArrayLike<number>, other: ArrayLike<number>): number {
  if (one.length !== other.length) return Infinity;
  return Array.from(one).reduce((most, value, at) => Math.max(most, Math.abs(value - (other[at] ?? Infinity))), 0);
}

async function trainInTab(page: Page, file: string): Promise<string> {
  await page.goto(server.origin);
  await page.getByRole('option').first().waitFor();
  await page.evaluate(() => history.pushState(null, '', '/studio'));
  await page.getByRole('button', { name: 'Choose a file' }).waitFor();
  await page.locator('input[type=file]').first().setInputFiles(file);
  await page.getByRole('button', { name: 'Read the file' }).click();
  await page.getByRole('button', { name: 'Learn this' }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Read the report' }).waitFor({ timeout: 120_000 });
  await page.evaluate(() => history.pushState(null, '', '/studio/versions'));
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).first().click();
  const saved = path('from-tab.tabdesk-head');
  await (await download).saveAs(saved);
  return saved;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tabdesk-one-head-'));
  writeFileSync(path('shop.csv'), labelledFile());
  [browser, server, workers] = await Promise.all([launchChromium(), serveDist(), serveFixture('tests/app/head-service-worker.ts')]);
  fromTab = await unpack(await trainInTab(await browser.newPage(), path('shop.csv')));
}, 180_000);

afterAll(async () => {
  await browser.close();
  await server.close();
  await workers.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a head trained in the tab', { timeout: 120_000 }, () => {
  it('is the one that the command line trains from the same file', async () => {
    const trained = runProgram('train.ts', '--data', path('shop.csv'), '--text', 'message', '--label', 'topic', '--held-out', '0.2', '--out', path('node'), '--json');
    expect(trained.status, trained.stderr).toBe(0);
    const fromNode = await unpack(path('node/node.tabdesk-head'));
    const [tab, node] = [await headOf(fromTab), await headOf(fromNode)];
    const { labels, features, dataHash, kind, seed, outOfScopeThreshold, bytes, calibration } = tab.metadata;
    expect(node.metadata).toMatchObject({ labels, features, dataHash, kind, seed, outOfScopeThreshold, bytes });
    // The encoder runs natively in Node and as WebAssembly in the tab: sums are rounded in another order.
    expect(node.metadata.calibration.temperature).toBeCloseTo(calibration.temperature, 6);
    expect(apart(node.weights.buckets, tab.weights.buckets)).toBe(0);
    for (const part of ['idf', 'weights', 'bias', 'embedding'] as const) expect(apart(node.weights[part], tab.weights[part])).toBeLessThan(1e-5);
    expect([fromNode.heldOut?.rows, fromNode.heldOut?.predicted]).toEqual([fromTab.heldOut?.rows, fromTab.heldOut?.predicted]);
  });

  it('answers the held-out rows in Node as it did in the tab', async () => {
    const { heldOut } = fromTab;
    const head = await headOf(fromTab);
    const encoder = loadEncoder();
    expect(head.metadata.features.embedding?.model).toBe(encoder?.model);
    const rows = labelledFile().trim().split('\n').slice(1).map((line) => /^"(.*)",/.exec(line)?.[1] ?? '');
    expect(heldOut?.rows.length).toBeGreaterThan(20);
    Array.from(heldOut?.rows ?? []).forEach((row, at) => {
      const text = rows[row] ?? '';
      const { label, confidence } = head.predict(text, encoder?.embed(text));
      expect(label).toBe(heldOut?.labels[heldOut.predicted[at] ?? -1]);
      expect(Math.abs(confidence - (heldOut?.confidence[at] ?? Number.NaN))).toBeLessThan(1e-4);
    });
  });

  it('gives a service worker the probabilities that it gives Node', async () => {
    const head = await headOf(fromTab);
    const encoder = loadEncoder();
    const texts = ['where is the blue lamp', 'i want to return my sofa', 'a leg broke off', '🛋️', ''];
    const embeddings = texts.map((text) => encoder?.embed(text) ?? new Float32Array());
    const page = await workers.open(browser);
    const asked = { metadata: fromTab.metadata, weights: [...fromTab.weights], texts, embeddings: embeddings.map((row) => [...row]) };
    const told = await page.evaluate(async ({ metadata, weights, texts: all, embeddings: rows }) => {
      const registered = await navigator.serviceWorker.register('/fixture.js', { type: 'module' });
      await navigator.serviceWorker.ready;
      const channel = new MessageChannel();
      const answered = new Promise<number[][]>((resolve) => (channel.port1.onmessage = ({ data }: MessageEvent<number[][]>) => resolve(data)));
      const message: AskedOfWorker = { metadata, weights: Uint8Array.from(weights), texts: all, embeddings: rows.map((row) => Float32Array.from(row)) };
      registered.active?.postMessage(message, [channel.port2]);
      return answered;
    }, asked);
    texts.forEach((text, at) => {
      expect(told[at]).toHaveLength(3);
      [...head.probabilities(text, embeddings[at])].forEach((each, k) => expect(told[at]?.[k]).toBeCloseTo(each, 6));
    });
  });
});
