import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRulesHead } from '../../src/classifier/rules-head.ts';

describe('the rules head', () => {
  const head = createRulesHead();

  it.each([
    ['please cancel my order', 'cancel_order'],
    ['where is my parcel', 'track_order'],
    ['I forgot my password', 'recover_password'],
    ['send me the invoice', 'get_invoice'],
    ['I want a refund', 'get_refund'],
    ['delete my account', 'delete_account'],
    ['let me speak to a human', 'contact_human_agent'],
    ['unsubscribe from the newsletter', 'newsletter_subscription'],
    ['my card was declined at checkout', 'payment_issue'],
    ['how long does delivery take', 'delivery_period'],
  ])('takes "%s" for %s', (text, label) => {
    expect(head.predict(text)).toMatchObject({ label, path: 'rules', version: 'rules@1', outOfScope: false });
  });

  it('calls a text without any keyword out of scope', () => {
    expect(head.predict('the moon is far away')).toMatchObject({ label: 'out_of_scope', outOfScope: true });
  });

  it('has a rule for each of the 27 intents and is never sure', () => {
    expect(head.labels).toHaveLength(27);
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const prediction = head.predict(text);
        expect(prediction.confidence).toBeLessThanOrEqual(0.6);
        expect(prediction.ranked[0]?.label).toBe(prediction.label);
      }),
    );
  });
});
