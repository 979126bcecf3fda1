import type { Template } from './playbook.ts';

const template = (intent: string, product: string, voice: 'warm' | 'plain', body: string): Template => ({
  id: `${intent}-${product.toLowerCase().replaceAll(' ', '-')}-${voice}`,
  intent,
  product,
  voice,
  body,
});

/** Where the general reply would be wrong for a product. Facts as in data/shop.md. */
export const productTemplates: readonly Template[] = [
  ...(['Sorrel sofa', 'Teasel curtains'] as const).flatMap((product) => [
    template('cancel_order', product, 'warm', `I understand. I'll see whether {{#order}}order {{order}}{{/order}}{{^order}}it{{/order}} can still be stopped. {{^order}}Please send me the order number, so that I can see how far it is.{{/order}}

The {{product}} you ordered is made for you: cancelling is free for 48 hours, after that it is 15% of the price, and 40% once it is finished. I'll tell you which one applies before anything is final.`),
    template('cancel_order', product, 'plain', `{{#order}}We will check how far order {{order}} is.{{/order}}{{^order}}Please send the order number.{{/order}} Made to order: free for 48 hours, then 15% of the price, 40% once finished. We tell you the cost before the cancellation is final.`),
    template('delivery_period', product, 'warm', `Making your {{product}} takes 3 to 5 weeks, because each piece is cut to your order. Delivery comes on top: 7 to 14 days for a sofa and 3 to 5 working days for curtains. {{#order}}You see how far {{order}} is under Account › Orders.{{/order}}`),
    template('delivery_period', product, 'plain', `Your {{product}}: 3 to 5 weeks to make. Delivery on top: 7 to 14 days for a sofa, 3 to 5 working days for curtains. {{#order}}The state of {{order}} is under Account › Orders.{{/order}}`),
    template('check_refund_policy', product, 'warm', `Because it is made for you, the {{product}} can only come back if something is faulty. Then you choose between repair, replacement and your money back, and it costs you nothing.`),
    template('check_refund_policy', product, 'plain', `Made to order: no return unless faulty. If faulty, repair, replacement or refund, at no cost.`),
    template('get_refund', product, 'warm', `I'm sorry it did not work out with the {{product}}. Because it is made for you, it can only come back if something is faulty. {{^order}}Please send me the order number, so that I can look it up.{{/order}}

If it is faulty, send me a photo{{#order}} for order {{order}}{{/order}}. You then choose between repair, replacement and your money back, and the return costs you nothing.`),
    template('get_refund', product, 'plain', `{{^order}}Please send the order number.{{/order}} Made to order: no return unless faulty. If faulty, send a photo{{#order}} for order {{order}}{{/order}}: repair, replacement or refund, at no cost.`),
  ]),
  template('check_refund_policy', 'Hollow mattress', 'warm', `You can sleep on the Hollow mattress for 60 nights and still send it back, as long as it is clean. The money goes to the same card within 5 working days after it arrives.`),
  template('check_refund_policy', 'Hollow mattress', 'plain', `Hollow mattress: 60-night trial, clean, may be slept on. Refund within 5 working days after it arrives.`),
  template('get_refund', 'Hollow mattress', 'warm', `I'm sorry the Hollow mattress does not suit you. You have 60 nights from the day of delivery to send it back, as long as it is clean, and get its full price back. {{^order}}Please send me the order number, so that I can look it up.{{/order}}

Under Account › Orders press Return an item, choose Mattress trial and pick a day for the collection{{#order}} of order {{order}}{{/order}}. The money goes to the same card within 5 working days after the mattress arrives.`),
  template('get_refund', 'Hollow mattress', 'plain', `{{^order}}Please send the order number.{{/order}} Hollow mattress: 60-night trial, clean. Ask for the collection{{#order}} of order {{order}}{{/order}} under Account › Orders, Return an item, Mattress trial. Refund of the full price within 5 working days after it arrives.`),
  template('check_refund_policy', 'Brae duvet', 'warm', `You can return a Brae duvet within 30 days as long as its bag is sealed. An opened duvet can only come back if it is faulty, and then you pay no return label.`),
  template('check_refund_policy', 'Brae duvet', 'plain', `Brae duvet: 30 days, still sealed. Opened: only if faulty.`),
  template('get_refund', 'Brae duvet', 'warm', `I'm sorry it did not work out with the Brae duvet. {{^order}}Please send me the order number, so that I can look it up.{{/order}}

You can return it within 30 days as long as its bag is sealed. You find the label{{#order}} for order {{order}}{{/order}} under Account › Orders. An opened duvet can only come back if it is faulty, and then you pay no return label. The money goes to the same card within 5 working days after the return arrives, or to PayPal within 2 days.`),
  template('get_refund', 'Brae duvet', 'plain', `{{^order}}Please send the order number.{{/order}} Brae duvet: return {{#order}}order {{order}}{{/order}}{{^order}}it{{/order}} within 30 days, still sealed, with the label from Account › Orders. Opened: only if faulty. Refund within 5 working days after the return arrives, PayPal 2 days.`),
];
