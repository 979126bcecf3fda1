/** The value below which `share` (0..1) of the values lie; 0 of none. Pure, so that it runs in the measured page too. */
export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
}

/** To a hundredth: the timers of a browser give no more. */
export function toHundredth(value: number): number {
  return Math.round(value * 100) / 100;
}
