import Pencil from 'lucide-react/icons/pencil';
import type { Ticket } from '../../tickets/ticket.ts';
import { Chip } from '../../ui/Chip.tsx';
import { classes } from '../../ui/classes.ts';
import { ConfidenceBar } from '../../ui/ConfidenceBar.tsx';
import { percent } from '../../ui/percent.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { labelWords } from '../../text/label-words.ts';
import type { Playbook } from '../../playbook/playbook.ts';
import type { Triage } from '../triage.ts';
import { ChooseOne } from './ChooseOne.tsx';
import { PanelSection } from './PanelSection.tsx';
import { confidenceName, intentChoices } from './words.ts';
import styles from './TriagePanel.module.css';

const shownIntents = 3;
/** What rounds to nought says nothing. */
const worthShowing = 0.005;

/** What the customer wants: the ranked intents with word and figure, and the list to choose another from. */
export function IntentSection({
  ticket,
  triage,
  playbook,
  open,
  onOpenChange,
  labels,
  onLabel,
}: {
  readonly ticket: Ticket;
  readonly triage: Triage;
  readonly playbook: Playbook;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Intents a person can choose. */
  readonly labels: readonly string[];
  readonly onLabel?: ((intent: string) => void) | undefined;
}) {
  const { intent, language } = triage;
  const corrected = ticket.corrections?.intent;
  const word = confidenceName(intent.confidence, playbook.thresholds);
  const shown = intent.ranked.slice(0, shownIntents).filter((score, index) => index === 0 || score.confidence >= worthShowing);
  return (
    <PanelSection
      title="What they want"
      aside={
        <>
          {triage.path === 'rules' && <Chip>Decided by rules</Chip>}
          {onLabel && (
            <ChooseOne
              label="Choose what they want"
              choices={intentChoices(labels)}
              chosen={corrected ?? intent.label}
              open={open}
              onOpenChange={onOpenChange}
              onChoose={onLabel}
              trigger={<IconButton label="Correct what they want" keys="l" icon={<Pencil />} className={styles.edit ?? ''} />}
            />
          )}
        </>
      }
    >
      {corrected !== undefined && (
        <p className={styles.corrected}>
          <strong>{labelWords(corrected)}</strong>
          <span>set by a person</span>
        </p>
      )}
      {!language.supported ? (
        // What the model says of words it was never trained on is no reading, however sure it sounds.
        corrected === undefined && <p className={styles.note}>Written in {language.name}, which the model does not read. A person does.</p>
      ) : (
        <>
          {intent.outOfScope && <p className={styles.note}>Fits none of the intents this desk knows, so a person reads it.</p>}
          <ul role="list" className={styles.bars}>
            {shown.map((score, index) => (
              <li key={score.label} className={classes(styles.bar, index === 0 && corrected === undefined && styles.top)}>
                <span className={styles.label}>{labelWords(score.label)}</span>
                {index === 0 && <span className={classes(styles.sureness, word === 'Unsure' && styles.unsure)}>{word}</span>}
                <ConfidenceBar value={score.confidence} wide />
                <span className={styles.figure}>{percent(score.confidence)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </PanelSection>
  );
}
