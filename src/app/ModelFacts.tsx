import type { HeadMetadata } from '../classifier/head.ts';
import { bytes, count } from '../ui/format-time.ts';
import type { Desk } from './desk-context.ts';
import { EngineFacts } from './EngineBadge.tsx';
import { useStore } from './store.ts';
import styles from './ModelFacts.module.css';

/** Every loaded model with its checksum, its data and what was measured of it. */
export function ModelFacts({ desk }: { readonly desk: Desk }) {
  const state = useStore(desk.engineState);
  if (state.status !== 'ready') return <EngineFacts desk={desk} />;
  const { heads, encoder, index, backend, problems } = state.info;
  return (
    <div className={styles.models}>
      {problems.map((problem) => (
        <p key={problem} className={styles.problem} role="alert">
          {problem}
        </p>
      ))}
      {!heads.some(({ kind }) => kind === 'intent') && <p>No head for intents is loaded: they go by rules, and every ticket says so.</p>}
      {heads.map((head) => (
        <HeadFacts key={head.name} head={head} />
      ))}
      <dl className={styles.list}>
        <dt>Encoder</dt>
        <dd>{encoder ? `${encoder.name} ${encoder.version}, ${encoder.dimension} numbers a sentence` : 'none: search goes by words'}</dd>
        <dt>Vector index</dt>
        <dd>{index.kind === 'none' ? 'none' : `${index.kind}, ${count(index.passages)} passages`}</dd>
        <dt>Backend</dt>
        <dd>
          {backend.name}. {backend.why}
        </dd>
      </dl>
    </div>
  );
}

function HeadFacts({ head }: { readonly head: HeadMetadata }) {
  return (
    <div className={styles.head}>
      <h3 className={styles.name}>
        {head.name} <span className={styles.version}>{head.version}</span>
      </h3>
      <dl className={styles.list}>
        <dt>Decides</dt>
        <dd>
          {head.kind}, {head.labels.length} labels
        </dd>
        <dt>Size</dt>
        <dd>{bytes(head.bytes)}</dd>
        <dt>Checksum</dt>
        <dd className={styles.hash}>{head.checksum}</dd>
        <dt>Data</dt>
        <dd className={styles.hash}>{head.dataHash}</dd>
      </dl>
      <table className={styles.metrics}>
        <thead>
          <tr>
            <th scope="col">Measured on</th>
            <th scope="col">Rows</th>
            <th scope="col">Right</th>
            <th scope="col">Macro-F1</th>
            <th scope="col">Calibration error</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(head.metrics).map(([split, metrics]) => (
            <tr key={split}>
              <th scope="row">{split}</th>
              <td>{count(metrics.rows)}</td>
              <td>{(metrics.accuracy * 100).toFixed(1)}%</td>
              <td>{metrics.macroF1.toFixed(3)}</td>
              <td>{metrics.ece.toFixed(3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
