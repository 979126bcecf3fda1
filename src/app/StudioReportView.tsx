import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import ChartSpline from 'lucide-react/icons/chart-spline';
import { countConfusion, describeConfusion, mostConfused, type ConfusionCell } from '../evaluation/confusion.ts';
import { labelWords } from '../text/label-words.ts';
import { ConfusionMatrix } from '../evaluation/ui/ConfusionMatrix.tsx';
import { CoverageDial } from '../evaluation/ui/CoverageDial.tsx';
import { LabelTable } from '../evaluation/ui/LabelTable.tsx';
import { OutOfScopeChart } from '../evaluation/ui/OutOfScopeChart.tsx';
import { ReliabilityChart } from '../evaluation/ui/ReliabilityChart.tsx';
import { intervalWords, shareWords } from '../evaluation/ui/share-words.ts';
import type { Figure } from '../evaluation/proportion-bounds.ts';
import { listHeadVersions } from '../storage/save-heads.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { plural } from '../ui/format-time.ts';
import { useDesk } from './desk-context.ts';
import { useStore } from './store.ts';
import { studioOf, type FinishedTraining } from './studio-desk.ts';
import { StudioLearningCurve } from './StudioLearningCurve.tsx';
import { StudioRows } from './StudioRows.tsx';
import page from './StudioView.module.css';
import styles from './StudioReportView.module.css';

/** What the last training came to, judged by rows it has not seen. */
export function StudioReportView() {
  const studio = studioOf(useDesk());
  const { finished } = useStore(studio);
  if (finished === null) return <NoReport />;
  return <ReportOf key={finished.version.id} finished={finished} />;
}

/** No report is open: the way to the newest that is kept, or to the first. */
function NoReport() {
  const desk = useDesk();
  const versions = useLiveQuery(() => listHeadVersions(desk.db), [desk]);
  const [, navigate] = useLocation();
  if (versions === undefined) return null;
  const newest = versions.find(({ report }) => report !== null);
  if (newest === undefined) {
    return (
      <EmptyState level={1} icon={<ChartSpline />} title="Nothing is trained yet" actions={<Button variant="primary" onPress={() => navigate('/studio/train')}>Train</Button>}>
        The report says how good a model is on rows it has not seen, and where it goes wrong.
      </EmptyState>
    );
  }
  const open = async (): Promise<void> => {
    const problem = await studioOf(desk).openVersion(newest.id);
    if (problem !== null) desk.notify({ text: problem, tone: 'bad' });
  };
  return (
    <EmptyState
      level={1}
      icon={<ChartSpline />}
      title="Choose whose report to read"
      actions={
        <>
          <Button variant="primary" onPress={() => void open()}>
            {`Read that of ${newest.name} ${newest.number}`}
          </Button>
          {versions.length > 1 && <Button onPress={() => navigate('/studio/versions')}>All versions</Button>}
        </>
      }
    >
      The report says how good a model is on rows it has not seen, and where it goes wrong.
    </EmptyState>
  );
}

/** Rows to read, and why they stand together. */
interface Chosen {
  readonly title: string;
  readonly places: readonly number[];
  readonly cell: ConfusionCell | null;
}

