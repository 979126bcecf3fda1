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
