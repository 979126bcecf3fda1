import type { ProblemKind } from '../../src/replies/ground-reply.ts';

/** A sentence of a reply, the articles in sight when it is written, and what should be said of it. */
export interface GroundingPair {
  readonly articles: readonly string[];
  readonly says: string;
  readonly label: 'supported' | 'other' | ProblemKind;
}

type Sentences = Partial<Readonly<Record<GroundingPair['label'], string>>>;

const sights = {
  several: ['when-we-give-refunds', 'ways-to-pay', 'pay-in-three', 'leaving-circle-early', 'talk-to-a-person', 'reset-your-password', 'order-without-an-account'],
  returns: ['return-an-item-and-get-your-money-back', 'how-long-a-refund-takes', 'refund-of-delivery-costs', 'hollow-mattress-trial'],
  delivery: ['delivery-methods-and-prices', 'how-long-delivery-takes', 'express-delivery-cut-off', 'pick-up-points', 'missed-delivery'],
  cancelling: ['what-cancelling-costs', 'cancel-a-made-to-order-sofa-or-curtains', 'join-circle'],
  payment: ['pay-in-three', 'gift-card-balance-and-validity', 'voucher-code-does-not-work', 'invoice-with-your-vat-number'],
  contact: ['ways-to-reach-us', 'opening-hours-of-customer-service', 'make-a-complaint'],
  account: ['reset-your-password', 'close-your-account', 'add-a-delivery-address'],
  products: ['tansy-lamp-bulb-and-plug', 'wash-the-brae-duvet', 'fen-bookshelf-sizes-and-load', 'alder-desk-sizes-and-assembly', 'guarantee'],
  charged: ['charged-twice-for-one-order', 'refund-for-a-faulty-item', 'how-long-a-refund-takes'],
  late: ['parcel-is-late', 'missed-delivery', 'countries-we-deliver-to'],
  samples: ['fabric-and-wood-samples', 'waiting-time-for-made-to-order', 'cancel-a-made-to-order-sofa-or-curtains'],
  table: ['kiln-dinner-set-dishwasher-and-microwave', 'damaged-on-arrival', 'brae-duvet-sizes-and-tog'],
  phone: ['order-by-phone', 'collect-from-the-leeds-showroom', 'ways-to-reach-us'],
  rug: ['marram-rug-sizes-and-stains', 'sorrel-sofa-fits-through-the-door'],
  money: ['money-taken-but-no-order-confirmation', 'change-your-e-mail-address'],
  jobs: ['jobs-at-larch-and-loom', 'larch-app-notifications'],
  reviews: ['write-a-review', 'sign-up-for-the-newsletter', 'trade-invoices-and-payment'],
} as const;

