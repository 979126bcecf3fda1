import type { ReactNode } from 'react';
import type { Hub } from '../inference/hub-models.ts';
import { modelBytes } from '../inference/hub-models.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { bytes, count, plural } from '../ui/format-time.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import type { ModelRow, SearchModels, Switching } from './search-models.ts';
import styles from './SearchModels.module.css';

interface Props {
  readonly row: ModelRow;
  readonly hub: Hub;
  readonly isUsed: boolean;
  readonly switching: Switching | null;
  readonly passages: number;
  readonly models: SearchModels;
}

/** A name, what it is good for, and what can be done with it. */
export function Item({
  name,
  isUsed,
  facts,
  note,
  actions,
  children,
}: {
  readonly name: string;
  readonly isUsed: boolean;
  readonly facts: readonly string[];
  readonly note: string;
  readonly actions: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <li className={styles.item} aria-label={name}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h3 className={styles.name}>
            {name} {isUsed && <Chip tone="good">In use</Chip>}
          </h3>
          <p className={styles.facts}>{facts.join(' · ')}</p>
          <p className={styles.note}>{note}</p>
        </div>
        <div className={styles.actions}>{actions}</div>
      </div>
      {children}
    </li>
  );
}

/** A model of the hub: from "not here" over the download to "in use". */
export function ModelItem(props: Props) {
  const { row, isUsed, switching } = props;
  const { model, problem } = row;
  return (
    <Item name={model.name} isUsed={isUsed} facts={factsOf(props)} note={model.goodFor} actions={<Actions {...props} />}>
      <Progress {...props} />
      {switching?.to === model.id && <SwitchingProgress switching={switching} onStop={() => props.models.stopSwitching()} />}
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </Item>
  );
}

function factsOf({ row: { model, state }, isUsed, switching, passages }: Props): string[] {
  const size =
    state.status === 'ready'
      ? `${bytes(state.bytes)} in this browser`
      : state.status === 'partial'
        ? `${bytes(state.doneBytes)} of ${bytes(state.totalBytes)} are here`
        : `about ${bytes(modelBytes(model))}`;
  const perSecond = state.status === 'ready' && !isUsed && switching?.to !== model.id ? state.perSecond : null;
  const speed = perSecond === null || passages === 0 ? [] : [`reads your ${plural(passages, 'passage')} in ${roughTime((passages / perSecond) * 1000)}`];
  return [model.languages, size, ...speed, model.licence].filter((fact) => fact !== '');
}

function Actions({ row: { model, state }, isUsed, switching, models }: Props) {
  const isSwitching = switching?.to === model.id;
  const remove = (
    <Button variant="quiet" aria-label={`Delete ${model.name}`} onPress={() => void models.remove(model.id)}>
      Delete
    </Button>
  );
  switch (state.status) {
    case 'absent':
      return (
        <Button aria-label={`Download ${model.name}, about ${bytes(modelBytes(model))}`} onPress={() => void models.ask(model.id)}>
          Download…
        </Button>
      );
    case 'partial':
      return (
        <>
          {remove}
          <Button aria-label={`Go on downloading ${model.name}`} onPress={() => void models.download(model.id)}>
            Go on
          </Button>
        </>
      );
    case 'ready':
      if (isSwitching) return null;
      return (
        <>
          {remove}
          {!isUsed && (
            <Button aria-label={`Use ${model.name}`} isDisabled={switching !== null} onPress={() => void models.use(model.id)}>
              Use
            </Button>
          )}
        </>
      );
    default:
      return null;
  }
}

function Progress({ row: { model, state }, hub, models }: Props) {
  const host = new URL(hub.origin).host;
  switch (state.status) {
    case 'asking':
      return (
        <Working label={`Asking ${host} for the size`} done={0} total={null} onStop={() => models.stop(model.id)}>
          Asking {host} for the size…
        </Working>
      );
    case 'offered':
      return (
        <div className={styles.offer} role="group" aria-label={`Download ${model.name}`}>
          <p>
            {state.exact ? '' : 'About '}
            {bytes(state.bytes)} will come from <b>{host}</b> and stay in this browser. The hub sees your network address and which model you ask for. Nothing of your desk is sent.
          </p>
          <div className={styles.offerActions}>
            <Button onPress={() => void models.decline(model.id)}>Not now</Button>
            <Button variant="primary" autoFocus onPress={() => void models.download(model.id)}>
              Download {bytes(state.bytes)}
            </Button>
          </div>
        </div>
      );
    case 'downloading':
      return (
        <Working label={`Downloading ${model.name}`} done={state.doneBytes} total={state.totalBytes} onStop={() => models.stop(model.id)}>
          {bytes(state.doneBytes)} of {bytes(state.totalBytes)}
        </Working>
      );
    case 'trying':
      return (
        <Working label={`Trying ${model.name}`} done={0} total={null}>
          Checking it and reading a few sentences with it…
        </Working>
      );
    default:
      return null;
  }
}

/** A change of encoder under way, and that search goes on meanwhile. */
export function SwitchingProgress({ switching, onStop }: { readonly switching: Switching; readonly onStop: () => void }) {
  const { phase, done, total, leftMs } = switching;
  const left = leftMs === null ? '' : `, ${roughTime(leftMs)} left`;
  return (
    <Working label="Reading your articles" done={done} total={phase === 'embedding' ? total : null} onStop={onStop}>
      {phase === 'starting' ? 'Starting it…' : phase === 'embedding' ? `Reading your articles: ${count(done)} of ${count(total)} passages${left}.` : 'Building the index…'} Search
      goes on as before meanwhile.
    </Working>
  );
}

function Working({
  label,
  done,
  total,
  onStop,
  children,
}: {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  readonly onStop?: () => void;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.working}>
      <ProgressBar label={label} done={done} total={total} className={styles.bar ?? ''} />
      <div className={styles.workingLine}>
        <p className={styles.workingWords}>{children}</p>
        {onStop !== undefined && (
          <Button size="small" aria-label={`Stop: ${label}`} onPress={onStop}>
            Stop
          </Button>
        )}
      </div>
    </div>
  );
}

/** "a few seconds", "about 40 s", "about 3 min": more would be a promise. */
function roughTime(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 5) return 'a few seconds';
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} s`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min`;
  return `about ${Math.round(seconds / 3600)} h`;
}
