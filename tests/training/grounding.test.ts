import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/inference/api.ts';
import { createNodeEngine } from '../../src/inference/host-node.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { readRequests } from '../../training/data/read-requests.ts';
import { groundTemplate } from '../../training/ground-templates.ts';
import { readSamplePassages } from '../knowledge-base/read-sample-passages.ts';

const { requests } = readRequests(fileURLToPath(new URL('../../data/requests', import.meta.url)));
const bySelf = defaultPlaybook.templates.filter(({ intent }) => defaultPlaybook.actions[intent] === 'auto-reply');
let engine: Engine;

beforeAll(async () => {
  engine = createNodeEngine();
  const loaded = await engine.load({ modelsUrl: fileURLToPath(new URL('../../public/models', import.meta.url)), intentHead: 'intent', encoder: 'desk-encoder', playbook: defaultPlaybook });
  if (!loaded.ok) throw new Error(loaded.message);
  const indexed = await engine.setPassages(readSamplePassages(), null);
  if (!indexed.ok) throw new Error(indexed.message);
}, 60_000);

afterAll(() => engine.close());

describe('templates that may be sent by themselves', () => {
  it('are borne out by the sample articles, as the desk finds them', { timeout: 60_000 }, async () => {
    const marked: string[] = [];
    for (const template of bySelf) {
      const asked = requests.filter(({ label }) => label === template.intent).slice(0, 2);
      const figures = await groundTemplate(template, asked.map(({ text }) => text), engine, defaultPlaybook);
      expect(figures.requests, template.id).toBe(2);
      expect(figures.slipped, template.id).toEqual([]);
      marked.push(...figures.marked.map((each) => `${template.id}: ${each}`));
    }
    expect(bySelf.length).toBe(34);
    expect(marked).toEqual([]);
  });
});
