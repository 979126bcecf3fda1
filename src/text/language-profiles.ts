/**
 * For each language in Latin letters, words as a customer would write them: the frequent small words, and what is said to a
 * shop. Both the words and their letter triples are learnt from these lines, written for this purpose.
 */
export const languageProfiles: Readonly<Record<string, { readonly name: string; readonly text: string }>> = {
  en: {
    name: 'English',
    text: `the a an and or but if so of to in on at by for with from into out up down over under about after before again
i me my mine myself you your yours he him his she her hers it its we us our ours they them their this that these those who whom whose
which what when where why how is am are was were be been being have has had having do does did doing done can could will would shall
should may might must not no nor don't doesn't didn't isn't wasn't won't wouldn't can't couldn't haven't hasn't i'm i've i'd i'll you're
it's that's there's there here then than too very just only even still yet already now today yesterday tomorrow week month year day days
all any some every each both few more most other another such own same one two three first last new old next back also ever never always
please thanks thank hello hi hey dear sir madam team good morning afternoon evening regards cheers sorry yes okay ok help need want
like get got give take make made send sent see know think tell told ask asked say said try tried use used find look looking work works
working keep put let come came go going went gone show pay paid buy bought order orders ordered ordering cancel cancelled cancelling
change changed refund refunds money return returned returns delivery deliver delivered shipping ship shipped parcel package item items
product purchase invoice invoices bill bills receipt payment card charge charged fee cost price account profile user password login log
sign register registration email e-mail mail address phone number name details information update edit delete close open create account
newsletter subscribe unsubscribe complaint complain review feedback service customer support agent person human someone somebody speak
talk call chat website site page app button link form error problem issue wrong broken missing waiting wait late arrived arrive status
track tracking where's what's how's sofa chair desk lamp rug mattress table bed duvet curtains shelf time way thing something anything
nothing because since until while during between without through against off around minutes hours really quite right left much many
little long short big small free full home house office moved living old wife husband daughter son mother father friend people man woman
u ur yo im ive dont cant wont didnt doesnt isnt whats wheres hows thats pls plz thx wanna gonna gimme asap lol idk
options methods policy accept kind possible available want wants wanted assistance information question answer reason company store shop
receive received request requested check checking confirm confirmed contact contacting process processed subscription upgrade downgrade
switch premium standard membership member remove add added entry operator size chart mens womens shirt shirts code shop exactly either instead rather ago soon later early once twice
set start stop read write book books play turn run move add save choose pick cut fix mend repair replace break hold carry leave left
meet visit travel flight ticket train car bus road street city town country world place room kitchen bedroom garden door window wall floor
top bottom side front inside outside near far high low hot cold warm wet dry clean dirty soft hard heavy light dark bright black white red
blue green yellow brown grey colour color size large medium half whole part piece pair set box boxes bag case bottle cup glass wood wooden
metal paper water food coffee tea music video picture photo screen phone computer battery machine robot clock timer alarm minute minutes
second hour night weekend holiday birthday wedding present gift voucher personal data details customer's business company's bank credit
debit visa cheque cash pounds dollars percent rate value total amount usual normal regular special different same similar clear unclear true
false sure happy sad angry nice great bad worse worst better best able unable ready busy free cheap expensive fast slow safe strong weak
name's called means meaning word words letter letters language english answer answers question questions idea story news report reports
modify edit rectify claim reimbursement dispatch arrival arrivals departure accepted allowed rejected cancelled terms rules conditions
penalty quality guarantee warranty termination lost found gone dead alive child children baby family girl boy men women doctor school
via text texts message messages twitter facebook paypal awful terrible horrible smell smells noise people
ta oi aye nah nay yep yeah yup nope hiya ai pm ie eg etc uk usa eu mate`,
  },
  de: {
    name: 'German',
    text: `der die das den dem des ein eine einen einem einer eines und oder aber wenn weil dass daß ob als wie wo wann warum was wer
wem wen welche welcher welches ich mich mir du dich dir er ihn ihm sie es wir uns ihr euch ihnen mein meine meinen meinem meiner dein
deine sein seine unser unsere unseren ihre ihren ist bin bist sind seid war waren wäre sein gewesen habe hast hat haben hatte hätte
werde wird werden wurde würde würden kann können könnte könnten muss müssen soll sollte will wollen wollte möchte möchten darf mag nicht
kein keine keinen nichts nie noch schon nur auch sehr mehr immer wieder jetzt heute gestern morgen hier dort da dann doch mal bitte danke
vielen dank hallo guten tag morgen abend sehr geehrte damen herren liebe grüße freundlichen grüßen viele mit ohne für von vom zu zum zur
bei aus nach vor seit bis in im an am auf über unter zwischen gegen durch um während wegen gibt es geht kommt gekommen gemacht machen
bestellung bestellen bestellt bestellte stornieren storniert stornierung ändern geändert rückerstattung erstattung geld zurück
zurückgeben rücksendung rückgabe umtausch umtauschen reklamation widerruf lieferung liefern geliefert lieferadresse versand verschickt versenden paket päckchen sendung sendungsverfolgung
artikel ware produkt kauf gekauft kaufen rechnung rechnungen quittung zahlung bezahlen bezahlt zahlen karte kreditkarte abgebucht gebühr
kosten kostet preis konto benutzerkonto passwort kennwort vergessen anmelden anmeldung registrieren registrierung einloggen löschen
adresse telefonnummer nummer namen email e-mail newsletter abbestellen abonnieren beschwerde beschweren bewertung kundendienst
kundenservice mitarbeiter mensch sprechen anrufen hilfe helfen brauche frage problem fehler falsch kaputt beschädigt fehlt warte warten
angekommen erhalten bekommen schicken senden geschickt wochen tage tagen stunden monat jahr zeit lange woche sofa stuhl tisch lampe
teppich matratze bettdecke vorhänge regal schreibtisch neu alt groß klein einfach leider gerne sofort dringend bereits endlich warum`,
  },
  fr: {
    name: 'French',
    text: `le la les l'un un une des du de d'une et ou mais si parce que qu'il qui quoi dont où quand comment pourquoi combien quel
quelle quels quelles je j'ai j'aimerais me moi mon ma mes tu te toi ton ta tes il elle on nous notre nos vous votre vos ils elles leur
leurs ce cet cette ces c'est ça cela ceci est suis es sommes êtes sont était étais été être ai as a avons avez ont avait avoir aurait fait
faire faites peux peut pouvez pourrais pourriez puis-je veux voudrais souhaite souhaiterais dois doit faut ne n'ai n'est pas plus jamais
rien aucun aucune toujours encore déjà aussi très trop bien mal seulement maintenant aujourd'hui hier demain ici là alors donc s'il
plaît merci bonjour bonsoir salut madame monsieur cordialement avec sans pour par dans sur sous chez entre vers depuis avant après
pendant contre jusqu'à au aux en y commande commander commandé commandes annuler annulation annulé modifier changer remboursement
rembourser remboursé argent retour retourner renvoyer livraison livrer livré livreur expédition expédié colis paquet article articles
produit achat acheté acheter facture factures reçu recevoir paiement payer payé carte bancaire débité frais coût prix compte profil
utilisateur mot passe oublié connexion connecter inscrire inscription créer supprimer fermer adresse numéro téléphone nom courriel mail
newsletter abonner désabonner réclamation plainte avis service client conseiller personne humain quelqu'un parler appeler aide aider
besoin question problème erreur faux cassé abîmé manque attends attendre arrivé envoyer envoyé semaine semaines jours jour heures mois
année temps longtemps canapé chaise bureau lampe tapis matelas couette rideaux étagère nouveau vieux grand petit depuis toujours suivi
suivre trouver trouve savoir impossible possible votre site page lien`,
  },
  es: {
    name: 'Spanish',
    text: `el la los las un una unos unas lo de del al y e o u pero si porque que qué quién cuál cuáles cuándo cuánto cuánta dónde cómo
por para con sin en sobre entre desde hasta hacia según tras durante contra yo me mí mi mis tú te ti tu tus él ella nosotros nos nuestro
nuestra vosotros usted ustedes ellos ellas se su sus le les este esta estos estas ese esa eso esto aquel es soy eres somos son era fue
fui ser sido está estoy estás estamos están estaba estar he has ha hemos han había haber hay tengo tiene tienes tenemos tienen tener hago
hace hacer hecho puedo puede puedes pueden podría poder quiero quiere quisiera quería me gustaría debo debe necesito necesita no nunca
nada ningún ninguna siempre todavía aún ya también tampoco muy más menos mucho poco bien mal solo ahora hoy ayer mañana aquí allí
entonces así gracias hola buenos buenas días tardes noches señor señora estimados saludos favor por pedido pedidos pedir pedí cancelar
cancelado cancelación anular cambiar cambio modificar reembolso reembolsar dinero devolver devolución devuelto entrega entregar entregado
envío enviar enviado paquete artículo artículos producto compra compré comprar factura facturas recibo recibir recibido pago pagar pagado
tarjeta cobrado cobro tarifa coste precio cuenta perfil usuario contraseña clave olvidé olvidado iniciar sesión registrar registro
registrarme crear eliminar borrar cerrar dirección número teléfono nombre correo electrónico boletín suscribir suscripción queja
reclamación reclamar opinión reseña atención cliente agente persona humano alguien hablar llamar ayuda ayudar pregunta problema error
equivocado roto dañado falta espero esperando esperar llegado llega llegar semana semanas días horas mes año tiempo sofá silla mesa
lámpara alfombra colchón cortinas escritorio nuevo viejo grande pequeño desde todavía`,
  },
  it: {
    name: 'Italian',
    text: `il lo la i gli le l'ordine un uno una di del dello della dei degli delle da dal dalla in nel nella con su sul sulla per tra fra
a al allo alla ai alle e ed o ma se perché che chi cosa quale quali quando quanto quanta dove come io mi me mio mia miei mie tu ti te tuo
tua lui lei noi ci nostro nostra voi vi vostro vostra loro si suo sua questo questa questi queste quello quella ciò è sono sei siamo siete
era erano stato stata essere ho hai ha abbiamo avete hanno avevo aveva avere faccio fa fare fatto posso può puoi possiamo potete possono
potrei potrebbe vorrei voglio vuole devo deve bisogna non mai niente nulla nessuno nessuna sempre ancora già anche molto più meno tanto
poco bene male solo adesso ora oggi ieri domani qui qua là allora quindi così grazie ciao salve buongiorno buonasera gentile gentili
cordiali saluti per favore prego ordine ordini ordinato ordinare annullare annullato annullamento cambiare modificare rimborso rimborsare
rimborsato soldi denaro indietro restituire reso restituzione consegna consegnare consegnato spedizione spedire spedito pacco articolo
articoli prodotto acquisto acquistato comprare comprato fattura fatture ricevuta ricevere ricevuto pagamento pagare pagato carta addebitato
addebito costo costi prezzo conto account profilo utente password dimenticato accedere accesso registrare registrarmi registrazione creare
eliminare cancellare chiudere indirizzo numero telefono nome posta elettronica iscrivermi iscrizione disiscrivere reclamo lamentela
recensione assistenza clienti operatore persona umano qualcuno parlare chiamare aiuto aiutare bisogno domanda problema errore sbagliato
rotto danneggiato manca aspetto aspettando aspettare arrivato arriva arrivare settimana settimane giorni ore mese anno tempo divano sedia
scrivania lampada tappeto materasso tende nuovo vecchio grande piccolo dov'è c'è un'altra vostro sito pagina`,
  },
  nl: {
    name: 'Dutch',
    text: `de het een en of maar als omdat dat die dit deze wie wat welke wanneer waar waarom hoe hoeveel ik me mij mijn jij je jou jouw u
uw hij hem zijn haar zij ze wij we ons onze jullie hun hen is ben bent was waren zijn geweest heb hebt heeft hebben had hadden wordt
worden werd kan kunt kunnen kon zou zouden moet moeten mag wil wilt willen wilde graag niet geen niets nooit nog al alleen ook zeer heel
erg meer altijd weer nu vandaag gisteren morgen hier daar dan toch even alstublieft alsjeblieft bedankt dank hallo hoi goedemorgen
goedemiddag geachte heer mevrouw beste groeten vriendelijke groet met zonder voor van naar bij uit na sinds tot in op aan over onder
tussen tegen door om tijdens er gaat komt gekomen gedaan doen maken bestelling bestellen besteld annuleren geannuleerd annulering
wijzigen gewijzigd veranderen terugbetaling terugbetaald geld terug terugsturen retour retourneren levering leveren geleverd bezorging
bezorgd bezorgen verzending verzonden verzenden pakket pakketje zending artikel product aankoop gekocht kopen factuur facturen bon
betaling betalen betaald kaart afgeschreven kosten kost prijs rekening account wachtwoord vergeten inloggen aanmelden registreren
registratie verwijderen sluiten adres telefoonnummer nummer naam mail nieuwsbrief afmelden inschrijven klacht klagen beoordeling
klantenservice medewerker mens iemand spreken bellen hulp helpen nodig vraag probleem fout verkeerd kapot beschadigd ontbreekt wacht
wachten aangekomen ontvangen krijgen gekregen sturen stuur gestuurd weken week dagen dag uur maand jaar tijd lang bank stoel bureau lamp
vloerkleed matras dekbed gordijnen kast nieuw oud groot klein gewoon helaas meteen dringend eindelijk mogelijk kunnen waarom`,
  },
  pl: {
    name: 'Polish',
    text: `i a w we z ze na do od po za przez przed pod nad o u dla bez oraz lub albo ale jeśli jeżeli że żeby aby bo ponieważ który która
które którzy kto co jaki jaka jakie kiedy gdzie dlaczego jak ile ja mnie mi mną mój moja moje mojego mojej mojego moim ty cię ci twój on
jego jemu ona jej ono my nas nam nasz wy was wam wasz państwo państwa pan pani oni ich im się siebie to ten ta te tego tej temu tym tych
jest jestem jesteś są był była było były być będę będzie mam masz ma mamy mają miałem miałam mieć mogę może możecie możemy można mógłbym
chcę chce chciałbym chciałabym muszę musi trzeba nie nic nigdy nikt żaden zawsze jeszcze już też także bardzo więcej mniej tylko teraz
dziś dzisiaj wczoraj jutro tutaj tu tam więc tak proszę dziękuję dzień dobry witam cześć szanowni pozdrawiam zamówienie zamówienia
zamówiłem zamówiłam zamówić anulować anulowanie zmienić zmiana zwrot zwrotu zwrócić pieniądze pieniędzy reklamacja dostawa dostawy
dostarczyć dostarczona wysyłka wysłać wysłane paczka paczki paczkę przesyłka przesyłki artykuł produkt zakup kupiłem kupić faktura
faktury fakturę rachunek płatność płatności zapłacić zapłaciłem karta karty kartą pobrano opłata koszt cena konto konta hasło hasła
zapomniałem zapomniałam zalogować logowanie zarejestrować rejestracja rejestracji usunąć zamknąć adres adresu numer telefonu imię
nazwisko mail newsletter zapisać wypisać skarga opinia obsługa klienta konsultant człowiek człowiekiem ktoś rozmawiać zadzwonić pomoc
pomóc potrzebuję pytanie problem błąd zły uszkodzony brakuje czekam czekać dotarła dotarło otrzymałem otrzymałam wyślij tydzień tygodni
dni godzin miesiąc rok czas długo kanapa krzesło biurko lampa dywan materac kołdra zasłony nowy stary duży mały niestety pilne nadal`,
  },
  sv: {
    name: 'Swedish',
    text: `och eller men om att som en ett den det de dem detta denna dessa jag mig min mitt mina du dig din ditt dina han honom hans hon
henne hennes vi oss vår vårt våra ni er ert era sin sitt sina vad vem vilken vilket vilka när var varför hur är var varit vara blir blev
har hade ha haft kan kunde kunna ska skulle måste vill ville får fick inte ingen inget inga aldrig ingenting alltid fortfarande än ännu
redan också mycket mer mindre bara nu idag igår imorgon här där då så tack hej hejsan snälla vänligen god morgon dag hälsningar med utan
för från till på i av ut in upp ner över under mellan mot genom efter före innan sedan hos vid utan gör göra gjort går gick kommer kom
kommit beställning beställningen beställa beställt order avbeställa avboka ändra ändrat återbetalning pengar tillbaka returnera retur
skicka skickat leverans leveransen levereras levererat frakt paket paketet försändelse vara varan artikel produkt köp köpt köpa faktura
fakturan fakturor kvitto betalning betala betalat kort kortet dragits avgift kostar kostnad pris konto kontot lösenord lösenordet glömt
logga registrera registrering skapa radera ta bort stänga adress adressen telefonnummer nummer namn mejl epost nyhetsbrev nyhetsbrevet
prenumerera avsluta klagomål klaga omdöme kundtjänst person människa någon prata ringa hjälp hjälpa behöver fråga problem fel trasig
skadad saknas väntar vänta väntat kommit fått vecka veckor dagar dag timmar månad år tid länge soffa stol skrivbord lampa matta madrass
täcke gardiner hylla ny gammal stor liten tyvärr genast äntligen möjligt`,
  },
  pt: {
    name: 'Portuguese',
    text: `o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela para pra com sem sobre entre desde até e ou mas se porque
que quê quem qual quais quando quanto onde como eu me mim meu minha meus minhas tu te você vocês teu tua ele ela nós nosso nossa eles elas
lhe seu sua seus suas este esta isto esse essa isso aquele é sou somos são era foi fui ser sido está estou estamos estão estava estar tenho
tem temos têm tinha ter há havia faço faz fazer feito posso pode podem podemos poderia quero quer queria gostaria devo deve preciso precisa
não nunca nada nenhum nenhuma sempre ainda já também muito mais menos pouco bem mal só agora hoje ontem amanhã aqui ali lá então assim
obrigado obrigada olá oi bom boa dia tarde noite senhor senhora prezados cumprimentos favor encomenda encomendas encomendei pedido pedidos
pedi cancelar cancelado cancelamento alterar alteração mudar trocar reembolso reembolsar dinheiro devolver devolução devolvido entrega
entregar entregue envio enviar enviado pacote artigo produto compra comprei comprar fatura faturas recibo receber recebi recebido pagamento
pagar pago cartão cobrado cobrança taxa custo preço conta perfil usuário utilizador senha palavra-passe esqueci entrar registar registrar
cadastro cadastrar criar apagar excluir eliminar fechar endereço morada número telefone nome e-mail boletim inscrever assinatura
reclamação reclamar queixa avaliação atendimento apoio cliente atendente pessoa humano alguém falar ligar ajuda ajudar pergunta problema
erro errado quebrado partido danificado falta espero esperando esperar chegou chega chegar semana semanas dias horas mês ano tempo sofá
cadeira mesa lâmpada tapete colchão cortinas novo velho grande pequeno infelizmente site página`,
  },
  da: {
    name: 'Danish',
    text: `og eller men hvis at som en et den det de dem denne dette disse jeg mig min mit mine du dig din dit dine han ham hans hun hende
hendes vi os vores i jer jeres deres sin hvad hvem hvilken hvilket hvornår hvor hvorfor hvordan er var været være bliver blev har havde
have haft kan kunne skal skulle må vil ville får fik ikke ingen intet aldrig altid stadig endnu allerede også meget mere mindre kun nu i
dag går morgen her der så tak hej venligst god morgen hilsen med uden for fra til på af ud ind op ned over under mellem mod gennem efter
før siden hos ved gør gøre gjort går gik kommer kom kommet bestilling bestillingen bestille bestilt ordre ordren annullere afbestille ændre
ændret tilbagebetaling penge pengene tilbage returnere retur sende sendt levering leveringen leveret fragt pakke pakken forsendelse vare
varen produkt køb købt købe faktura fakturaen kvittering betaling betale betalt kort kortet trukket gebyr koster pris konto kontoen
adgangskode kodeord glemt logge registrere oprette slette lukke adresse telefonnummer nummer navn mail nyhedsbrev tilmelde afmelde klage
anmeldelse kundeservice person menneske nogen tale ringe hjælp hjælpe brug spørgsmål problem fejl forkert itu beskadiget mangler venter
vente ventet modtaget fået uge uger dage timer måned år tid længe sofa stol skrivebord lampe tæppe madras dyne gardiner ny gammel stor
lille henne ude endnu min desværre straks endelig muligt`,
  },
  no: {
    name: 'Norwegian',
    text: `og eller men hvis at som en et ei den det de dem denne dette disse jeg meg min mitt mine du deg din ditt dine han ham hans hun
henne hennes vi oss vår vårt våre dere deres sin hva hvem hvilken hvilket når hvor hvorfor hvordan er var vært være blir ble har hadde ha
hatt kan kunne skal skulle må vil ville får fikk ikke ingen ingenting aldri alltid fortsatt ennå allerede også mye mer mindre bare nå i dag
går morgen her der så takk hei vennligst god morgen hilsen med uten for fra til på av ut inn opp ned over under mellom mot gjennom etter
før siden hos ved gjør gjøre gjort går gikk kommer kom kommet bestilling bestillingen bestille bestilt ordre ordren kansellere avbestille
endre endret refusjon tilbakebetaling penger pengene tilbake returnere retur sende sendt levering leveringen levert frakt pakke pakken
forsendelse vare varen produkt kjøp kjøpt kjøpe faktura fakturaen kvittering betaling betale betalt kort kortet trukket gebyr koster pris
konto kontoen passord passordet glemt logge registrere opprette slette stenge adresse telefonnummer nummer navn epost nyhetsbrev melde
abonnere klage anmeldelse kundeservice person menneske noen snakke ringe hjelp hjelpe trenger spørsmål problem feil ødelagt skadet mangler
venter vente ventet mottatt fått uke uker dager timer måned år tid lenge sofa stol skrivebord lampe teppe madrass dyne gardiner ny gammel
stor liten blitt hvorfor dessverre straks endelig mulig`,
  },
  fi: {
    name: 'Finnish',
    text: `ja tai mutta jos että joka jotka mikä mitä kuka ketä milloin missä mistä mihin miksi miten kuinka minä minun minut minua minulle
minulla sinä sinun te teidän hän hänen me meidän he heidän se sen sitä siitä tämä tämän tätä nämä ne on olen olet olemme olette ovat oli
olin ollut olla ei en et emme eivät voi voin voisin voisitko voitte haluan haluaisin pitää täytyy saan saada saanut mitään koskaan aina
vielä jo myös hyvin erittäin enemmän vain nyt tänään eilen huomenna täällä siellä sitten niin kiitos hei moi terve hyvää päivää ystävällisin
terveisin kanssa ilman mukaan jälkeen ennen tilaus tilaukseni tilauksen tilata tilasin tilannut peruuttaa peruutus muuttaa vaihtaa hyvitys
palautus palauttaa rahat rahani takaisin toimitus toimituksen toimitetaan toimitettu lähetys lähettää lähetetty paketti pakettini tuote
tuotteen osto ostin ostaa lasku laskun laskut kuitti maksu maksaa maksoin maksettu kortti kortilta veloitettu hinta maksaako tili tilini
tilin salasana salasanan unohdin unohtanut kirjautua rekisteröityä luoda poistaa sulkea osoite osoitteen puhelinnumero numero nimi
sähköposti uutiskirje valitus arvostelu asiakaspalvelu ihminen ihmisen jonkun puhua soittaa apua auttaa tarvitsen kysymys ongelma virhe
väärä rikki puuttuu odotan odottanut saapunut tullut viikko viikkoa päivää tuntia kuukausi vuosi aika kauan sohva tuoli pöytä lamppu matto
patja verhot uusi vanha iso pieni valitettavasti heti`,
  },
  cs: {
    name: 'Czech',
    text: `a nebo ale jestli pokud že aby protože který která které kdo co jaký jaká jaké kdy kde proč jak kolik já mě mně mi můj moje mého
mou ty tě tvůj on jeho jemu ona její my nás nám náš naše vy vás vám váš vaše oni jejich se si to ten ta toto tento tato toho tom těch je
jsem jsi jsme jste jsou byl byla bylo byli být budu bude mám máš má máme mají měl mít mohu můžu může můžete mohl bych chci chce chtěl
chtěla musím musí ne není nic nikdy žádný vždy ještě už již také velmi více méně jen pouze teď dnes včera zítra tady tam pak tak prosím
děkuji dobrý den ahoj vážení pozdravem s z ze v ve na do od po za přes před pod nad o u pro bez objednávka objednávku objednávky objednal
objednala zrušit zrušení změnit změna vrácení vrátit peníze peněz reklamace doručení doručit dodání doprava zásilka zásilku zásilky balík
balíček odeslat odesláno zboží výrobek nákup koupil koupit faktura fakturu účtenka platba platbu platit zaplatil zaplatit karta kartou
poplatek cena účet účtu heslo zapomněl zapomněla přihlásit registrovat registrace vytvořit smazat uzavřít adresa adresu číslo telefon jméno
odběr odhlásit stížnost recenze zákaznická podpora operátor člověk člověkem někdo mluvit zavolat pomoc pomoci potřebuji dotaz problém chyba
špatný rozbitý poškozený chybí čekám čekat dorazil dorazila dostal přišel týden týdny dny dní hodin měsíc rok čas dlouho židle stůl lampa
koberec matrace nový starý velký malý bohužel ihned stále`,
  },
  ro: {
    name: 'Romanian',
    text: `și sau dar dacă că care ce cine când unde cum cât câte de la în din pe cu fără pentru prin după înainte până spre despre între un o
unui unei al a ai ale eu mă mie mi meu mea mei mele tu te tău el lui ea ei noi ne nostru noastră voi vă dumneavoastră ele lor se său sa
acest această aceasta acestea acela este sunt ești suntem sunteți e era am ai are avem aveți au avea fost fi fac face făcut pot poate
puteți aș vreau dori vrea trebuie nu nimic niciodată niciun nicio mereu încă deja și foarte mai mult puțin doar acum astăzi ieri mâine aici
acolo atunci deci mulțumesc bună ziua salut stimați rog comanda comandă comenzi comandat anula anulez anulat anularea schimba modifica
modific rambursare rambursa bani banii înapoi returna returnez retur livrare livrarea livrat livrată expediat coletul colet trimite trimis
produs produsul articol cumpărat cumpăra factura facturi factură chitanță primit primi plata plăti plătit plată card cardul taxa taxă cost
preț cont contul meu parola parolă uitat autentifica înregistra înregistrare crea șterge închide adresa adresă număr telefon nume
abona dezabona reclamație plângere recenzie serviciu clienți operator persoană om cineva vorbi suna ajutor ajuta nevoie întrebare problemă
eroare greșit stricat deteriorat lipsește aștept aștepta ajuns săptămână săptămâni zile ore lună an timp canapea scaun birou lampă covor
saltea nou vechi mare mic din păcate urgent`,
  },
  hu: {
    name: 'Hungarian',
    text: `a az egy és vagy de ha hogy mert aki ami amely ki mi mit mikor hol hova honnan miért hogyan mennyi én engem nekem te téged neked ő
őt neki mi minket nekünk ti önök ön önöket ők ez ezt ennek az azt annak van vagyok vagy vagyunk vannak volt voltam lesz lenne lehet nem
nincs sem semmi soha senki mindig még már is nagyon több csak most ma tegnap holnap itt ott akkor így kérem kérek köszönöm szépen üdvözlettel
jó napot szia helló tisztelt szeretném szeretnék akarom akarok tudom tudok tudnak kell kellene rendelés rendelésem rendelésemet megrendelés
rendeltem rendelni lemondani törölni törlés módosítani megváltoztatni visszatérítés pénz pénzem pénzt vissza visszaküldeni szállítás
szállítási kiszállítás csomag csomagom csomagot küldemény termék vásárlás vásároltam venni számla számlát számlám fizetés fizetni fizettem
kártya levonták díj költség ár fiók fiókom fiókot jelszó jelszavam jelszót elfelejtettem bejelentkezni regisztrálni regisztráció létrehozni
cím címet szám telefonszám név feliratkozni leiratkozni hírlevél panasz értékelés ügyfélszolgálat ember emberrel valaki beszélni hívni
segítség segíteni segítsen szükségem kérdés probléma hiba rossz törött sérült hiányzik várok várni megérkezett kaptam hét hete nap napja
óra hónap év idő sokáig kanapé szék asztal lámpa szőnyeg matrac függöny új régi nagy kicsi sajnos azonnal hol`,
  },
  tr: {
    name: 'Turkish',
    text: `ve veya ama eğer çünkü ki bu şu o bir ben beni bana benim sen seni sana senin onu ona onun biz bizi bize bizim siz sizi size sizin
onlar ne kim hangi ne zaman nerede nereye neden nasıl kaç var yok değil mi mı mu mü için ile gibi kadar sonra önce göre daha çok az en hiç
her zaman hâlâ hala henüz artık şimdi bugün dün yarın burada orada lütfen teşekkürler teşekkür ederim merhaba selam iyi günler saygılar
sayın istiyorum istiyoruz isterim istemiyorum olarak oldu olan olur olmak etmek ettim edebilir miyim yapmak yapabilirim gerekiyor lazım
sipariş siparişim siparişimi siparişi verdim vermek iptal değiştirmek iade para paramı param geri gönderi göndermek gönderin teslimat
teslim edilmedi kargo kargom paket paketim ürün ürünü satın aldım almak fatura faturamı faturayı fiş ödeme ödemek ödedim kart kartımdan
çekildi ücret fiyat hesap hesabım hesabımı şifre şifremi unuttum giriş yapamıyorum kayıt olmak üye üyelik oluşturmak silmek kapatmak adres
adresimi numara telefon isim bülten abone şikayet yorum müşteri hizmetleri temsilci insan biri biriyle konuşmak görüşmek aramak yardım
yardımcı ihtiyacım soru sorun hata yanlış kırık hasarlı eksik bekliyorum gelmedi geldi hafta haftadır gün gündür saat ay yıl süre koltuk
sandalye masa lamba halı yatak perde yeni eski büyük küçük maalesef hemen`,
  },
};
