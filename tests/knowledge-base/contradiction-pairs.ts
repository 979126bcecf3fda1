/*
 * Pairs of passages about a made-up shop, written for the measuring of contradictions: twenty that can't both be true, and
 * forty harmless ones that look like it (the same said in other words, other units, other subjects, other conditions).
 * The thresholds were chosen while looking at these. `later` was written after that and has changed nothing: it is what to go by.
 */

export interface PassagePair {
  readonly a: { readonly title: string; readonly text: string };
  readonly b: { readonly title: string; readonly text: string };
}

function pair(titleA: string, a: string, titleB: string, b: string): PassagePair {
  return { a: { title: titleA, text: a }, b: { title: titleB, text: b } };
}

export const planted: readonly PassagePair[] = [
  pair('Sending a canoe back', 'You can return a canoe within 30 days of delivery.', 'Returns at a glance', 'A canoe can be returned within 14 days of delivery.'),
  pair('Paddle repairs', 'We repair a broken paddle in 5 working days.', 'What our workshop does', 'The repair of a broken paddle takes 12 working days.'),
  pair('Renting a kayak', 'Renting a kayak costs £45 a day.', 'Prices of the boathouse', 'The price for renting a kayak is £38 a day.'),
  pair('Members save', 'Members get a discount of 15% on every life jacket.', 'Life jackets', 'On every life jacket members get a discount of 10%.'),
  pair('Boathouse hours', 'The boathouse opens at 8 am.', 'Visiting us', 'Our boathouse opens at 9:30 am.'),
  pair('Gift vouchers', 'A gift voucher is valid for 24 months.', 'Paying with a voucher', 'Your gift voucher stays valid for 1 year.'),
  pair('Wet suits on sale', 'A wet suit bought in the sale can be returned.', 'What can not be sent back', 'A wet suit bought in the sale cannot be returned.'),
  pair('Club membership', 'You can cancel your club membership at any time without giving a reason.', 'Leaving the club', 'You cannot cancel your club membership at any time.'),
  pair('Delivery of boats', 'Delivery of a boat to the islands is free.', 'Shipping to the islands', 'Delivery of a boat to the islands is charged.'),
  pair('Courses for beginners', 'The rental of a helmet is included in the beginners course.', 'Helmets', 'In the beginners course the rental of a helmet is excluded.'),
  pair('Weight limits', 'The Heron canoe carries at most 180 kg.', 'Heron canoe', 'Load the Heron canoe with no more than 220 kg.'),
  pair('How refunds are paid', 'A refund arrives on your card within 3 working days.', 'When you get your money', 'Your refund is on your card within 10 working days.'),
  pair('Photos for a claim', 'Send us three photos of the damaged hull with your claim.', 'Claims', 'With your claim send five photos of the damaged hull.'),
  pair('Locking up at the jetty', 'The gate of the jetty closes at 22:00.', 'Evening paddling', 'At 20:30 the gate of the jetty closes.'),
  pair('Storage in winter', 'Winter storage of a boat starts on 15 October.', 'Storing your boat', 'The winter storage of your boat starts on 1 November.'),
  pair('Deposit', 'The deposit for a rented raft is £100.', 'Renting a raft', 'For a rented raft we take a deposit of £150.'),
  pair('Cleaning a dry bag', 'You can wash a dry bag in the washing machine.', 'Care of dry bags', 'A dry bag must not go in the washing machine; you can never wash a dry bag there.'),
  pair('Changing a booking', 'Changing the date of a booking is free.', 'Bookings', 'Changing the date of a booking costs £12 and is never free.'),
  pair('Age of children', 'Children under 10 years paddle with an adult.', 'Paddling with children', 'Children under 12 years paddle only with an adult.'),
  pair('The weekly river tour', 'The guided river tour starts on Saturday at the old mill.', 'Guided tours', 'Our guided river tour starts on Wednesday at the old mill.'),
];

