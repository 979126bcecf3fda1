import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../src/text/language.ts';

const requests = new URL('../../data/requests/', import.meta.url);

describe('detectLanguage', () => {
  it('calls under 0.3% of the English requests foreign, typos and single words included', () => {
    const texts = readdirSync(requests)
      .filter((name) => name.endsWith('.txt') && name !== 'out_of_scope.txt')
      .flatMap((name) => readFileSync(new URL(name, requests), 'utf8').split('\n'))
      .filter((line) => line !== '' && !line.startsWith('# '))
      .map((line) => line.replace(/^= /, '').replaceAll('\\n', '\n'));
    const foreign = texts.filter((text) => !detectLanguage(text).supported);
    expect(foreign.length / texts.length, foreign.join(' | ')).toBeLessThan(0.003);
  });

  it.each([
    ['de', 'Wo ist mein Paket?'],
    ['de', 'ich will mein geld zurueck'],
    ['de', 'Ich habe mein Passwort vergessen und komme nicht mehr rein'],
    ['de', 'koennen sie mir helfen bitte'],
    ['fr', 'je veux annuler ma commande'],
    ['fr', 'remboursement toujours pas reçu'],
    ['fr', 'Comment changer mon adresse de livraison ?'],
    ['es', 'donde esta mi pedido'],
    ['es', 'No puedo iniciar sesión en mi cuenta'],
    ['it', 'vorrei annullare il mio ordine'],
    ['it', 'Non riesco ad accedere al mio account'],
    ['nl', 'waar is mijn pakket'],
    ['nl', 'hoe lang duurt de levering'],
    ['pl', 'gdzie jest moja paczka'],
    ['pl', 'Nie mogę się zalogować na konto'],
    ['sv', 'jag vill avbeställa min order'],
    ['sv', 'Var är mitt paket någonstans'],
    ['pt', 'onde está a minha encomenda'],
    ['pt', 'quero cancelar meu pedido por favor'],
    ['fi', 'missä minun pakettini on'],
    ['cs', 'kde je moje zásilka prosím'],
    ['ro', 'unde este coletul meu'],
    ['hu', 'hol van a csomagom kérem'],
    ['tr', 'siparişim nerede kaldı acaba'],
    ['ru', 'Где мой заказ?'],
    ['uk', 'Де моє замовлення, я його ще не отримав?'],
    ['zh', '我的订单在哪里'],
    ['ja', '注文をキャンセルしたい'],
    ['ko', '주문을 취소하고 싶어요'],
    ['ar', 'أين طلبي'],
    ['el', 'Πού είναι το δέμα μου'],
    ['he', 'איפה החבילה שלי'],
    ['th', 'พัสดุของฉันอยู่ที่ไหน'],
  ])('recognises %s in "%s"', (code, text) => {
    const guess = detectLanguage(text);
    expect(guess.code).toBe(code);
    expect(guess.supported).toBe(false);
    expect(guess.confidence).toBeGreaterThan(0.5);
  });

  it.each([
    ['tl', 'nasaan ang order ko', 'gusto kong kanselahin ang order ko', 'kailan darating ang parcel ko', 'hindi pa dumarating ang aking order', 'nakalimutan ko ang password ko', 'sira ang natanggap kong lampara', 'bakit dalawang beses akong siningil', 'pwede po bang makausap ang isang tao', 'paki cancel naman po ng order ko LL-48213', 'hindi ako makapag log in sa account ko'],
    ['hi', 'mera order kab aayega', 'mujhe apna order cancel karna hai', 'paisa wapas chahiye', 'mera refund abhi tak nahi aaya', 'mera parcel kaha hai', 'password bhool gaya hoon', 'address kaise change kare', 'mujhe kisi insaan se baat karni hai', 'mujhe invoice chahiye order LL-48213 ka', 'bhai mera saman abhi tak deliver nahi hua please check karo'],
    ['id', 'di mana pesanan saya', 'saya ingin membatalkan pesanan', 'kapan paket saya sampai', 'bagaimana cara mengubah alamat pengiriman', 'saya lupa kata sandi akun saya', 'barang yang saya terima rusak', 'berapa biaya pengiriman ke Jakarta', 'kenapa saya ditagih dua kali', 'min tolong dong cancel orderan saya', 'barangnya belum dateng juga nih gimana'],
    ['ms', 'di manakah pesanan saya', 'saya nak batalkan pesanan ini', 'bila bungkusan saya akan sampai', 'macam mana nak tukar alamat penghantaran', 'saya terlupa kata laluan akaun', 'tolong pulangkan wang saya', 'barang yang saya terima sudah rosak', 'berapakah kos penghantaran', 'boleh saya bercakap dengan seseorang', 'saya hendak tutup akaun saya'],
    ['sw', 'oda yangu iko wapi', 'nataka kughairi oda yangu', 'kifurushi changu kitafika lini', 'nimesahau nenosiri langu', 'nataka kurudishiwa pesa zangu', 'nawezaje kubadilisha anwani yangu', 'bidhaa niliyopokea imeharibika', 'kwa nini nimetozwa mara mbili', 'Habari, naomba kujua oda yangu imefika wapi', 'naweza kulipa kwa kadi ya benki'],
    ['lt', 'kur yra mano užsakymas', 'noriu atšaukti savo užsakymą', 'kada atvyks mano siunta', 'pamiršau slaptažodį', 'kaip pakeisti pristatymo adresą', 'gauta prekė yra sugadinta', 'kiek kainuoja pristatymas', 'noriu istrinti savo paskyra', 'laba diena, ar galiu pakeisti sofos spalvą', 'dar negavau savo siuntinio'],
    ['lv', 'kur ir mans pasūtījums', 'es vēlos atcelt pasūtījumu', 'kad pienāks mana paciņa', 'aizmirsu paroli', 'kā mainīt piegādes adresi', 'saņemtā prece ir bojāta', 'cik maksā piegāde', 'es gribu runāt ar cilvēku', 'kad būs mana sofa', 'labdien, vai es varu apmaksāt ar karti'],
    ['sq', 'ku është porosia ime', 'dua të anuloj porosinë time', 'kur do të vijë pakoja ime', 'kam harruar fjalëkalimin', 'dua paratë e mia mbrapsht', 'sa kushton dërgesa', 'dua të flas me një person', 'pse më keni tarifuar dy herë', 'a mund te paguaj me karte krediti', 'pershendetje, kur eshte pakoja'],
    ['cy', 'ble mae fy archeb', 'rwyf am ganslo fy archeb', 'pryd fydd fy mharsel yn cyrraedd', 'rydw i wedi anghofio fy nghyfrinair', 'hoffwn gael fy arian yn ôl', "mae'r lamp wedi torri", 'faint yw cost dosbarthu i Gaerdydd', 'pam ydych chi wedi codi tâl ddwywaith', "ydych chi'n derbyn cardiau credyd", 'dw i ddim wedi clywed dim ers wythnos'],
    ['ga', "cá bhfuil m'ordú", "ba mhaith liom m'ordú a chealú", 'cathain a thiocfaidh mo bheart', 'rinne mé dearmad ar mo phasfhocal', 'tá an lampa briste', 'cé mhéad atá ar an seachadadh', 'ba mhaith liom labhairt le duine', 'níor tháinig mo bheart fós', 'an nglacann sibh le cártaí creidmheasa', 'níl aon scéal agam faoin ordú'],
    ['az', 'sifarişim haradadır', 'sifarişimi ləğv etmək istəyirəm', 'bağlama nə vaxt çatacaq', 'parolumu unutmuşam', 'pulumu geri istəyirəm', 'aldığım məhsul zədələnib', 'çatdırılma neçəyədir', 'hesabımı silmək istəyirəm', 'kartla ödəniş etmək olar', 'salam sifarisim ne vaxt catacaq'],
    ['so', 'xagee dalabkaygu joogaa', 'waxaan rabaa inaan joojiyo dalabka', 'goorma ayuu iman doonaa baakadayda', 'waan ilaaway furaha sirta ah', 'waxaan rabaa lacagtayda', 'alaabta aan helay way jabtay', 'waa imisa qiimaha gaarsiinta', 'weli ma helin dalabkayga', 'ma ku bixin karaa kaar', 'fadlan ii sheeg halka uu joogo dalabkaygu'],
    ['vi', 'đơn hàng của tôi ở đâu', 'tôi muốn hủy đơn hàng', 'khi nào gói hàng của tôi đến', 'tôi quên mật khẩu', 'tôi muốn được hoàn tiền', 'sản phẩm tôi nhận được bị hỏng', 'phí giao hàng là bao nhiêu', 'toi muon huy don hang', 'shop ơi cho mình hỏi đơn hàng đến đâu rồi', 'cho minh hoi khi nao giao hang'],
    ['hr', 'gdje je moja narudžba', 'želim otkazati narudžbu', 'kada stiže moj paket', 'zaboravio sam lozinku', 'zelim povrat novca', 'koliko košta dostava', 'zašto ste mi naplatili dva puta', 'molim vas obrišite moj račun', 'mogu li platiti karticom', 'jel moze zamjena boje'],
    ['et', 'kus mu tellimus on', 'soovin tellimust tühistada', 'millal mu pakk kohale jõuab', 'unustasin parooli', 'kuidas muuta tarneaadressi', 'soovin raha tagasi', 'saadud lamp on katki', 'tahan inimesega rääkida', 'kas saan kaardiga maksta', 'tere, ootan juba kaks nädalat oma diivanit'],
    ['ca', 'on és la meva comanda', 'vull cancel·lar la comanda', 'quan arribarà el meu paquet', 'he oblidat la contrasenya', 'vull que em tornin els diners', 'quant costa l’enviament', 'vull parlar amb una persona', 'per què m’heu cobrat dues vegades', 'puc pagar amb targeta de crèdit', 'encara no he rebut res'],
    ['sl', 'kje je moje naročilo', 'želim preklicati naročilo', 'kdaj bo prišel moj paket', 'pozabil sem geslo', 'kako spremenim naslov za dostavo', 'rad bi vračilo denarja', 'koliko stane dostava', 'rad bi govoril s človekom', 'zakaj ste mi dvakrat zaračunali', 'prejeta svetilka je poškodovana'],
    ['sk', 'kde je moja objednávka', 'chcem zrušiť objednávku', 'kedy príde môj balík', 'zabudol som heslo', 'ako zmením dodaciu adresu', 'chcem vrátiť peniaze', 'koľko stojí doručenie', 'chcem hovoriť s človekom', 'prečo ste mi účtovali dvakrát', 'doručená lampa je poškodená'],
  ])('refuses %s and mostly names it', (code, ...texts) => {
    const guesses = texts.map((text) => detectLanguage(text));
    expect(texts.filter((_, i) => guesses[i]?.supported !== false)).toEqual([]);
    expect(guesses.filter((guess) => guess.code === code).length).toBeGreaterThan(texts.length / 2);
  });

  it.each([
    ['Icelandic', 'hvenær kemur pakkinn minn'],
    ['Haitian', 'mwen vle anile kòmand mwen an'],
    ['Maltese', 'rrid nikkanċella l-ordni tiegħi'],
    ['Zulu', 'ngifuna ukukhansela i-oda yami'],
    ['Esperanto', 'mi volas nuligi mian mendon'],
  ])('does not take %s, of which it has no profile, for English', (_name, text) => {
    expect(detectLanguage(text).supported).toBe(false);
  });

  it('tells a single word by letters English does not have, unless it may be a name beside an order number', () => {
    expect(detectLanguage('Rückgabe?')).toMatchObject({ code: 'de', supported: false });
    expect(detectLanguage('Größentabelle')).toMatchObject({ supported: false });
    expect(detectLanguage('LL-48213 Müller')).toMatchObject({ code: 'en', supported: true });
  });

  it.each(['wheres my ordr', 'pls cancle', 'refnd??', 'LL-48213 ikea', 'Tansy lamp', 'Venmo', 'IKEA KALLAX', 'acount termination', 'amex?', 'LL-48213 LL-48214 ta', 'ta', 'thx', 'forgot pwd', 'ETA?'])('keeps "%s" English', (text) => {
    expect(detectLanguage(text)).toMatchObject({ code: 'en', supported: true });
  });

  it('tells Danish and Norwegian from Swedish, if not always from each other', () => {
    expect(['da', 'no']).toContain(detectLanguage('hvor er min pakke henne').code);
  });

  it.each(['', '   ', '12345', '???', 'LL-48213', 'https://example.org', 'a.b@example.org'])('calls "%s" undetermined, and supported', (text) => {
    expect(detectLanguage(text)).toMatchObject({ code: 'und', supported: true });
  });

  it('takes an English text with foreign names or a quotation for English', () => {
    expect(detectLanguage('The Müller & Söhne invoice for Señor Núñez in Łódź never came').code).toBe('en');
    expect(detectLanguage('The confirmation only says "Ihre Bestellung wurde storniert" and I did not cancel anything, please help').code).toBe('en');
  });

  it('counts what the desk was trained for as supported', () => {
    expect(detectLanguage('Wo ist mein Paket?', ['en', 'de'])).toMatchObject({ code: 'de', supported: true });
  });

  it('answers for any text, with a confidence from 0 to 1', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const guess = detectLanguage(text);
        expect(guess.confidence).toBeGreaterThanOrEqual(0);
        expect(guess.confidence).toBeLessThanOrEqual(1);
        expect(guess.code).toMatch(/^([a-z]{2}|und)$/);
      }),
    );
  });

  it('reads only the beginning of a huge text', () => {
    expect(detectLanguage('where is my order '.repeat(60_000)).code).toBe('en');
    expect(detectLanguage('x'.repeat(1_000_000)).code).toMatch(/^([a-z]{2}|und)$/);
  });
});