function pairs(sight: keyof typeof sights, sentences: Sentences): GroundingPair[] {
  const labels = Object.keys(sentences) as (keyof Sentences)[];
  return labels.flatMap((label) =>
    (sentences[label] ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((says) => ({ articles: sights[sight], says, label })),
  );
}

/** What the ticket says in all of them. */
export const ticketTexts: readonly string[] = [
  'Hello, my order LL-48213 came on 3 October and cost £129. I wrote to you from ana.moura@post.example twice. Can I send one of the 2 lamps back?',
];

/** Thresholds were chosen on these. */
export const tuningPairs: readonly GroundingPair[] = [
  ...pairs('returns', {
    supported: `
      You can send it back within 30 days of delivery.
      Your refund goes to the same card within 5 working days after the return reaches our warehouse.
      With PayPal you have the money 2 days after your return arrives.
      A return label costs £3.95 with a Standard account and nothing for Circle members.
      Please pack the item in its original packaging.
      Delivery costs are only refunded if you return everything in the order.
      The Hollow mattress comes with a 60-night trial.
      You'll get an e-mail when the return arrives and another one when the refund leaves us.
      Made-to-order items don't show the return button.
      Heft & Sons will collect large items such as desks and mattresses from your home.`,
    unsupported: `
      You also get free gift wrapping with your next order.
      Returns from Ireland are handled by our depot in Dublin.
      Opened cosmetics cannot be returned.
      You can exchange the item in any of our shops.
      A manager approves every refund.
      The return label can not be downloaded as a PDF.
      We will send a courier with a new lamp tomorrow.`,
    'wrong-number': `
      You can return the lamp within 14 days of delivery.
      The money is on your card within 3 working days after the return arrives.
      A PayPal refund takes 5 days.
      You can try the mattress for 100 nights.
      The trial lasts 90 nights from the day of delivery.`,
    'wrong-amount': `
      The return label costs £4.95.
      We take £5 off your refund for the label.
      The £39.00 return fee comes off your refund.
      You can return a faulty item for £3.95.`,
    'invented-link': `
      Start your return at www.larchandloom-returns.example/start.
      Just write to refunds@larchandloom.example and add a photo.`,
    other: `
      I'm sorry the lamp did not suit you.
      Thank you for your message.
      I'll look at order LL-48213 right away.
      Could you tell me which of the two lamps you mean?`,
  }),
  ...pairs('delivery', {
    supported: `
      A standard parcel costs £4.95, and it is free for orders over £60.
      Express is £9.95 and arrives the next working day when you order before noon.
      Large items are delivered by appointment within 7 to 14 days.
      We don't deliver on Sundays.
      Northway tries again the next working day if you were out.
      Your parcel waits 7 days at the pick-up point.
      Circle members still pay for express delivery.
      A made-to-order sofa takes 3 to 5 weeks to make before it is delivered.
      A parcel to a pick-up point may weigh up to 20 kg.
      The second delivery attempt is free.`,
    unsupported: `
      You can track the driver live on a map in the app.
      All parcels are insured up to their full value.
      Northway leaves parcels in your garden shed if you ask.
      You never pay for delivery as a new customer.
      We can deliver on a Sunday.`,
    'wrong-number': `
      A standard parcel takes 2 to 3 working days.
      Large items come within 7 to 10 days.
      You can collect your parcel at the pick-up point for 14 days.
      Parcels of up to 25 kg can go to a pick-up point.
      Your sofa will be made in 3 to 4 weeks.`,
    'wrong-amount': `
      Standard delivery is free for orders over £50.
      Express delivery costs £12.95.
      Two-person delivery costs £29 for each order.
      Express delivery is free for Circle members.
      A pick-up point costs $2.95.`,
    'wrong-date': `
      Order before 3 pm and your express parcel comes the next working day.
      An express order placed on Saturday arrives on Wednesday.`,
    'invented-link': `
      You can follow the parcel at https://track.northway.example/LL-48213.
      Call Northway on 0800 555 0199 to arrange another day.`,
    other: `
      I hope it reaches you soon.
      I'm looking into where your parcel is.`,
  }),
  ...pairs('cancelling', {
    supported: `
      You can cancel a stock order free of charge until it has been packed.
      After 48 hours a Sorrel sofa costs 15% of its price to cancel.
      Once the curtains are finished, cancelling costs 40% of the price.
      Circle costs £29 a year.
      If you leave Circle within 14 days, you get the £29 back.
      The cancellation fee is taken off your refund.`,
    unsupported: `
      Cancelled orders are donated to charity.
      You can pause your Circle membership for a while.
      You can cancel by sending us a letter.`,
    'wrong-number': `
      After 48 hours you pay 20% of the price for a sofa.
      Made-to-order items can be cancelled free for 24 hours.
      You can leave Circle within 30 days and get your money back.
      Orders are usually packed 4 hours after you order.`,
    'wrong-amount': `
      Circle is £39 a year.
      Calling off a two-person delivery at short notice costs £35.`,
    other: `
      Of course, I'll see to it.
      Which order do you mean?`,
  }),
  ...pairs('payment', {
    supported: `
      Pay in Three works for orders between £60 and £1,200.
      A gift card is valid for 24 months.
      You can use one voucher code for each order.
      You can't buy a gift card with Pay in Three.
      There is no interest on the three parts.
      You can add your VAT number to an invoice for 60 days.`,
    unsupported: `
      Pay in Three checks your salary with your employer.
      Gift cards can be paid out in cash.
      A voucher can be added to an order you have already placed.
      I'll send you a voucher for your trouble.
      We will refund you £50 for the inconvenience.
      You will get a $10 voucher with your next parcel.`,
    'wrong-number': `
      Gift cards are valid for 12 months from the day they were bought.
      The invoice can be changed for 90 days after its date.
      You must be at least 21 years old to use Pay in Three.`,
    'wrong-amount': `
      Gift cards come in amounts of £10 to £250.
      You can spread an order of £50 to £1,200 with Pay in Three.`,
    other: `
      Let me check the payment of £129 for you.
      Have a lovely day!`,
  }),
  ...pairs('contact', {
    supported: `
      You can call us on 020 7946 0182, Monday to Friday from 8:00 to 20:00.
      On Saturdays we are open from 9:00 to 17:00.
      From abroad please dial +44 20 7946 0182.
      An e-mail to help@larchandloom.example is answered within 1 working day.
      The complaints desk decides within 14 days.
      Customer service is closed on Sundays.`,
    unsupported: `
      You can also reach us on WhatsApp.
      Our chat is answered by a robot at night.
      Customer service is open on Sundays.`,
    'wrong-number': `
      You get an answer to a complaint within 5 working days.
      An e-mail is answered within 3 working days.`,
    'wrong-date': `
      The phone is open Monday to Friday from 8:00 to 18:00.
      You can chat with us from Monday to Sunday.
      On Saturday we close at 4 pm.`,
    'invented-link': `
      Write to complaints@larchandloom.example.
      Call our complaints line on 020 7946 0999.
      There is a form at larchandloom.example/complaints.`,
    other: `
      Hello Ana,
      Kind regards,`,
  }),
  ...pairs('account', {
    supported: `
      The link is valid for 30 minutes.
      Your new password needs at least 10 characters, one of them a number.
      You can close your account under Account › Privacy.
      Your personal data are erased within 30 days.
      You can save up to 10 addresses in your account.`,
    unsupported: `
      We need your old password to change it.
      Closing your account costs a small fee.
      A closed account can be restored by our engineers.`,
    'wrong-number': `
      The link in the e-mail is valid for 24 hours.
      Your password must have at least 8 characters.
      After three wrong tries the account is locked for 15 minutes.
      You can save up to 12 delivery addresses.
      Invoices are kept for ten years.`,
    other: `
      I understand how annoying that is.`,
  }),
  ...pairs('products', {
    supported: `
      The Tansy lamp takes an E27 LED bulb of up to 10 W.
      You can wash the Brae duvet at 40 °C.
      Each shelf of the narrow Fen carries 25 kg.
      The Alder desk is 74 cm high in every size.
      Furniture has a guarantee of 5 years, lamps and textiles 2 years.
      Tighten the bolts again after two weeks.`,
    unsupported: `
      The lamp can be used outdoors.
      The duvet is filled with goose feathers.
      The guarantee covers stains and scratches.
      The bookshelf is made in Portugal.`,
    'wrong-number': `
      The lamp takes an E14 bulb.
      Wash the duvet at 60 °C.
      The lamp has a guarantee of 5 years.
      The desk carries up to 80 kg, spread over the whole top.
      The Fen bookshelf is 200 cm high.`,
    other: `
      How nice that you like your lamp.`,
  }),
  // What the desk's own templates were marked for, wrongly, and what must stay marked beside it.
  ...pairs('several', {
    supported: `
      Made to order: no return unless faulty.
      With Pay in Three you can spread an order of £60 to £1,200 over three monthly parts.
      The link is valid for 30 minutes, and you can order as a guest without an account.
      You can leave Circle in the first 14 days and get the £29 back; a gift card can be combined with one other method.
      Call 020 7946 0182 and press 0 during the announcement.
      A return label costs £3.95 and nothing for Circle members.`,
    unsupported: `
      The link is valid for 30 minutes, and you can order as a guest with a cheque.
      You can leave Circle in the first 14 days; a gift card can be combined with three vouchers.
      Made-to-order items and opened duvets can be returned at any time.
      With Pay in Three you spread an order of £60 to £1,200, and your employer signs for it.`,
    'wrong-number': `
      Call 020 7946 0182 and press 7 during the announcement.
      The link is valid for 45 minutes, and you can order as a guest without an account.`,
    'wrong-amount': `
      A return label costs £6.95 and nothing for Circle members.`,
    other: `
      If it is about an order, please have its number ready.
      I'm sorry about the trouble with your payment of £129.`,
  }),
  // Written of other articles and first measured on (86% of what should be marked, 13% of what is supported); its faults were then mended.
  ...pairs('charged', {
    supported: `
      A held amount drops off by itself within 3 working days.
      If you were really charged twice, one amount goes back to the same card within 5 working days after you report it.
      Cover everything but the last four digits of your card.
      A faulty item can be refunded in full within the first 30 days.
      The return is free if the item is faulty.
      PayPal refunds arrive within 2 days.
      Spare parts come as a standard parcel in 3 to 5 working days.
      Your bank can find the payment with the reference number.`,
    unsupported: `
      We have asked your bank to waive the overdraft fee.
      Double charges are caused by a fault at Visa.
      You also get 10% off your next order as an apology.
      I'll credit £20 to your account today.
      A faulty item can not be returned for free.
      Opened duvets are never taken back, even if they are faulty.`,
    'wrong-number': `
      The held amount disappears within 7 working days.
      A real double charge is paid back within 10 working days.
      You can ask for a full refund in the first 60 days if the item is faulty.
      Show only the last six digits of your card.
      PayPal takes 4 days.`,
    'invented-link': `
      Upload the screenshot at larchandloom.example/double-charge.
      Send the photos to claims@larchandloom.example.
      Report it on https://bit.ly/3xYz12.`,
    other: `
      I'm sorry about the double charge.
      Thanks for the screenshot.
      I've passed this on to our billing team.
      Can you see whether it says pending?`,
  }),
  ...pairs('late', {
    supported: `
      If the parcel has not moved for 5 working days, we start a search.
      You can choose between a new delivery and a full refund if the parcel is not found.
      Northway may need up to 5 working days to look for the parcel.
      You get £9.95 back if the express parcel comes late.
      We deliver to Norway and Switzerland as well.
      We don't deliver outside Europe.
      Any import tax is shown at checkout.
      A missed appointment with Heft & Sons costs £25.`,
    unsupported: `
      Lost parcels are usually stolen from the doorstep.
      Your parcel is held at customs in Rotterdam.
      We deliver to the Channel Islands by boat.
      You can collect the parcel from the driver's home.
      We deliver to the United States.`,
    'wrong-number': `
      Tell us if there is no movement for 10 working days.
      Northway keeps the parcel for 14 days at the pick-up point.
      Wait up to three working days while Northway looks for the parcel.`,
    'wrong-amount': `
      You get the £12.95 for express back.
      A new appointment with Heft & Sons costs £15.
      We charge £10 for the second attempt.`,
    'wrong-date': `
      Parcels are counted from Monday to Saturday.`,
    'invented-link': `
      Please ring Northway on 0345 600 1234.
      See www.northway-tracking.com for news.`,
    other: `
      I can imagine how much you were looking forward to it.
      Let me see where it is.
      I'll get back to you as soon as I hear from Northway.`,
  }),
  ...pairs('samples', {
    supported: `
      You can order up to five free samples.
      The samples come by post within 3 to 5 working days.
      You don't have to send the samples back.
      The sofa takes 3 to 5 weeks to make.
      Once it is made, the sofa is delivered within 7 to 14 days.
      You can still cancel free of charge in the first 48 hours.
      We can keep a finished sofa for up to 4 weeks free of charge.
      You can not pay to have your sofa made sooner.`,
    unsupported: `
      The fabric is woven in Scotland.
      You must send the samples back.
      For a surcharge your curtains can be made sooner.
      Every sofa is signed by its maker.`,
    'wrong-number': `
      You can order up to ten samples free of charge.
      The samples arrive in 1 to 2 working days.
      Your curtains take 6 to 8 weeks to make.
      You can change or cancel free for 72 hours.
      After that you pay 25% of the price.
      We keep a finished sofa for 6 weeks.`,
    'wrong-amount': `
      Samples cost £2 each.
      Cancelling a two-person delivery at short notice costs £45 on top.`,
    other: `
      What a lovely choice.
      Which fabric would you like?`,
  }),
  ...pairs('table', {
    supported: `
      The Kiln set is safe in the dishwasher up to 60 °C.
      It can also go in the microwave.
      The set has 12 pieces: four dinner plates, four side plates and four bowls.
      Please don't put it in the oven or the freezer.
      Send us a photo within 7 days of delivery, and we replace the broken plate free of charge.
      You need not send the broken pieces back.
      The 10.5 tog duvet is meant for spring and autumn.
      An opened duvet can only be returned if it is faulty.`,
    unsupported: `
      The plates can go in the oven.
      The glaze contains a little lead.
      You must send broken glass back to us.
      Opened duvets can be returned at any time.
      The duvet is filled with duck feathers.`,
    'wrong-number': `
      Use a dishwasher programme of up to 75 °C.
      The set has 16 pieces of stoneware.
      The dinner plates measure 30 cm.
      Send us a photo within 14 days of delivery.
      For a cold bedroom in winter take 15.5 tog.
      A king duvet measures 240 × 220 cm.`,
    other: `
      Oh no, I'm sorry about the plates.
      Could you send me a photo of the damage?`,
  }),
  ...pairs('phone', {
    supported: `
      You can order by phone on 020 7946 0182.
      Phone orders cost the same as on the website.
      You pay with a link that comes by text or e-mail during the call.
      For ten or more pieces of furniture, ask for the Trade team.
      You have 14 days to collect your order in Leeds.
      Someone else may collect it with the PIN.
      You can stop at the loading bay for 20 minutes.`,
    unsupported: `
      You can pay by cheque over the phone.
      The showroom serves free coffee.
      You can use Pay in Three by phone.
      A Sorrel sofa can be collected from the showroom.`,
    'wrong-number': `
      You have 7 days to collect your order after the text message.
      You may park at the loading bay for 45 minutes.
      The Trade team sends an offer within 5 working days.`,
    'wrong-date': `
      You can order by phone Monday to Friday from 9:00 to 17:00.
      On Saturday the phone is open from 9:00 to 20:00.
      You can call us on Sunday.`,
    'invented-link': `
      Our showroom's number is 0113 496 0000.
      Book a visit at leeds.larchandloom.example.`,
    other: `
      Dear Ana Moura,
      All the best,`,
  }),
  ...pairs('reviews', {
    supported: `
      You can write a review 7 days after delivery.
      Reviews are published within 2 working days, whether good or bad.
      You can add up to five photos to your review.
      The newsletter comes every second Thursday.
      You don't need an account for the newsletter.
      Trade customers have 30 days from the invoice date to pay.
      Only the buyer can write a review.`,
    unsupported: `
      Reviewers take part in a monthly prize draw.
      We delete reviews with fewer than two stars.
      Standard customers can pay by invoice.
      You need an account to get the newsletter.`,
    'wrong-number': `
      You can review an item 14 days after delivery.
      Your review appears within 5 working days.
      You can add up to ten photos.
      Trade invoices are due 60 days after the invoice date.`,
    'wrong-date': `
      The newsletter comes every second Monday.`,
    'invented-link': `
      Sign up at newsletter.larchandloom.example/join.`,
    other: `
      Thank you for taking the time.`,
  }),
];

/**
 * Written last, of other articles again, and left out when thresholds were chosen. Measured first: 89% of what should be marked, all 21 wrong values and
 * links, 5 of 27 supported ones too; three of those five came from faults that were then mended (compounds like "three-seater", denials in conditions).
 */
export const measuredPairs: readonly GroundingPair[] = [
  ...pairs('rug', {
    supported: `
      The Marram rug is made of wool.
      Dab a fresh stain with a dry cloth first, then with cold water.
      Cut the underlay 5 cm smaller than the rug on every side.
      You can use the rug on underfloor heating of up to 27 °C.
      Most of the creases disappear after two weeks of use.
      The sofa fits through a door that is at least 72 cm wide.
      The three-seater is 214 cm wide and weighs 66 kg.
      You need a hall 115 cm wide for the three-seater.
      If the sofa doesn't fit, you pay 40% of the price and £25 for the delivery.
      The crew doesn't take out doors or windows.
      The legs of the sofa come off.`,
    unsupported: `
      The rug is woven by hand in Morocco.
      Hot water and bleach can be used on the wool.
      You can wash the rug in a washing machine.
      The guarantee covers stains.
      The crew will take your windows out if the sofa doesn't fit.
      A made-to-order sofa can be returned at any time.`,
    'wrong-number': `
      The underlay should be 10 cm smaller than the rug.
      The floor heating may be up to 35 °C.
      The sofa fits through any door of 68 cm.
      The two-seater weighs 58 kg.
      You can cancel free for 24 hours after ordering.
      A rug can differ from its size by up to 5%.
      The creases are gone after four weeks.`,
    'wrong-amount': `
      If it doesn't fit, you pay £45 for the delivery.`,
    'invented-link': `
      There is a video at youtube.com/larchandloom-sofa.
      Our rug cleaner is at +44 113 555 0142.`,
    other: `
      I'm glad you like the rug.
      Which size did you order?`,
  }),
  ...pairs('money', {
    supported: `
      Please look under Account › Orders and in your spam folder first.
      If there is no order, the held amount drops off by itself within 3 working days.
      Every order has a number, LL- and five digits.
      A booked payment without an order is refunded to the same card within 5 working days.
      You can order again straight away.
      The link for your new e-mail address is valid for 24 hours.
      You do not need your old mailbox.
      Your orders, invoices and reviews stay in the account.`,
    unsupported: `
      Your bank charges interest on held amounts.
      You have to pay again to get your order.
      You need the old mailbox to confirm.
      Your reviews are deleted when the address changes.
      I'll give you a £15 gift card for this.`,
    'wrong-number': `
      The amount drops off within 10 working days.
      Tell us the last six digits of your card.
      The link is valid for 48 hours.
      Booked payments are paid back within 14 working days.
      An e-mail address can have three accounts.`,
    'invented-link': `
      Confirm your payment at http://pay.larchandloom.example/confirm.
      Text your order number to 07700 900123.`,
    other: `
      I've asked our payments team to look at it.
      I know this is worrying.
      Has the amount been booked?`,
  }),
  ...pairs('jobs', {
    supported: `
      All open jobs are on the Jobs page at the foot of the site.
      Add your CV as a PDF.
      You get an answer within 3 weeks.
      Open applications are kept for 6 months if you agree.
      Customer service can't take applications.
      You never pay anything to apply.
      You can switch delivery messages and offers on and off separately.
      Offers are switched off at first.`,
    unsupported: `
      We are hiring fifty people in Leeds this summer.
      You can hand in your CV at the showroom.
      Notifications drain your battery.
      Switching notifications off also stops the newsletter.`,
    'wrong-number': `
      Expect an answer within 6 weeks.
      We keep your application for 12 months.`,
    'wrong-amount': `
      The application fee is £20.`,
    'invented-link': `
      Send your CV to jobs@larchandloom.example.`,
    other: `
      Good luck with your application.
      Many thanks,`,
  }),
];
