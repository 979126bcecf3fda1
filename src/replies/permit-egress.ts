/** Where the decision lies among the desk's settings. */
export const egressKey = 'replies.egress';

/** What a person decided about text leaving this device. */
export interface EgressSetting {
  /** Nothing leaves, whatever else was agreed to. */
  readonly nothingLeaves: boolean;
  /** When somebody saw what a request holds and agreed to send such requests, milliseconds since the epoch; null before that. */
  readonly agreedAt: number | null;
}

/** Until somebody agrees, nothing leaves. */
export const egressAtFirst: EgressSetting = { nothingLeaves: false, agreedAt: null };

declare const permitted: unique symbol;

/** Shown to send anything. Only `permitEgress` makes one, so code without one can not call what sends. */
export interface EgressPermit {
  readonly [permitted]: true;
}

/** The permit, or null where nothing may leave. Ask anew for each request: the setting may have changed since. */
export function permitEgress(setting: EgressSetting): EgressPermit | null {
  return setting.nothingLeaves || setting.agreedAt === null ? null : ({} as EgressPermit);
}

/** A stored setting; what can not be read counts as: nothing leaves. */
export function parseEgress(value: unknown): EgressSetting {
  if (value === undefined) return egressAtFirst;
  const { nothingLeaves, agreedAt } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<keyof EgressSetting, unknown>>;
  if (typeof nothingLeaves !== 'boolean' || !(agreedAt === null || typeof agreedAt === 'number')) return { nothingLeaves: true, agreedAt: null };
  return { nothingLeaves, agreedAt };
}