export const harmless: readonly PassagePair[] = [
  // The same in other words or units.
  pair('Sending a canoe back', 'You can return a canoe within two weeks of delivery.', 'Returns at a glance', 'A canoe can be returned within 14 days of delivery.'),
  pair('Paddle repairs', 'We repair a broken paddle in five working days.', 'What our workshop does', 'The repair of a broken paddle takes 5 working days.'),
  pair('Renting a kayak', 'Renting a kayak costs £45.00 a day.', 'Prices of the boathouse', 'The price for renting a kayak is £45 a day.'),
  pair('Gift vouchers', 'A gift voucher is valid for 24 months.', 'Paying with a voucher', 'Your gift voucher stays valid for 2 years.'),
  pair('Boathouse hours', 'The boathouse opens at 9:30 am.', 'Visiting us', 'Our boathouse opens at 09:30.'),
  pair('Refunds', 'A refund takes 24 hours to show.', 'Your money', 'A refund takes one day to show.'),
  pair('Delivery', 'Delivery of a boat takes 7 to 14 days.', 'Waiting for a boat', 'Most boats are delivered in 10 days.'),
  pair('Delivery', 'Delivery of a boat takes up to 14 days.', 'Waiting for a boat', 'Delivery of a boat takes 10 days in summer.'),
  pair('Cancelling a course', 'You can cancel a course without giving a reason.', 'Courses', 'You need not give a reason to cancel a course.'),
  pair('Wet suits', 'A used wet suit cannot be returned.', 'Returns of wet suits', 'An unused wet suit can be returned.'),
  // Another subject.
  pair('Renting a kayak', 'Renting a kayak costs £45 a day.', 'Renting a raft', 'Renting a raft costs £80 a day.'),
  pair('Kayak guarantee', 'The guarantee for a kayak is 5 years.', 'Tent guarantee', 'The guarantee for a tent is 2 years.'),
  pair('Card refunds', 'A refund to a card takes 5 working days.', 'Wallet refunds', 'A refund to PayPal takes 2 working days.'),
  pair('The north gate', 'The north gate closes at 22:00.', 'The south gate', 'The south gate closes at 20:00.'),
  pair('Standard parcel', 'A standard parcel costs £4.95.', 'Express', 'An express parcel costs £9.95.'),
  pair('Heron canoe', 'The Heron canoe carries at most 180 kg.', 'Otter canoe', 'The Otter canoe carries at most 240 kg.'),
  pair('Adults', 'A day ticket for adults costs £12.', 'Children', 'A day ticket for children costs £7.'),
  pair('Monday course', 'The rolling course on Monday lasts 2 hours.', 'Weekend course', 'The rescue course on the weekend lasts 6 hours.'),
  pair('Damaged hull', 'Send three photos of the damaged hull.', 'Missing seat', 'Send one photo of the missing seat bracket.'),
  pair('Summer storage', 'Summer storage of a boat costs £20 a month.', 'Winter storage', 'Winter storage of a boat costs £35 a month.'),
  // Another condition or another moment.
  pair('Early booking', 'If you book early, a course costs £60.', 'Late booking', 'If you book on the day, a course costs £75.'),
  pair('Circle members', 'Members pay £3 for a locker.', 'Guests', 'Guests pay £5 for a locker.'),
  pair('In stock', 'A paddle in stock ships in 2 days.', 'Made to order', 'A paddle made to order ships in 3 weeks.'),
  pair('Before the course', 'You can cancel 7 days before the course starts.', 'After the course', 'You can review a course until 30 days after it ended.'),
  pair('Light damage', 'For a scratch you get £20 off.', 'Heavy damage', 'For a crack you get £200 off.'),
  pair('Ask first', 'You must ask for the collection within 60 days.', 'The collection', 'The driver comes 2 days after you ask for the collection.'),
  pair('Number of helmets', 'Each guide carries two spare helmets.', 'Groups', 'A group of eight needs eight helmets.'),
  pair('Reading the gauge', 'Do not paddle when the gauge shows more than 3 m.', 'High water', 'You can paddle when the gauge shows 1 m.'),
  pair('Invoice numbers', 'Invoice INV-2026-00417 is an example of a number.', 'Order numbers', 'Order LL-48213 is an example of a number.'),
  pair('Call us', 'Call us on 020 7946 0331.', 'Rescue', 'Call the rescue on 020 7946 0999.'),
  // Negations that turn nothing round.
  pair('Booking', 'No booking is needed for the harbour tour.', 'Harbour tour', 'You do not need a booking for the harbour tour.'),
  pair('Life jackets', 'Never paddle without a life jacket.', 'Safety', 'Always paddle with a life jacket.'),
  pair('Payment', 'You can not only pay by card but also in cash.', 'Paying', 'You can pay by card and in cash.'),
  pair('Dry bags', 'Do not leave a wet dry bag closed.', 'Storing dry bags', 'Leave a dry bag open until it is dry.'),
  pair('Dogs', 'Dogs are not allowed in kayaks.', 'Dogs on rafts', 'Dogs are allowed on rafts.'),
  pair('Vouchers', 'A voucher is not paid out in cash.', 'Lost vouchers', 'A lost voucher is replaced if you have its number.'),
  pair('Accounts', 'You can book without an account.', 'Your account', 'With an account you can see your bookings.'),
  pair('Instructors', 'An instructor can refuse a person who has been drinking.', 'Rules', 'A person who has not been drinking can take part.'),
  pair('Free coffee', 'Coffee in the boathouse is free for members.', 'Boathouse café', 'Cake in the boathouse is charged to members.'),
  pair('Lockers', 'Keep your key with you on the water.', 'Lost keys', 'If you lose your key, pay £15 at the desk.'),
];

