/** "91%", never "100%" for something that is not certain. */
export function percent(value: number): string {
  if (value >= 1) return '100%';
  return `${Math.min(99, Math.round(value * 100))}%`;
}
