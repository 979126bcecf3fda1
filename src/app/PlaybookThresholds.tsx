import { Label } from 'react-aria-components/Label';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import type { AnswerThresholds } from '../playbook/playbook.ts';
import { classes } from '../ui/classes.ts';
import { percent } from '../ui/percent.ts';
import styles from './PlaybookThresholds.module.css';

/** From which confidence on a ticket gets a draft, and from which it may be answered by itself: two thumbs on one line, the zones between them named. */
export function PlaybookThresholds({ label, value, onChange }: { readonly label: string; readonly value: AnswerThresholds; readonly onChange: (value: AnswerThresholds) => void }) {
  const { likely, sure } = value;
  const round = (share: number): number => Math.round(share * 100) / 100;
  return (
    <Slider<number[]> className={styles.slider ?? ''} value={[likely, sure]} minValue={0} maxValue={1} step={0.01} formatOptions={{ style: 'percent' }} onChange={([low = 0, high = 1]) => onChange({ likely: round(low), sure: round(high) })}>
      <div className={styles.head}>
        <Label className={classes(styles.label)}>{label}</Label>
        <span className={styles.figures} aria-hidden="true">
          Likely from <b>{percent(likely)}</b> · Sure from <b>{percent(sure)}</b>
        </span>
      </div>
      <SliderTrack className={styles.track ?? ''}>
        <Zones likely={likely} sure={sure} words />
        <SliderThumb index={0} aria-label={`${label}: likely from`} className={styles.thumb ?? ''} />
        <SliderThumb index={1} aria-label={`${label}: sure from`} className={styles.thumb ?? ''} />
      </SliderTrack>
    </Slider>
  );
}

/** The three zones of a confidence: a person, a draft, by itself. */
export function Zones({ likely, sure, words = false }: AnswerThresholds & { readonly words?: boolean }) {
  const zone = (style: string | undefined, share: number, word: string) => (
    <span className={classes(styles.zone, style)} style={{ flexGrow: Math.max(share, 0) }}>
      {words && share > 0.11 && <span>{word}</span>}
    </span>
  );
  return (
    <span className={classes(styles.zones, words && styles.large)} aria-hidden="true">
      {zone(styles.person, likely, 'A person')}
      {zone(styles.draft, sure - likely, 'Draft')}
      {zone(styles.itself, 1 - sure, 'By itself')}
    </span>
  );
}