/** Another made-up desk (an online bookkeeping service): ten that can't both be true, twenty harmless. */
export const later: { readonly planted: readonly PassagePair[]; readonly harmless: readonly PassagePair[] } = {
  planted: [
    pair('Free trial', 'The free trial of the ledger lasts 30 days.', 'Getting started', 'You can use the free trial of the ledger for 14 days.'),
    pair('Deleting a company', 'A deleted company is kept for 90 days.', 'What happens to deleted data', 'We keep a deleted company for 30 days.'),
    pair('Uploading receipts', 'A receipt may be up to 10 MB large.', 'Receipts', 'Receipts of up to 25 MB can be uploaded.'),
    pair('Paying by invoice', 'Invoices are payable within 14 days.', 'Our terms', 'All invoices are payable within 30 days.'),
    pair('Users', 'The small plan includes three users.', 'Plans', 'Five users are included in the small plan.'),
    pair('Support by phone', 'Phone support is open from 9 am.', 'Contact', 'Our phone support opens at 8 am.'),
    pair('Changing the currency', 'You can change the currency of a ledger later.', 'Setting up a ledger', 'You cannot change the currency of a ledger later.'),
    pair('Bank connection', 'A bank connection must be renewed every 90 days.', 'Banks', 'Renew your bank connection every 180 days.'),
    pair('Exporting', 'Exports to the tax office are free in every plan.', 'Tax office', 'Exports to the tax office are charged in every plan.'),
    pair('Two-step sign-in', 'Two-step sign-in is optional for owners.', 'Safety of owners', 'For owners two-step sign-in is required.'),
  ],
  harmless: [
    pair('Free trial', 'The free trial of the ledger lasts 30 days.', 'Getting started', 'You can use the free trial of the ledger for one month.'),
    pair('Small plan', 'The small plan costs £9 a month.', 'Large plan', 'The large plan costs £29 a month.'),
    pair('Deleted companies', 'A deleted company is kept for 90 days.', 'Deleted receipts', 'A deleted receipt is kept for 30 days.'),
    pair('Uploading receipts', 'A receipt may be up to 10 MB large.', 'Uploading logos', 'A logo may be up to 2 MB large.'),
    pair('Invoices', 'Invoices are payable within two weeks.', 'Our terms', 'All invoices are payable within 14 days.'),
    pair('Owners', 'Only an owner can delete a company.', 'Bookkeepers', 'A bookkeeper cannot delete a company.'),
    pair('Closed years', 'You cannot change a booking in a closed year.', 'Open years', 'You can change a booking in an open year.'),
    pair('Weekday support', 'On weekdays phone support closes at 18:00.', 'Weekend support', 'On Saturdays phone support closes at 13:00.'),
    pair('VAT in Ireland', 'The standard rate of VAT in Ireland is 23%.', 'VAT in Germany', 'The standard rate of VAT in Germany is 19%.'),
    pair('Reminders', 'The first reminder is sent after 7 days.', 'Further reminders', 'The second reminder is sent after 14 days.'),
    pair('Signing in', 'If you forget your password, reset it within 1 hour.', 'Signing in by link', 'The link to sign in works for 15 minutes.'),
    pair('Import', 'An import reads up to 5,000 rows.', 'Export', 'An export writes up to 50,000 rows.'),
    pair('Backups', 'A backup is made every 24 hours.', 'How we keep data safe', 'We make a backup once a day.'),
    pair('Notes', 'Do not write card numbers in a note.', 'Attachments', 'Write the invoice number in a note.'),
    pair('Monthly billing', 'With monthly billing you can leave at any time.', 'Yearly billing', 'With yearly billing you cannot leave before the year is over.'),
    pair('Accountants', 'An accountant is not counted as a user.', 'Users', 'Every invited colleague is counted as a user.'),
    pair('Before closing', 'Print the journal before you close the year.', 'After closing', 'After you close the year, send the journal to your accountant.'),
    pair('Mileage', 'A car is refunded at 45p a mile.', 'Bicycles', 'A bicycle is refunded at 20p a mile.'),
    pair('Languages', 'Letters can be written in five languages.', 'Letters', 'Choose one of 5 languages for a letter.'),
    pair('Paper', 'We do not post invoices on paper.', 'E-mail', 'We send invoices by e-mail.'),
  ],
};
