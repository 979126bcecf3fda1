import type { EscalationRule } from './rule.ts';

/**
 * Confidences of the escalation head from which a passage counts, chosen on the dev tickets of data/escalation: low, since a miss costs more than a
 * look, and what is not likely is said to be a perhaps.
 */
const sure = { safety: 0.07, selfHarm: 0.07, churn: 0.07, fraud: 0.09, press: 0.09, hardship: 0.09, legal: 0.1, dataBreach: 0.1, repeated: 0.1, human: 0.12 } as const;

/** Confidences below which the head rules out what words suggest; danger is never ruled out. */
const ruledOut = { fraud: 0.05, dataBreach: 0.03, legal: 0.05, authority: 0.1, press: 0.03, human: 0.03, churn: 0.02, hardship: 0.02, repeated: 0.03 } as const;

const negative = ['angry', 'frustrated'] as const;
/** After three days a little is enough. */
const displeased = -0.12;

/** The rules a desk starts with. Titles and details may hold {Nth}, {messages} and {waited}, which are filled from the ticket. */
export const standardRules: readonly EscalationRule[] = [
  {
    id: 'self-harm', group: 'self-harm', title: 'Someone may be in danger', severity: 'critical', on: true, negatable: true,
    detail: 'Speaks of ending their life or harming themselves.',
    all: [{ kind: 'any', of: [{ kind: 'says', wording: 'self-harm', reads: 'thread' }, { kind: 'reads-like', group: 'self-harm', atLeast: sure.selfHarm, reads: 'thread' }] }],
    fires: 'I lost my job and this bill came, I just want to end my life.',
    quiet: 'The assembly instructions nearly ended my patience.',
  },
  {
    id: 'safety', group: 'safety', title: 'Safety', severity: 'critical', on: true, negatable: true,
    detail: 'Fire, electricity, injury or something that can hurt.',
    all: [{ kind: 'any', of: [{ kind: 'says', wording: 'safety', reads: 'thread' }, { kind: 'reads-like', group: 'safety', atLeast: sure.safety, reads: 'thread' }] }],
    fires: 'The lamp sparked and there is a scorch mark on the wall.',
    quiet: 'The parcel was not left in the safe place I asked for.',
  },
  {
    id: 'fraud', group: 'fraud', title: 'Fraud or stolen card', severity: 'critical', on: true, negatable: false,
    detail: 'A payment or order they did not make, or a card in wrong hands.',
    all: [{ kind: 'any', of: [{ kind: 'says', wording: 'fraud', reads: 'thread' }, { kind: 'reads-like', group: 'fraud', atLeast: sure.fraud, reads: 'thread' }] }, { kind: 'could-be', group: 'fraud', atLeast: ruledOut.fraud, reads: 'thread' }],
    fires: 'There is an unauthorised payment to you on my card, I never ordered anything.',
    quiet: 'My card was declined at checkout twice.',
  },
  {
    id: 'data-breach', group: 'data-breach', title: 'Personal data', severity: 'high', on: true, negatable: false,
    detail: 'A data leak, or a question or request about personal data that has a legal time limit.',
    all: [{ kind: 'any', of: [{ kind: 'says', wording: 'data-breach', reads: 'thread' }, { kind: 'reads-like', group: 'data-breach', atLeast: sure.dataBreach, reads: 'thread' }] }, { kind: 'could-be', group: 'data-breach', atLeast: ruledOut.dataBreach, reads: 'thread' }],
    fires: "When I log in I see somebody else's address and invoice.",
    quiet: 'Where can I read your privacy policy?',
  },
  {
    id: 'legal-threat', group: 'legal', title: 'Legal threat', severity: 'critical', on: true, negatable: true,
    detail: 'Court, lawyer or a right claimed by law.',
    all: [{ kind: 'any', of: [{ kind: 'says', wording: 'legal-threat', reads: 'thread' }, { kind: 'reads-like', group: 'legal', atLeast: sure.legal, reads: 'thread' }] }, { kind: 'could-be', group: 'legal', atLeast: ruledOut.legal, reads: 'thread' }],
    fires: 'Pay me back by Friday or I will see you in the small claims court.',
    quiet: 'I am not going to sue you over a lamp, just send the shade.',
  },
  {
    id: 'authority', group: 'legal', title: 'Regulator, ombudsman or chargeback', severity: 'high', on: true, negatable: true,
    detail: 'Means to take it to a bank, a regulator or an ombudsman.',
    all: [{ kind: 'says', wording: 'authority', reads: 'thread' }, { kind: 'could-be', group: 'legal', atLeast: ruledOut.authority, reads: 'thread' }],
    fires: 'If there is no refund by Monday I start a chargeback with my bank.',
    quiet: 'I will not do a chargeback, I only want an answer.',
  },
  {
    id: 'press', group: 'press', title: 'Goes public', severity: 'high', on: true, negatable: true,
    detail: 'The press, social media or reviews come into it.',
    all: [{ kind: 'any', of: [{ kind: 'says', wording: 'press', reads: 'thread' }, { kind: 'reads-like', group: 'press', atLeast: sure.press, reads: 'thread' }] }, { kind: 'could-be', group: 'press', atLeast: ruledOut.press, reads: 'thread' }],
    fires: 'Answer me or I go to the newspapers with this.',
    quiet: 'When I press the Pay button the page goes white.',
  },
  {
    id: 'public-complaint', group: 'press', title: 'Complains in public', severity: 'high', on: true, negatable: false,
    detail: 'Others can read it on social media.',
    all: [{ kind: 'channel', is: ['social'] }, { kind: 'mood', is: negative }],
  },
  {
    id: 'third-unanswered', group: 'unanswered', title: '{Nth} unanswered message', severity: 'high', on: true, negatable: false,
    detail: 'First one {waited} ago.',
    all: [{ kind: 'unanswered', messages: 3 }],
  },
  {
    id: 'unanswered-before', group: 'repeated', title: 'Wrote before without an answer', severity: 'high', on: true, negatable: false,
    detail: 'Says that earlier messages were not answered.',
    all: [{ kind: 'any', of: [{ kind: 'says', wording: 'unanswered-before', reads: 'newest' }, { kind: 'reads-like', group: 'repeated', atLeast: sure.repeated, reads: 'newest' }] }, { kind: 'could-be', group: 'repeated', atLeast: ruledOut.repeated, reads: 'newest' }],
    fires: 'This is the third time I am writing about my refund and nobody answers.',
    quiet: 'I live on the third floor, please ring twice.',
  },
  {
    id: 'angry-and-waiting', group: 'angry-waiting', title: 'Upset and waiting', severity: 'high', on: true, negatable: false,
    detail: 'No answer for {waited}.',
    all: [{ kind: 'polarity', atMost: displeased }, { kind: 'waiting', hours: 72 }, { kind: 'rule', id: 'third-unanswered', fired: false }],
  },
  {
    id: 'angry-about-waiting', group: 'angry-waiting', title: 'Angry about waiting', severity: 'normal', on: true, negatable: false,
    detail: 'Sounds angry and speaks of a long wait.',
    all: [{ kind: 'mood', is: ['angry'] }, { kind: 'says', wording: 'waiting', reads: 'newest' }, { kind: 'rule', id: 'angry-and-waiting', fired: false }],
    fires: 'WHERE IS MY REFUND I HAVE BEEN WAITING FOR 3 WEEKS!!!!',
    quiet: 'I have been waiting for the sofa to arrive so that I can measure the legs.',
  },
  {
    id: 'leaving-angry', group: 'churn', title: 'About to leave', severity: 'high', on: true, negatable: false,
    detail: 'Angry and says they are going.',
    all: [{ kind: 'mood', is: negative }, { kind: 'says', wording: 'leaving', reads: 'newest' }, { kind: 'could-be', group: 'churn', atLeast: ruledOut.churn, reads: 'newest' }],
    fires: 'This is a disgrace. Cancel my account, I will never order from you again.',
    quiet: 'Please close my account, I am moving abroad.',
  },
  {
    id: 'likely-leaving', group: 'churn', title: 'About to leave', severity: 'high', on: true, negatable: false,
    detail: 'It reads like a customer who is going because of us.',
    all: [{ kind: 'reads-like', group: 'churn', atLeast: sure.churn, reads: 'newest' }, { kind: 'rule', id: 'leaving-angry', fired: false }],
  },
  {
    id: 'vip', group: 'vip', title: 'Important customer, and displeased', severity: 'high', on: true, negatable: false,
    detail: 'A customer of the highest tier with something gone wrong.',
    all: [{ kind: 'tier', is: ['vip', 'platinum'] }, { kind: 'any', of: [{ kind: 'polarity', atMost: -0.06 }, { kind: 'intent', is: ['complaint', 'payment_issue', 'track_refund'], atLeast: 0.5 }, { kind: 'says', wording: 'went-wrong', reads: 'newest' }] }],
  },
  {
    id: 'asks-for-person', group: 'human', title: 'Asks for a person', severity: 'normal', on: true, negatable: true,
    detail: 'Wants to speak to someone, or to someone higher up.',
    all: [{ kind: 'any', of: [{ kind: 'says', wording: 'asks-for-person', reads: 'thread' }, { kind: 'reads-like', group: 'human', atLeast: sure.human, reads: 'thread' }] }, { kind: 'could-be', group: 'human', atLeast: ruledOut.human, reads: 'thread' }],
    fires: 'Can I speak to a real person please?',
    quiet: 'The delivery person left it in the porch.',
  },
  {
    id: 'asks-for-person-as-a-whole', group: 'human', title: 'Asks for a person', severity: 'normal', on: true, negatable: true,
    detail: 'The request as a whole asks for one.',
    all: [
      { kind: 'intent', is: ['contact_human_agent'], atLeast: 0.7 },
      { kind: 'rule', id: 'asks-for-person', fired: false },
      // "I do not need to talk to a person" has all the words of one who does.
      { kind: 'denies', wording: 'asks-for-person', denied: false },
    ],
  },
  {
    id: 'bereavement', group: 'hardship', title: 'Bereavement', severity: 'high', on: true, negatable: true,
    detail: 'Someone has died; a prepared reply would hurt.',
    all: [{ kind: 'says', wording: 'bereavement', reads: 'thread' }, { kind: 'could-be', group: 'hardship', atLeast: ruledOut.hardship, reads: 'thread' }],
    fires: 'My mother passed away last week, please close her account.',
    quiet: 'The battery of the lamp died after two days.',
  },
  {
    id: 'money-trouble', group: 'hardship', title: 'In money trouble through us', severity: 'high', on: true, negatable: true,
    detail: 'A payment of ours left them short: overdraft, rent or a bounced debit.',
    all: [{ kind: 'says', wording: 'money-trouble', reads: 'thread' }],
    fires: 'You charged me twice and now I am overdrawn, my rent goes out on Wednesday.',
    quiet: 'Is the sofa covered by rent-to-buy?',
  },
  {
    id: 'hardship', group: 'hardship', title: 'In hardship', severity: 'high', on: true, negatable: false,
    detail: 'A death, an illness or money trouble, in which a prepared reply would hurt.',
    all: [
      { kind: 'reads-like', group: 'hardship', atLeast: sure.hardship, reads: 'thread' },
      { kind: 'rule', id: 'bereavement', fired: false },
      { kind: 'rule', id: 'money-trouble', fired: false },
    ],
  },
];
