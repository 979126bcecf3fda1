import { describe, expect, it } from 'vitest';
import { findPersonal } from '../../src/tickets/find-personal.ts';
import type { KnownPersonal, PersonalKind } from '../../src/tickets/personal.ts';

const shop: KnownPersonal = { names: [], orderNumbers: ['LL-#####'] };

function found(text: string, kind: PersonalKind, known: KnownPersonal = shop): string[] {
  return findPersonal(text, known)
    .filter((span) => span.kind === kind)
    .map(({ start, end }) => text.slice(start, end));
}

describe('finding personal details', () => {
  it.each([
    ['Write to T.Adeyemi@Example.com, please', 'T.Adeyemi@Example.com'],
    ['my mail: jane (at) example (dot) com', 'jane (at) example (dot) com'],
    ['jane dot doe at example dot com is mine', 'jane dot doe at example dot com'],
    ['f(dot)castellanos(at)correo(dot)example', 'f(dot)castellanos(at)correo(dot)example'],
    ['<rohan+larch@mail.example.co.uk>', 'rohan+larch@mail.example.co.uk'],
    ['jürgen@müller.example.', 'jürgen@müller.example'],
  ])('e-mail: %j', (text, wanted) => expect(found(text, 'email')).toEqual([wanted]));

  it.each(['look at example.com for it', '@larchandloom is your handle', 'arrived at 9 dot', 'a @ b', 'meet me at the dot'])('no e-mail: %j', (text) => expect(found(text, 'email')).toEqual([]));

  it.each([
    ['Ring me on 07700 900142 after 4', '07700 900142'],
    ['+44 (0)1632 960 288', '+44 (0)1632 960 288'],
    ['0044 7700 900 142', '0044 7700 900 142'],
    ['020-7946-0551', '020-7946-0551'],
    ['(555) 555-0142', '(555) 555-0142'],
    ['1-800-555-0199', '1-800-555-0199'],
    ['+1 (212) 555-0187;', '+1 (212) 555-0187'],
    ['06 39 98 12 45', '06 39 98 12 45'],
    ['unter 030/2318044 erreichbar', '030/2318044'],
    ['0171 3920 007', '0171 3920 007'],
    ['0113 496 0998 ext. 24', '0113 496 0998 ext. 24'],
    ['mi teléfono es 600 55 01 23', '600 55 01 23'],
    ['call 5550142 now', '5550142'],
    ['+44 7700 900142 2 lamps', '+44 7700 900142'],
  ])('phone: %j', (text, wanted) => expect(found(text, 'phone')).toEqual([wanted]));

  it.each([
    'on 02/02/2026 at 10:42',
    'between 28.01.2026 and 12.02.2026',
    'it costs £1,149.00 or 1 149,00 €',
    'SKU 4471-22-889',
    'version 4.18.2 on iOS 18.3.1',
    'size 140 x 260 cm, 31.5 kg, 230 V',
    'code 448 213',
    'Northway consignment 7745 0091 2236',
    'tracking 0334 5567 8901',
    'parcel 0045 1122 3344 55',
    'police ref 26/004417',
    'from 09:00-13:00, day 12 of 14',
    'gift card GC-8842-1190-5567',
  ])('no phone: %j', (text) => expect(found(text, 'phone')).toEqual([]));

  it('knows one phone number in its two forms as one value', () => {
    const values = ['+44 7700 900142', '0044 7700 900142', '+44 (0)7700 900-142'].map((text) => findPersonal(text, shop)[0]?.value);
    expect(new Set(values)).toEqual(new Set(['+447700900142']));
  });

  it.each([
    ['4847 1822 7629 0918 and 09/28', '4847 1822 7629 0918'],
    ['3434 345866 95386', '3434 345866 95386'],
    ['4000-0041-3625-6561', '4000-0041-3625-6561'],
    ['5200.8233.8767.3231', '5200.8233.8767.3231'],
    ['card:5200822956558070,', '5200822956558070'],
    ['Diners 3056 934852 2697', '3056 934852 2697'],
    ['no. 12 4847 1822 7629 0918', '4847 1822 7629 0918'],
  ])('card: %j', (text, wanted) => expect(found(text, 'card')).toEqual([wanted]));

  it.each(['the card ending in 4242', '**** **** **** 4242', 'tracking 6268491896160907', '4847 1822 7629 0919', '0000 0000 0000 0000', 'IMEI 356938035643809', '20260304 123456'])('no card: %j', (text) =>
    expect(found(text, 'card')).toEqual([]),
  );

  it.each([
    ['to DE03 9490 5730 7977 6761 80, please', 'DE03 9490 5730 7977 6761 80'],
    ['gb69 lark 3837 6527 4022 88 got nothing', 'gb69 lark 3837 6527 4022 88'],
    ['IBAN:IE58NOBK70020856824589', 'IE58NOBK70020856824589'],
    ['IT35 T552 6349 0017 1950 0154 923', 'IT35 T552 6349 0017 1950 0154 923'],
    ['NL11-MOCK-6873-3925-08', 'NL11-MOCK-6873-3925-08'],
    // A slip in the digits, but called an IBAN.
    ['IBAN DE03 9490 5730 7977 6761 81', 'DE03 9490 5730 7977 6761 81'],
  ])('IBAN: %j', (text, wanted) => expect(found(text, 'iban')).toEqual([wanted]));

  it.each(['RF18 5390 0754 7036', 'BIC TSTBITMMXXX', 'DE03 9490 5730 7977 6761 81 is a number', 'VAT CHE-123.456.788', 'XX12 3456 7890 1234'])('no IBAN: %j', (text) => expect(found(text, 'iban')).toEqual([]));

  it.each([
    ['order LL-48213 please', 'LL-48213'],
    ['ll48213', 'll48213'],
    ['it is #LL-48213.', 'LL-48213'],
    ['LL 48213!', 'LL 48213'],
    ['Order #48871 has not moved', '48871'],
    ['their order 4471-2231', '4471-2231'],
    ['invoice INV-2026-00417 is', 'INV-2026-00417'],
    ['Rechnungsnummer: 20260417', '20260417'],
    ['facture n° F-20931', 'F-20931'],
    ['order number AB12345X', 'AB12345X'],
    ['Amazon order 203-1234567-8901234 came', '203-1234567-8901234'],
  ])('order: %j', (text, wanted) => expect(found(text, 'order')).toEqual([wanted]));

  it.each(['order 12 chairs', 'in order of 2026', 'the 48213 people', 'SKU 4471-22', 'ALL-48213', 'LL-482133', 'I ordered 3 lamps on 12/01/2026', 'bill of £480'])('no order: %j', (text) => expect(found(text, 'order')).toEqual([]));

  it('finds order numbers by any look that is set', () => {
    const known: KnownPersonal = { names: [], orderNumbers: ['@@-####/*', '9########'] };
    expect(found('see xk 2041 b and AB-1234/7, not AB-123', 'order', known)).toEqual(['xk 2041 b', 'AB-1234/7']);
    expect(found('it is 912345678.', 'order', known)).toEqual(['912345678']);
  });

  it.each([
    ['Send it to Flat 3, 14 Birch Lane, Leeds LS8 2PQ please', 'Flat 3, 14 Birch Lane, Leeds LS8 2PQ'],
    ['6 tithe barn rd bs16 4hj, so', '6 tithe barn rd bs16 4hj'],
    ['PO Box 1182, Cork', 'PO Box 1182, Cork'],
    ['address is 4410 Juniper Ave, Apt 12C, Portland, OR 97213 for', '4410 Juniper Ave, Apt 12C, Portland, OR 97213'],
    ['Lindenstraße 12a, 10969 Berlin', 'Lindenstraße 12a, 10969 Berlin'],
    ['Keizersgracht 418-2\n1016 GC Amsterdam\nNetherlands\nPlease use it', 'Keizersgracht 418-2\n1016 GC Amsterdam\nNetherlands'],
    ['au 12 rue des Tanneurs, 67000 Strasbourg, France.', '12 rue des Tanneurs, 67000 Strasbourg, France'],
    ['Calle de Alcalá 188, 4º B, 28028 Madrid', 'Calle de Alcalá 188, 4º B, 28028 Madrid'],
    ['I live at HD1 4QF. One letter', 'HD1 4QF'],
    ['we are in Portland, OR 97213 now', 'Portland, OR 97213'],
    ['nach 10115 Berlin', '10115 Berlin'],
    ['at Rosslyn, Mill Road, Ballina, F26 K7P3. Driver', 'Rosslyn, Mill Road, Ballina, F26 K7P3'],
    ['Postfach 2207, 8021 Zürich.', 'Postfach 2207, 8021 Zürich'],
    ['it is Rose Cottage, Mill Lane, Ashby now', 'Rose Cottage, Mill Lane, Ashby'],
    ['to Tigh na Beag, Shore Road, Plockton IV52 8TN.', 'Tigh na Beag, Shore Road, Plockton IV52 8TN'],
    ['left at Hazeldene, Back Road, Wenhaston.', 'Hazeldene, Back Road, Wenhaston'],
    ['went to 112 Burnley Road West!', '112 Burnley Road West'],
    ['between 12 and 14 Elm Road', '12 and 14 Elm Road'],
    ['I live at 12 Rosebank now', '12 Rosebank'],
    ['14 Ferndale, Cobh, Co. Cork', '14 Ferndale, Cobh, Co. Cork'],
    ['drop it @ 59 wolseley rd sheffield s8 0zt pls', '59 wolseley rd sheffield s8 0zt'],
    ['flat 12 block b, gorbals street, g5 9dq buzz', 'flat 12 block b, gorbals street, g5 9dq'],
    ['Torstraße 77, Hinterhaus, 2. Stock, 10119 Berlin.', 'Torstraße 77, Hinterhaus, 2. Stock, 10119 Berlin'],
    ['Prinsengracht 1021-B\n1017 KN Amsterdam', 'Prinsengracht 1021-B\n1017 KN Amsterdam'],
    ['au 24 bis rue de la Roquette, bât. C, 75011 Paris, digicode', '24 bis rue de la Roquette, bât. C, 75011 Paris'],
    ['Vesterbrogade 112, 3. tv., 1620 København V, tak', 'Vesterbrogade 112, 3. tv., 1620 København V'],
    ['ul. Długa 15 m. 4, 00-238 Warszawa.', 'ul. Długa 15 m. 4, 00-238 Warszawa'],
    ['Rua das Flores, 45, 2.º Esq., 1200-192 Lisboa.', 'Rua das Flores, 45, 2.º Esq., 1200-192 Lisboa'],
    ['305-1455 Rue Sherbrooke O, Montréal, QC H3G 1L2. Thanks', '305-1455 Rue Sherbrooke O, Montréal, QC H3G 1L2'],
    ['Flat 302, Sai Krupa Apartments, MG Road, Pune 411001', 'Flat 302, Sai Krupa Apartments, MG Road, Pune 411001'],
    ['RR 2 Box 118, Stowe, VT 05672', 'RR 2 Box 118, Stowe, VT 05672'],
    ['it is Rose Cottage, Mill Lane, Tel. 07700 900142', 'Rose Cottage, Mill Lane'],
  ])('address: %j', (text, wanted) => expect(found(text, 'address')).toEqual([wanted]));

  it.each(['2 weeks on the road', 'a 10 minute drive', 'on the High Street', 'in Leeds', 'E27 max 40 W', '5 star service', '3 doors down the lane', 'RAL 1011 and K1LN-16/B', '2 boxes on the way', 'Sofa is 3 Place setting? And 12 Square cushions', 'on page 14 it doesn\'t. Main Street prices', 'in March, April 2024 and Leeds, 2025 Edition', 'I live on Station Road, like the shop', '1200 MM wide', 'Order 12 lamps in a row'])(
    'no address: %j',
    (text) => expect(found(text, 'address')).toEqual([]),
  );

  it.each([
    ['my name is Barbara Nwosu.', 'Barbara Nwosu'],
    ['this is Xanthor speaking', 'Xanthor'],
    ["I'm Jane Doe and I wait", 'Jane Doe'],
    ['It broke.\n\nKind regards,\nTom Baker', 'Tom Baker'],
    ['Dear Ms Okafor, thank you', 'Okafor'],
    ['Hi Priya, where is it', 'Priya'],
    ['ask Mr Smith.', 'Smith'],
    ['attn: Quillon Vexley', 'Quillon Vexley'],
    ['Name: Zorba Quint\nOrder: none', 'Zorba Quint'],
    ['my husband Yusuf is home', 'Yusuf'],
    ['My daughter May may have ordered', 'May'],
    ['Frau Vanderspiegel hat bestellt', 'Vanderspiegel'],
    ['Where is it. Haruto Kobayashi', 'Haruto Kobayashi'],
    ['from J. van der Berg today', 'J. van der Berg'],
    ['Xanthor told me that it is lost', 'Xanthor'],
    ['it was signed for by KOWALSKI.', 'KOWALSKI'],
    ['the bell says "Quillon"', 'Quillon'],
    ['my name is nguyen van minh and i wait', 'nguyen van minh'],
    ['hi this is kat, my sofa broke', 'kat'],
    ['Abdulrahman bin Khalid is the owner', 'Abdulrahman bin Khalid'],
    ['next to the Hendersons, I think', 'Hendersons'],
    ['handled by Emeka O.', 'Emeka O'],
    ['It broke.\n\nRegards,\nD', 'D'],
    ['it was Pfeiffenberg, sorry', 'Pfeiffenberg'],
  ])('name: %j', (text, wanted) => expect(found(text, 'name')).toEqual([wanted]));

  it.each([
    'Will the shelf carry 35 kg? May arrive in May.',
    'Mark it as received, and bill the grant',
    'The Sorrel sofa and the Tansy lamp from Larch & Loom',
    'I am Happy with it. Thanks',
    "I'm waiting. This is Terrible",
    'Kind regards',
    'Hello, Please cancel. Bye',
    'The rose-coloured cushion in the hall',
    'John Lewis matches prices, Osborne & Little does not',
    'in Sage, or Olive, or Ruby, the Daisy print',
    'back from Florence, then in Sydney',
    'a stanley knife and an allen key',
    'Hi Team, Thanks. The Trinity Centre shop said Monday',
    'Warehouse Manager, Operations Lead, Head of Sales',
    'Does it work with Siri or my Alexa?',
  ])('no name: %j', (text) => expect(found(text, 'name')).toEqual([]));

  it('finds a name again where nothing but its capital tells, and those in one list with it', () => {
    expect(found('She told me that Quillon would refund. Quillon says no. Tell Quillon.', 'name')).toEqual(['Quillon', 'Quillon', 'Quillon']);
    expect(found('I was helped by Saoirse, then by Xanthora, and it took Anna or Zemfiria a day', 'name')).toEqual(['Saoirse', 'Xanthora', 'Anna', 'Zemfiria']);
  });

  it('finds the names it knows, whole and in parts, and leaves the words they also are', () => {
    const known: KnownPersonal = { names: ['Maren Okafor', 'Will Page'], orderNumbers: [] };
    expect(found('maren wrote, OKAFOR again; I think Will did. Will it come? On page 2 it will.', 'name', known)).toEqual(['maren', 'OKAFOR', 'Will']);
    expect(found('will page has it', 'name', known)).toEqual(['will page']);
    expect(found('Your marenish okafors', 'name', known)).toEqual([]);
  });

  it('leaves what is everybody’s', () => {
    const known: KnownPersonal = { names: [], orderNumbers: [], leaveOut: new Set(['help@larchandloom.example', '020 7946 0182']) };
    expect(findPersonal('help@larchandloom.example, +44 20 7946 0182 or 07700 900142', known).map(({ kind, value }) => [kind, value])).toEqual([['phone', '07700900142']]);
  });

  it('reads a megabyte of anything in one go', () => {
    const million = 1_000_000;
    for (const piece of ['a', '7', '@', ' ', 'A ', 'a@', '0 ', '4242 ', '1.', 'Mr ', 'LL-', 'de03 ', '12 High ', 'Name: ', '\n', 'x dot ', 'A. ', 'Ab ', '(', '[NAME_1]', 'é', '07700 900142 ', 'Flat 3, ', 'K-', 'a at b dot ']) {
      const text = piece.repeat(Math.ceil(million / piece.length));
      expect(findPersonal(text, { names: ['Maren Okafor', 'A A'], orderNumbers: ['LL-#####', '@@@***###'] }).length).toBeLessThan(million);
    }
  }, 240_000);
});
