/** `track_order` as people read it: "track order". */
export function sayIntent(label: string): string {
  return label.replaceAll('_', ' ');
}

/** 0.874 as "87%". */
export function sayShare(value: number): string {
  return `${Math.round(value * 100)}%`;
}
