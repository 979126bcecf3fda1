import { useLocation } from 'wouter';
import Tags from 'lucide-react/icons/tags';
import { shareWords } from '../evaluation/ui/share-words.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { count, plural } from '../ui/format-time.ts';
import { useDesk } from './desk-context.ts';
import { useStore } from './store.ts';
import { studioOf, type StudioChoice } from './studio-desk.ts';
import { doctorOf, type DoctorState } from './studio-doctor.ts';
import { StudioDoctorFindings } from './StudioDoctorFindings.tsx';
import { StudioDoctorReview } from './StudioDoctorReview.tsx';
import { StudioDoctorWhatIf } from './StudioDoctorWhatIf.tsx';
import { StudioRunning } from './StudioRunning.tsx';
import page from './StudioView.module.css';

/** What is wrong with the labels, looked at row by row; and what other labels would do. */
export function StudioDoctor() {
  const desk = useDesk();
  const { chosen } = useStore(studioOf(desk));
  const doctor = doctorOf(desk);
  const state = useStore(doctor);
  const [, navigate] = useLocation();
  if (chosen === null) {
    return (
      <EmptyState level={1} icon={<Tags />} title="Choose whose labels to look over" actions={<Button variant="primary" onPress={() => navigate('/studio')}>Choose a dataset</Button>}>
        Labels that are likely wrong, texts that stand under two labels, and what merging or splitting labels would do.
      </EmptyState>
    );
  }
  const found = isOf(state.found?.of, chosen) ? state.found : null;
  const { running, problem } = state;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <div className={page.headWords}>
          <h1 className={page.title}>Labels</h1>
          <ChoiceWords choice={chosen} />
        </div>
        {running === null && (
          <Button {...(found === null ? { variant: 'primary' as const } : {})} onPress={() => void doctor.examine()}>
            {found === null ? 'Look over the labels' : 'Look again'}
          </Button>
        )}
      </header>
      {problem?.job === 'doctor' && (
        <p className={page.problem} role="alert">
          {problem.message}
        </p>
      )}
      {running?.job === 'doctor' && (
        <StudioRunning label="Looking over the labels" step={running.step} part={(part, of) => `Learning without one part of the rows, then judging that part: ${part} of ${of}`} onStop={() => doctor.stop()} />
      )}
      {found === null ? (
        running?.job !== 'doctor' && (
          <p className={page.note}>
            Five models each learn from four fifths of the rows and judge the others. A row whose label they find unlikely is worth a look. You decide on each; nothing is changed by itself.
          </p>
        )
      ) : (
        <>
          <Summary found={found} chosen={chosen} />
          <StudioDoctorReview doctor={doctor} choice={chosen} />
          <StudioDoctorFindings findings={found.findings} choice={chosen} />
        </>
      )}
      <StudioDoctorWhatIf key={`${chosen.summary.root} ${chosen.column}`} doctor={doctor} choice={chosen} />
    </div>
  );
}

function isOf(of: StudioChoice | undefined, { summary, column }: StudioChoice): boolean {
  return of?.summary.root === summary.root && of.column === column;
}

function ChoiceWords({ choice: { summary, column } }: { readonly choice: StudioChoice }) {
  const own = summary.columns.find(({ name }) => name === column);
  return (
    <p className={page.note}>
      {summary.name}, column “{column}”: {plural(summary.rows - (own?.unlabelled ?? 0), 'row')}, {plural(own?.labels.length ?? 0, 'label')}
      {summary.version > 1 ? `, version ${summary.version}` : ''}
    </p>
  );
}

function Summary({ found: { of, findings }, chosen }: { readonly found: NonNullable<DoctorState['found']>; readonly chosen: StudioChoice }) {
  const { expectedWrong, agreed, rows, suspected } = findings;
  return (
    <section className={page.section} aria-label="Summary">
      {expectedWrong !== null && agreed !== null && (
        <p className={page.note}>
          <strong>{suspected === 0 ? 'No label looks wrong' : `${plural(suspected, 'label')} of ${count(rows)} ${suspected === 1 ? 'is' : 'are'} worth a look`}.</strong> About {shareWords(expectedWrong)} of the labels are likely wrong, by an estimate. Models that had not seen a row gave it its label in {shareWords(agreed)} of cases.
        </p>
      )}
      {findings.notes.map((note) => (
        <p key={note} className={page.note}>
          {note}
        </p>
      ))}
      {of.summary.id !== chosen.summary.id && <p className={page.aside}>Found in version {of.summary.version}; the dataset is now at version {chosen.summary.version}.</p>}
    </section>
  );
}
