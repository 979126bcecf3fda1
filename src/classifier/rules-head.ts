import { tokenise } from '../text/tokenise.ts';
import type { LabelScore, Prediction } from './head.ts';

/** Bumped when a rule changes. */
export const rulesVersion = 'rules@1';

interface Rule {
  readonly label: string;
  /** Stems, matched from the start of a word; a request gets the points when each group is met by one of its stems. */
  readonly groups: readonly (readonly string[])[];
  readonly points: number;
}

const rule = (label: string, points: number, ...groups: string[]): Rule => ({
  label,
  points,
  groups: groups.map((group) => group.split(' ')),
});

// Frequent words of more than one rule, spelled once.
const order = 'order purchase parcel package item article product';
const account = 'account profile user membership';
const bill = 'invoice bill receipt';
const refund = 'refund rebate reimburs restitution moneyback';
const send = 'send get download receive copy pdf need forward email';
const when = 'when long soon days period time eta estimate';
const alter = 'change edit update modify correct alter fix amend wrong mistake typo';
const person = 'agent human person operator representative someone assistant real';

/** Written by hand from the label guide, not fitted to any data: what answers when no trained head could be loaded. */
const rules: readonly Rule[] = [
  rule('cancel_order', 3, 'cancel stop undo withdraw', order),
  rule('cancel_order', 1, 'cancel'),
  rule('change_order', 3, `${alter} swap add remove`, order),
  rule('change_shipping_address', 4, alter, 'address'),
  rule('change_shipping_address', 3, 'moved move', 'address deliver'),
  rule('set_up_shipping_address', 4, 'add set new another second save register enter', 'address'),
  rule('check_cancellation_fee', 5, 'cancel terminat withdraw exit leave early', 'fee charge cost penalt pay'),
  rule('check_invoice', 3, 'see check view find look where understand explain', bill),
  rule('get_invoice', 4, send, bill),
  rule('check_payment_methods', 4, 'payment pay paypal visa card', 'method option accept way with which'),
  rule('payment_issue', 4, 'payment pay card checkout transaction', 'decline fail error problem issue twice reject trouble'),
  rule('payment_issue', 3, 'charged', 'twice double'),
  rule('check_refund_policy', 4, refund, 'policy condition case rule eligible allow'),
  rule('check_refund_policy', 3, 'return money', 'policy'),
  rule('get_refund', 2, refund),
  rule('get_refund', 3, 'money', 'back return'),
  rule('track_refund', 4, refund, 'where status track waiting yet still arrive when'),
  rule('complaint', 3, 'complain complaint unacceptable disgrace disgust appalling claim'),
  rule('complaint', 1, 'terrible awful rude broken worst shoddy'),
  rule('review', 3, 'review feedback rating opinion comment'),
  rule('contact_customer_service', 2, 'contact phone call reach hours open', 'support service help customer number'),
  rule('contact_human_agent', 3, 'speak talk chat connect transfer want need', person),
  rule('create_account', 3, 'create open register new make sign', `${account} signup`),
  rule('registration_problems', 4, 'register registration signup sign', 'error problem issue fail cannot can not trouble'),
  rule('delete_account', 4, 'delete close remove terminat cancel erase', account),
  rule('edit_account', 3, alter, `${account} name email detail information personal`),
  rule('switch_account', 4, 'switch upgrade downgrade swap another', `${account} premium free circle trade`),
  rule('recover_password', 4, 'forgot forget lost reset recover locked cannot', 'password pin passcode login log access pwd'),
  rule('recover_password', 2, 'password pin pwd'),
  rule('delivery_options', 3, 'delivery deliver ship shipping shipment', 'option method where country which express to how'),
  rule('delivery_period', 4, 'delivery deliver ship shipping arrive', when),
  rule('track_order', 4, 'where track status late missing tracking', order),
  rule('track_order', 3, 'tracking courier'),
  rule('newsletter_subscription', 4, 'newsletter unsubscribe mailing'),
  rule('newsletter_subscription', 2, 'subscri', 'mail email news'),
  rule('place_order', 3, 'place make buy want like', order),
  rule('place_order', 1, 'buy purchase'),
];

/** What answers when no trained head is there. */
export interface RulesHead {
  readonly version: string;
  readonly labels: readonly string[];
  predict(text: string): Prediction;
}

/**
 * A classifier of keyword rules over the 27 intents. Its confidence is a plain share of the points, held at 0.6 at most:
 * rules never look as sure as a trained head.
 */
export function createRulesHead(): RulesHead {
  const labels = [...new Set(rules.map((each) => each.label))];
  return { version: rulesVersion, labels, predict: (text) => predictByRules(text, labels) };
}

function predictByRules(text: string, labels: readonly string[]): Prediction {
  const words = tokenise(text).map((token) => token.text);
  const said = new Map<string, boolean>();
  const isSaid = (stem: string): boolean => {
    const known = said.get(stem);
    if (known !== undefined) return known;
    // Short stems ("to", "get") would start far too many other words.
    const found = words.some((word) => (stem.length < 4 ? word === stem : word.startsWith(stem)));
    said.set(stem, found);
    return found;
  };
  const points = new Map<string, number>(labels.map((label) => [label, 0]));
  for (const each of rules) {
    if (each.groups.every((group) => group.some(isSaid))) points.set(each.label, (points.get(each.label) ?? 0) + each.points);
  }
  const total = [...points.values()].reduce((sum, value) => sum + value, 0);
  const ranked: LabelScore[] = [...points]
    .filter(([, value]) => value > 0)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 5)
    .map(([label, value]) => ({ label, confidence: (0.6 * value) / (total + 1) }));
  const best = ranked[0];
  if (!best) {
    const none = { label: 'out_of_scope', confidence: 0.3 };
    return { ...none, ranked: [none], outOfScope: true, version: rulesVersion, path: 'rules' };
  }
  return { label: best.label, confidence: best.confidence, ranked, outOfScope: false, version: rulesVersion, path: 'rules' };
}
