import { bytes, count, plural } from '../ui/format-time.ts';
import { percent } from '../ui/percent.ts';
import { Popover } from '../ui/Popover.tsx';
import { BarChip, Dot } from './BarChip.tsx';
import type { Desk, EngineState, KnowledgeState } from './desk-context.ts';
import { useStore } from './store.ts';
import styles from './Facts.module.css';

const backendNames = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'plain JavaScript' } as const;

function describe(state: EngineState): { readonly words: string; readonly tone: 'good' | 'warn' | 'bad' | 'busy' } {
  if (state.status === 'failed') return { words: 'Engine stopped', tone: 'bad' };
  if (state.status === 'starting') {
    const { progress } = state;
    if (progress?.status === 'fetching' && progress.totalBytes > 0) {
      return { words: `Loading models ${percent(progress.loadedBytes / progress.totalBytes)}`, tone: 'busy' };
    }
    return { words: 'Starting on this device', tone: 'busy' };
  }
  const { info } = state;
  const backend = backendNames[info.backend.name];
  if (!info.heads.some(({ kind }) => kind === 'intent')) return { words: 'On this device · rules only', tone: 'warn' };
  return { words: `On this device · ${backend}`, tone: info.problems.length > 0 ? 'warn' : 'good' };
}

/** Where triage is worked out, and everything one may ask about it. */
export function EngineBadge({ desk }: { readonly desk: Desk }) {
  const state = useStore(desk.engineState);
  const { words, tone } = describe(state);
  return (
    <Popover trigger={<BarChip mark={<Dot tone={tone} />} label={`${words}: more about the engine`}>{words}</BarChip>} label="The engine" width={380}>
      <EngineFacts desk={desk} />
    </Popover>
  );
}

const splitNames: Readonly<Record<string, string>> = { test: 'held-out test', validation: 'validation', dev: 'public test' };

export function EngineFacts({ desk }: { readonly desk: Desk }) {
  const state = useStore(desk.engineState);
  const knowledge = useStore(desk.knowledge);
  if (state.status === 'failed') {
    return (
      <div className={styles.facts}>
        <h2 className={styles.heading}>The engine has stopped</h2>
        <p>{state.message}</p>
        <p>Your tickets are safe. Reload the page to start it again.</p>
      </div>
    );
  }
  if (state.status === 'starting') {
    const { progress } = state;
    return (
      <div className={styles.facts}>
        <h2 className={styles.heading}>The engine is starting</h2>
        <p>
          {progress?.status === 'fetching'
            ? `Loading ${progress.file}: ${bytes(progress.loadedBytes)}${progress.totalBytes > 0 ? ` of ${bytes(progress.totalBytes)}` : ''}.`
            : 'Models load from this site and stay in this browser.'}
        </p>
      </div>
    );
  }
  const { info } = state;
  return (
    <div className={styles.facts}>
      <h2 className={styles.heading}>Worked out on this device</h2>
      <p>{info.backend.why}</p>
      {info.problems.length > 0 && (
        <ul className={styles.problems}>
          {info.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {info.heads.map((head) => (
        <section key={head.name}>
          <h3 className={styles.sub}>
            {head.name} {head.version}
          </h3>
          <dl className={styles.list}>
            <dt>Labels</dt>
            <dd>{head.labels.length}</dd>
            {Object.entries(head.metrics).map(([split, { accuracy, macroF1, rows }]) => (
              <Metric key={split} name={splitNames[split] ?? split} text={`${(accuracy * 100).toFixed(1)}% right of ${count(rows)} (macro-F1 ${macroF1.toFixed(3)})`} />
            ))}
          </dl>
        </section>
      ))}
      <dl className={styles.list}>
        <dt>Sentences</dt>
        <dd>{info.encoder ? `${info.encoder.name} ${info.encoder.version}, ${info.encoder.dimension} numbers each` : 'No encoder: search by words only'}</dd>
        <dt>Search</dt>
        <dd>{describeIndex(info.index.kind, info.index.passages, knowledge)}</dd>
        <dt>Runs in</dt>
        <dd>
          {info.host === 'worker' ? 'a worker of its own' : 'this page'}
          {info.restarts > 0 ? `, started again ${plural(info.restarts, 'time')}` : ''}
        </dd>
      </dl>
    </div>
  );
}

function describeIndex(kind: 'voy' | 'exact' | 'none', passages: number, knowledge: KnowledgeState): string {
  if (knowledge.status === 'indexing') return `reading passage ${count(knowledge.done)} of ${count(knowledge.total)}`;
  const held = plural(passages, 'passage');
  if (kind === 'none') return `${held}, by words`;
  return `${held}, by words and by ${kind === 'voy' ? 'the voy vector index' : 'an exact vector scan'}`;
}

function Metric({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </>
  );
}
