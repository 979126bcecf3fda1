/** Prepared replies in the plain voice, by intent: short, in order, nothing that does not help. Facts as in data/shop.md. */
export const plainTemplates: Readonly<Record<string, string>> = {
  cancel_order: `{{#order}}We will cancel order {{order}} if it is not packed yet.{{/order}}{{^order}}Please send the order number, LL- and five digits.{{/order}} Cancelling is free until the order is packed, usually 2 hours after ordering.

Already sent: refuse it at the door or return it within 30 days. Made to order: free for 48 hours, then 15% of the price, 40% once finished.`,
  change_order: `{{#order}}We can change order {{order}} until it is packed.{{/order}}{{^order}}Please send the order number and what should change.{{/order}} Stock items are usually packed 2 hours after ordering. Made-to-order items can be changed for 48 hours, until cutting begins.`,
  change_shipping_address: `Please send the full new address with postcode{{^order}} and the order number{{/order}}. {{#order}}We change it on order {{order}} if it is not packed yet.{{/order}}

After packing, only the carrier's tracking link can redirect the parcel. Saved addresses: Account › Addresses.`,
  set_up_shipping_address: `Add it under Account › Addresses. You can save up to 10 delivery addresses.

If the form will not save, reply with the address and the message on the page.`,
  check_cancellation_fee: `Stock orders are free to cancel until packed, usually 2 hours after ordering. Made to order: free for 48 hours, then 15% of the price, 40% once finished. Two-person delivery called off less than 48 hours before: £25. Circle: 14 days with the money back, after that no refund of the year and no further charge.`,
  check_invoice: `Invoices are under Account › Invoices once the order has shipped. {{#invoice}}Tell us which line of {{invoice}} is unclear, and we explain it.{{/invoice}} If one is missing, reply with the order number.`,
  get_invoice: `Invoices can be downloaded as a PDF under Account › Invoices once the order has shipped. {{#order}}For {{order}}, open the order and press the PDF symbol.{{/order}}{{^order}}For a guest order, reply with the order number.{{/order}} A VAT number can be added for 60 days.`,
  check_payment_methods: `We take Visa, Mastercard, American Express, PayPal, Apple Pay, Google Pay, bank transfer, Pay in Three (£60 to £1,200, UK only) and gift cards. No cash, no cheques, no crypto. Bank transfers ship when the money arrives, 1 to 2 days.`,
  payment_issue: `{{#order}}We will check the payment of order {{order}}.{{/order}}{{^order}}Please send the order number, or the e-mail address, amount and time of the payment.{{/order}}

An amount shown twice is usually only held and drops off within 3 working days. If both amounts were really taken, you get one back to the same card within 5 working days once you report it. Do not send full card numbers.`,
  check_refund_policy: `Returns: 30 days, unused, original packaging. Hollow mattress: 60-night trial. Made-to-order items and opened duvets: only if faulty. Return label: £3.95. It is free for Circle members and free if the item is faulty. Refund within 5 working days after the return arrives, PayPal 2 days.`,
  get_refund: `{{^order}}Please send the order number.{{/order}} Return {{#order}}order {{order}}{{/order}}{{^order}}it{{/order}} within 30 days with the label from Account › Orders.

The money goes to the same card within 5 working days after the return arrives, to PayPal within 2 days. Damaged or faulty: please send us a photo. The return label is free if the item is faulty.`,
  track_refund: `{{#order}}We will check the refund of order {{order}}.{{/order}}{{^order}}Please send the order number.{{/order}} A refund takes up to 5 working days to the same card after the return arrives, 2 days to PayPal. If that time is over, ask us for the reference number and give it to your bank.`,
  complaint: `We are sorry about this. {{^order}}If it is about an order, please send its number.{{/order}} The complaints desk answers{{#order}} about order {{order}}{{/order}} within 2 working days and decides within 14 days. After that you can go to the ombudsman.`,
  review: `You can write a review from the order page 7 days after delivery, signed in to the account that bought the item. Reviews are published within 2 working days, good or bad.`,
  contact_customer_service: `Phone 020 7946 0182, chat on the site, e-mail help@larchandloom.example. Monday to Friday 8:00-20:00, Saturday 9:00-17:00, UK time.`,
  contact_human_agent: `A person answers you here. By phone: 020 7946 0182, press 0 during the announcement. Monday to Friday 8:00-20:00, Saturday 9:00-17:00.`,
  create_account: `Press Sign in, then Create account. The link in the confirmation e-mail is valid for 24 hours. Standard is free, Circle is £29 a year, Trade is for businesses. You can also order without an account.`,
  registration_problems: `The confirmation mail is valid for 24 hours; look in the spam folder too. “E-mail already in use” means there is an account with that address: use Forgot password. If it is another error, please tell us its wording and your browser.`,
  delete_account: `Close the account under Account › Privacy with the button Close account; closing is free. Wait until open orders and refunds are finished, and download your invoices before. Personal data are erased within 30 days.`,
  edit_account: `Change your details under Account › Details with Edit beside the entry. If a field is locked, reply from the e-mail address of the account with what should be changed.`,
  switch_account: `Change between Standard, Circle (£29 a year) and Trade under Account › Membership. To use another account, sign out and sign in with its e-mail address.`,
  recover_password: `Press Forgot password on the sign-in page. The link is valid for 30 minutes. Each new link makes the older one useless. After five wrong tries the account is locked for 15 minutes.`,
  delivery_options: `Standard parcel £4.95, free over £60. Express £9.95. Pick-up point £2.95. Two-person delivery for large items £39. Showroom collection in Leeds free.

We deliver to the United Kingdom, Ireland, the EU, Norway and Switzerland, not to the Channel Islands and not outside Europe.`,
  delivery_period: `Standard parcel: 3 to 5 working days. Express: next working day if ordered before noon. Large items: 7 to 14 days, by appointment. Made-to-order items need 3 to 5 weeks to make first. No deliveries on Sundays. {{#order}}The expected day of {{order}} is under Account › Orders.{{/order}}`,
  track_order: `{{#order}}The tracking link of {{order}} is in the dispatch e-mail and under Account › Orders.{{/order}}{{^order}}Please send the order number, LL- and five digits.{{/order}} The page can be empty for the first 24 hours. Heft & Sons ring before they bring large items.`,
  newsletter_subscription: `Sign up at the foot of any page; the newsletter comes every second Thursday. The link at the end of each issue ends it within 48 hours.`,
  place_order: `Choose your items, press Checkout, enter the address, pick delivery and payment, and confirm. You can order as a guest, without an account. By phone: 020 7946 0182.`,
};
