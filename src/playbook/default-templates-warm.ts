/**
 * Prepared replies in the warm voice, by intent. Facts (prices, days, hours) are those of data/shop.md. An empty line starts a
 * new paragraph; a sentence whose placeholder nobody knows is left out. None says that something was done: nothing has been when
 * the draft is written.
 */
export const warmTemplates: Readonly<Record<string, string>> = {
  cancel_order: `Of course, I'll see that {{#order}}order {{order}}{{/order}}{{^order}}your order{{/order}} is stopped if it has not been packed yet. {{^order}}Could you send me the order number? It is LL- and five digits and stands in your confirmation e-mail.{{/order}}

Until it is packed, usually 2 hours after ordering, cancelling is free. If it has already left us, you can refuse the parcel at the door or send it back within 30 days. Sorrel sofas and Teasel curtains are made for you, so they can be cancelled free for 48 hours.`,
  change_order: `I'll gladly see what can still be changed{{#order}} on order {{order}}{{/order}}. {{^order}}Please send me the order number and tell me exactly what should change.{{/order}}

Stock items can be changed until they are packed, usually 2 hours after ordering. Made-to-order items can be changed for 48 hours, until cutting begins. You can also do it yourself under Account › Orders.`,
  change_shipping_address: `Thank you for telling us in time. The address of {{#order}}order {{order}}{{/order}}{{^order}}a placed order{{/order}} can be changed until it is packed. Please send me the full new address with its postcode. {{^order}}I also need the order number to find it.{{/order}}

Should the parcel already be on its way, the carrier's tracking link is the only place where it can be redirected. Saved addresses can be corrected at any time under Account › Addresses.`,
  set_up_shipping_address: `Adding an address is quickly done. Open Account › Addresses and press Add address. You can save up to 10 delivery addresses in your account.

If the form will not save it, send me the address as it should be and what the page says, and I'll look into it.`,
  check_cancellation_fee: `Good that you ask first. A stock order costs nothing to cancel until it is packed, usually 2 hours after ordering, and after that you can refuse it or send it back.

Made-to-order items are free to cancel for 48 hours, then it is 15% of the price, and 40% once they are finished. Calling off a two-person delivery less than 48 hours before costs £25. You can leave Circle in the first 14 days and get your £29 back. After that there is no refund of the year, but you are not charged again.`,
  check_invoice: `You find every invoice under Account › Invoices as soon as the order has shipped. {{#invoice}}Tell me which line of {{invoice}} is unclear, and I'll explain it.{{/invoice}}

If one is missing, the order has most likely not shipped yet, or it was placed as a guest or with another e-mail address. Send me the order number then, and I'll find it.`,
  get_invoice: `With pleasure. {{#order}}As soon as order {{order}} has shipped, its invoice is ready as a PDF under Account › Invoices.{{/order}}{{^order}}Your invoice is ready as a PDF under Account › Invoices as soon as the order has shipped. If you bought as a guest, please send me the order number.{{/order}}

A VAT number can be added for 60 days. Just reply with the number and the company name as they should be printed.`,
  check_payment_methods: `You can pay with Visa, Mastercard, American Express, PayPal, Apple Pay, Google Pay, bank transfer, Pay in Three or a gift card. With a bank transfer we ship when the money arrives, which takes 1 to 2 days.

In the United Kingdom you can also spread an order of £60 to £1,200 over three monthly parts with Pay in Three. I'm afraid we can't take cash, cheques or crypto.`,
  payment_issue: `I'm sorry about the trouble with your payment{{#amount}} of {{amount}}{{/amount}}. {{#order}}I'll look at the payment of order {{order}}.{{/order}}{{^order}}Could you send me the order number, or if there is none the e-mail address and time of the payment?{{/order}}

If the same amount shows twice, one of the two is usually only held and drops off by itself within 3 working days. If both have really been taken, you get one back to the same card within 5 working days once you report it. Please never send us your full card number.`,
  check_refund_policy: `You get your money back for anything you return within 30 days, unused and in its original packaging. The Hollow mattress has a 60-night trial. Made-to-order items and opened duvets can only be returned if they are faulty.

You pay £3.95 for a return label; it is free for Circle members and free if the item is faulty. The money goes to the same card within 5 working days after the return arrives, and to PayPal within 2 days.`,
  get_refund: `I'm sorry it did not work out{{#product}} with the {{product}}{{/product}}. {{^order}}Please send me the order number, so that I can look it up.{{/order}}

You can send {{#order}}order {{order}}{{/order}}{{^order}}it{{/order}} back within 30 days with the label from Account › Orders. The money goes to the same card within 5 working days after the return arrives, or to PayPal within 2 days. If it came damaged or is faulty, please send me a photo. The return label is free if the item is faulty.`,
  track_refund: `Let me see where your money{{#amount}}, {{amount}},{{/amount}} is. {{#order}}I'll check the refund of order {{order}}.{{/order}}{{^order}}Please send me the order number, so that I can check.{{/order}}

A refund reaches the same card within 5 working days after the return arrives, and PayPal within 2 days. If those days are over, I'll get you the reference number, with which your bank can find the payment.`,
  complaint: `I'm sorry. That is not what you should have had from us{{#order}} with order {{order}}{{/order}}. {{^order}}If it is about an order, please send me its number.{{/order}}

The complaints desk answers within 2 working days and decides within 14 days. If you disagree with the decision, you can take your complaint to the ombudsman.`,
  review: `How kind of you to take the time. You can write a review from the order page 7 days after delivery; it needs to come from the account that bought it.

Every review is published within 2 working days, good or bad.`,
  contact_customer_service: `You reach us on 020 7946 0182, by chat on the site and at help@larchandloom.example. Phone and chat are open Monday to Friday 8:00-20:00 and Saturday 9:00-17:00, UK time.

If it is about an order, please have its number ready.`,
  contact_human_agent: `You have reached a person now, and you need not repeat what you wrote{{#order}} about order {{order}}{{/order}}.

If you would rather talk, call 020 7946 0182, Monday to Friday 8:00-20:00 or Saturday 9:00-17:00, and press 0 during the announcement.`,
  create_account: `How nice that you would like to join us. Press Sign in at the top of any page, then Create account; the link in the confirmation e-mail is valid for 24 hours.

A Standard account is free, Circle is £29 a year with free standard delivery, and Trade is for businesses.`,
  registration_problems: `I'm sorry the sign-up is being difficult. The link in the confirmation e-mail is valid for 24 hours. Look in your spam folder first, then press Send again on the sign-in page. If the page says that your e-mail address is already in use, there is an account with it, because an address can have only one; Forgot password gets you in.

If it is something else, tell me what the page says and which browser you use, and I'll have it looked at.`,
  delete_account: `I'm sorry to see you go. You close your account under Account › Privacy with the button Close account; closing is free for every tier. If the button is grey, reply from the e-mail address of the account and I'll see to it.

Please wait until open orders and refunds have reached you, and download your invoices before, because you cannot see them afterwards. Your personal data are erased within 30 days.`,
  edit_account: `That's easily changed. Open Account › Details, press Edit beside the entry and save.

If a field is locked or a code goes to an old number, reply from the e-mail address of the account, tell me what should stand there, and I'll change it for you.`,
  switch_account: `You can change between Standard, Circle and Trade under Account › Membership. Circle is £29 a year and brings free standard delivery and early sales; Trade is for businesses, with net prices and payment by invoice.

If you have two accounts on one device, sign out first and sign in with the other e-mail address.`,
  recover_password: `No harm done, we'll get you in again. Press Forgot password on the sign-in page and open the link in the e-mail within 30 minutes; only the newest link works.

After five wrong tries the account is locked for 15 minutes and then opens by itself. If no mail comes, wait 10 minutes and look in your spam folder. Write to me again if it is not there either.`,
  delivery_options: `You can choose a standard parcel for £4.95 (free over £60), express for £9.95, a pick-up point for £2.95, or collect free from our showroom in Leeds. A two-person delivery for large items costs £39 and comes by appointment.

We deliver to the United Kingdom, Ireland, the EU, Norway and Switzerland, but not to the Channel Islands and not outside Europe.`,
  delivery_period: `A standard parcel takes 3 to 5 working days, and express comes the next working day if you order before noon. Large items come by appointment within 7 to 14 days, and we deliver nothing on Sundays.

Sorrel sofas and Teasel curtains are made to order, which takes 3 to 5 weeks before they set off. {{#order}}The expected day of {{order}} stands under Account › Orders.{{/order}}`,
  track_order: `Let's see where it is. {{#order}}You find the tracking link of {{order}} in the dispatch e-mail and under Account › Orders.{{/order}}{{^order}}Could you send me the order number? It is LL- and five digits.{{/order}}

The tracking page can be empty for the first 24 hours. Parcels come with Northway, large items with Heft & Sons, who ring you to make an appointment.`,
  newsletter_subscription: `You can sign up for the newsletter at the foot of any page; it comes every second Thursday. To end it, use the link at the end of any issue; it stops within 48 hours.

If an issue does not come, look in your spam folder. If you add help@larchandloom.example to your contacts, the next issue gets through.`,
  place_order: `How lovely that you would like to order{{#product}} the {{product}}{{/product}}. Choose your items, press Checkout and enter your address; you see delivery and price before you pay, and you do not need an account.

You can also order by phone on 020 7946 0182, Monday to Friday 8:00-20:00 and Saturday 9:00-17:00.`,
};
