import { Slider as AriaSlider, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import { classes } from './classes.ts';
import styles from './Slider.module.css';

/** One value of a range, by hand or by keys. Its label and its value stand beside it: both are told with it. */
export function Slider({
  label,
  value,
  min,
  max,
  step,
  onChange,
  format = { style: 'percent' },
  muted = false,
  disabled = false,
  className,
}: {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
  /** How the value is told. */
  readonly format?: Intl.NumberFormatOptions;
  /** Stands where something else put it. */
  readonly muted?: boolean;
  readonly disabled?: boolean;
  readonly className?: string;
}) {
  return (
    <AriaSlider
      aria-label={label}
      className={classes(styles.slider, muted && styles.muted, className)}
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      isDisabled={disabled}
      formatOptions={format}
      onChange={onChange}
    >
      <SliderTrack className={classes(styles.track)}>
        {({ state }) => (
          <>
            <span className={styles.rail} aria-hidden="true">
              <span className={styles.fill} style={{ transform: `scaleX(${state.getThumbPercent(0)})` }} />
            </span>
            <SliderThumb className={classes(styles.thumb)} />
          </>
        )}
      </SliderTrack>
    </AriaSlider>
  );
}
