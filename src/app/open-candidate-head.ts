import { connectEngine } from '../inference/connect.ts';
import type { Engine, HeadFiles } from '../inference/api.ts';
import { describeEncoder, readHeadFiles } from '../inference/load-models.ts';
import type { EngineEnvironment } from '../inference/environment.ts';
import { defaultPlaybook } from '../playbook/default-playbook.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { headFilesOf } from './promoted-head.ts';
import type { RequestReader } from './rehearsal-job.ts';
import { shippedHead, type RehearsalErrorCode, type RehearsalModels } from './rehearsal-messages.ts';

/**
 * Opens heads that might answer, one at a time. One that reads sentence embeddings has them from an engine of its own, which is started
 * when the first such head is opened; it is restarted when it dies, and told as a failure when it can not go on.
 */
export function createHeadOpener(db: TabdeskDatabase, environment: EngineEnvironment, models: RehearsalModels): (id: string) => Promise<Outcome<RequestReader, RehearsalErrorCode>> {
  let engine: { readonly client: Engine; readonly loaded: ReturnType<Engine['load']> } | null = null;
  let last: { readonly id: string; readonly reader: RequestReader } | null = null;
  const never = new AbortController().signal;

  async function filesOf(id: string): Promise<HeadFiles> {
    if (id !== shippedHead) return headFilesOf(db, id);
    const read = (file: string) => environment.readModelFile(models.modelsUrl, `${models.intentHead}/${file}`, () => undefined, never);
    const [metadata, weights] = await Promise.all([read('metadata.json'), read('weights.bin')]);
    return { metadata: new TextDecoder().decode(metadata), weights: weights.buffer, checksum: '' };
  }

  async function embed(texts: readonly string[]): Promise<Outcome<{ readonly dimension: number; readonly data: Float32Array }, RehearsalErrorCode>> {
    if (engine === null) {
      const client = connectEngine();
      engine = { client, loaded: client.load({ ...models, playbook: defaultPlaybook }) };
    }
    const loaded = await engine.loaded;
    const made = loaded.ok ? await engine.client.embed(texts) : loaded;
    return made.ok ? made : failure('bad-head', `The sentences could not be read for this model. ${made.message}`);
  }

  return async (id) => {
    if (last?.id === id) return success(last.reader);
    const described = await describeEncoder(environment, models, () => undefined, never);
    const mark = described.encoder === null ? null : `${described.encoder.name}@${described.encoder.version}`;
    let files: HeadFiles;
    try {
      files = await filesOf(id);
    } catch (error) {
      return failure('bad-head', `This model could not be read. Choose another. (${error instanceof Error ? error.message : String(error)})`);
    }
    const read = await readHeadFiles(environment, files, mark);
    if (!read.ok) return failure('bad-head', read.message);
    const head = read.value;
    const readsMeaning = head.metadata.features.embedding !== undefined;
    const reader: RequestReader = {
      name: `${id} ${head.metadata.checksum}`,
      async read(texts) {
        if (!readsMeaning) return success(texts.map((text) => head.predict(text)));
        const embedded = await embed(texts);
        if (!embedded.ok) return embedded;
        const { dimension, data } = embedded.value;
        return success(texts.map((text, at) => head.predict(text, data.subarray(at * dimension, (at + 1) * dimension))));
      },
    };
    last = { id, reader };
    return success(reader);
  };
}