function ReportOf({ finished: { report, of, version } }: { readonly finished: FinishedTraining }) {
  const { judgement, answers } = report;
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const confusion = useMemo(() => countConfusion(answers), [answers]);
  const pairs = useMemo(() => mostConfused(confusion, 12), [confusion]);
  const source = useMemo(() => (of.datasetId === null ? null : { datasetId: of.datasetId, column: of.column }), [of]);
  const { metadata } = version;
  const curve = source === null ? null : { id: metadata.checksum, source, heldOutIds: report.heldOutIds, readsMeaning: metadata.features.embedding !== undefined, seed: metadata.seed };
  const nameOf = (label: number): string => (label < 0 ? 'Out of scope' : labelWords(answers.labels[label] ?? ''));
  const chooseCell = (cell: ConfusionCell): void =>
    setChosen({ title: cell.truth === cell.predicted ? `${nameOf(cell.truth)}, told rightly` : `${nameOf(cell.truth)}, taken for ${nameOf(cell.predicted)}`, places: [...cell.rows], cell });
  const chooseLabel = (label: string | null): void => {
    const number = label === null ? -1 : answers.labels.indexOf(label);
    const places = [...answers.truth.keys()].filter((row) => answers.truth[row] === number && answers.predicted[row] !== number);
    setChosen({ title: places.length === 0 ? `${nameOf(number)}: none is told wrongly` : `${nameOf(number)}, told wrongly`, places, cell: null });
  };
  return (
    <div className={page.page}>
      <header className={page.headWords}>
        <h1 className={page.title}>
          {version.name} {version.number}
        </h1>
        <p className={page.note}>
          {of.name}, “{of.column}”: learnt from {plural(report.trainingRows, 'row')}, judged by {plural(judgement.rows, 'row')} that were held out. Texts that say nearly the same are never on both sides.
        </p>
      </header>
      <dl className={styles.figures}>
        <Headline name="Right" figure={judgement.accuracy} />
        <Headline name="Macro-F1" figure={judgement.macroF1} />
        {judgement.outOfScope !== null && <Headline name="Out of scope found" figure={judgement.outOfScope.recall} />}
        <div>
          <dt>Calibration error</dt>
          <dd>{shareWords(report.reliability.after.ece)}</dd>
          <dd className={styles.interval}>before calibration {shareWords(report.reliability.before.ece)}</dd>
        </div>
      </dl>
      {report.notes.map((note) => (
        <p key={note} className={page.note}>
          {note}
        </p>
      ))}
      <section className={page.section}>
        <h2 className={page.heading}>Beside simpler models and the present one</h2>
        <ul role="list" className={styles.beside}>
          {[...report.beside.map(({ kind, name, accuracy }) => ({ key: kind, name: kind === 'current' ? 'The present model' : name, title: name, accuracy, own: false })), { key: 'own', name: 'This model', title: 'This model', accuracy: judgement.accuracy?.value ?? 0, own: true }].map(({ key, name, title, accuracy, own }) => (
            <li key={key} className={classes(own && styles.own)}>
              <span className={styles.besideName} title={title}>
                {name}
              </span>
              <span className={styles.bar} aria-hidden="true">
                <span style={{ width: `${accuracy * 100}%` }} />
              </span>
              <span className={styles.besideFigure}>{shareWords(accuracy)}</span>
            </li>
          ))}
        </ul>
        {report.comparison !== null && <ComparisonWords comparison={report.comparison} present={report.beside.find(({ kind }) => kind === 'current')?.accuracy ?? 0} />}
      </section>
      <section className={page.section}>
        <h2 className={page.heading}>How much could be answered without a person</h2>
        <CoverageDial answers={answers} />
      </section>
      <section className={page.section}>
        <h2 className={page.heading}>What is taken for what</h2>
        <div className={page.two}>
          <ConfusionMatrix confusion={confusion} chosen={chosen?.cell ?? null} onChoose={chooseCell} />
          <div className={page.section}>
            {pairs.length === 0 ? (
              <p className={page.note}>Nothing is taken for anything else.</p>
            ) : (
              <ol role="list" className={styles.pairs}>
                {pairs.map((pair) => (
                  <li key={`${pair.truth} ${pair.predicted}`}>
                    <button type="button" className={classes(styles.pair, chosen?.cell?.truth === pair.truth && chosen.cell.predicted === pair.predicted && styles.chosen)} onClick={() => chooseCell(pair)}>
                      {describeConfusion(confusion, pair)}
                    </button>
                  </li>
                ))}
              </ol>
            )}
          </div>
        </div>
        {chosen !== null && <StudioRows title={chosen.title} places={chosen.places} answers={answers} ids={report.heldOutIds} source={source} onClose={() => setChosen(null)} />}
      </section>
      <section className={page.two}>
        <div className={styles.charts}>
          <ReliabilityChart before={report.reliability.before} after={report.reliability.after} />
          {report.outOfScope !== null && (
            <section className={page.section} aria-label="Out of scope">
              <h2 className={page.heading}>What is out of scope</h2>
              <OutOfScopeChart curve={report.outOfScope} answers={answers} threshold={metadata.outOfScopeThreshold} hasLabel={metadata.outOfScopeLabel !== undefined} />
            </section>
          )}
        </div>
        <div className={page.section}>
          <h2 className={page.heading}>Each label</h2>
          <LabelTable judgement={judgement} onChoose={chooseLabel} />
        </div>
      </section>
      {curve !== null && <StudioLearningCurve of={curve} />}
    </div>
  );
}

/** So right a model has likely seen the rows it is asked about. */
const tooGood = 0.98;

function ComparisonWords({ comparison, present }: { readonly comparison: NonNullable<FinishedTraining['report']['comparison']>; readonly present: number }) {
  const { value, low, high } = comparison.accuracy.difference;
  const sign = value < 0 ? -1 : 1;
  const [least, most] = [low * sign, high * sign].sort((a, b) => a - b) as [number, number];
  const isSure = least > 0;
  return (
    <p className={page.note}>
      {isSure
        ? `Of all rows this model has ${shareWords(Math.abs(value))} ${sign > 0 ? 'more' : 'fewer'} right than the present one (between ${shareWords(least)} and ${shareWords(most)}).`
        : 'On these rows neither this model nor the present one is surely better.'}{' '}
      {plural(comparison.onlyNextRight, 'row')} only this one has right, {plural(comparison.onlyCurrentRight, 'row')} only the present one.
      {present >= tooGood ? ' A model that has nearly all of them right has likely learnt from these very rows, as the one that ships has from the sample requests. Its figure then says nothing.' : ''}
    </p>
  );
}

function Headline({ name, figure }: { readonly name: string; readonly figure: Figure | null }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{figure === null ? '–' : shareWords(figure.value)}</dd>
      <dd className={styles.interval}>{figure === null ? 'no rows to tell it from' : intervalWords(figure)}</dd>
    </div>
  );
}
