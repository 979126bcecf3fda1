/** `track_order` as people read it: "track order". */
export function sayIntent(label: string): string {
  return label.replaceAll('_', ' ');
}

/** 0.874 as "87%"; "100%" only for what is certain, as everywhere on the desk (ui/percent.ts). */
export function sayShare(value: number): string {
  return value >= 1 ? '100%' : `${Math.min(99, Math.round(value * 100))}%`;
}
