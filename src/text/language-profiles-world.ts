/**
 * Languages in Latin letters that an English desk meets now and then, the customers' own borrowings ("order", "refund") among
 * their words. Shorter than the profiles of Europe's large languages: enough to see that a text is not English.
 */
export const worldLanguageProfiles: Readonly<Record<string, { readonly name: string; readonly text: string }>> = {
  tl: {
    name: 'Tagalog',
    text: `ang ng mga sa na ay at o pero kung dahil para po opo ho ko mo niya namin natin ninyo nila ako ikaw ka siya kami tayo kayo sila akin
aking iyo iyong amin inyo kanila ito ito'y iyan iyon nito niyan dito diyan doon yung yun itong ba pa pala lang lamang din rin naman nga
daw raw kasi hindi huwag wala walang meron mayroon may gusto gustong nais kailangan pwede puwede maaari maaaring paano bakit kailan saan
nasaan sino ano anong alin ilan magkano gaano kanino isa isang dalawa dalawang tatlo beses araw linggo buwan taon oras ngayon kahapon bukas
kanina mamaya agad hanggang mula tungkol kay ni si nang kapag habang bago pagkatapos muli ulit palitan ibalik pera bayad bayaran nagbayad
binayaran siningil singil order parcel refund address account password delivery cancel email item kanselahin ikansela dumating darating
dumarating natanggap tanggap ipadala pinadala padala bumili binili bilhin produkto sira nasira kulang mali tulong tulungan salamat
maraming magandang umaga hapon gabi kausap makausap tao tumawag tawag sagot sumagot buksan isara tanggalin baguhin mabago palitan
nakalimutan mag nag pano paki naka`,
  },
  hi: {
    name: 'Hindi',
    text: `mera meri mere mujhe mujhko main mai hum hame humein hamara hamari aap aapka aapki aapke aapko tum tumhara ye yeh wo woh iska iski
uska uski kya kyu kyun kyon kab kahan kaha kaise kaisa kitna kitne kitni kaun kisi kisko koi kuch hai hain ho hoon hu tha thi the hoga hogi
honge raha rahi rahe gaya gayi gaye aaya aayi aaye aayega aayegi aana jana jaana karna karne karni karo kare karein karke kiya kiye kar diya
dijiye dena dedo do lena liya mila mili milega milegi chahiye chahta chahti sakta sakti sakte ka ki ke ko se mein par pe tak aur ya lekin
magar agar toh bhi nahi nahin nhi mat abhi ab aaj kal phir fir bahut bohot zyada kam sirf bas bhai yaar ji sir madam paisa paise rupaye wapas
vapas wapis baar din hafte mahina mahine ghar pata naya purana kharab toota galat sahi jaldi der kripya dhanyavaad shukriya namaste baat
batao bataiye bata bol bolo samajh bhool madad zaroorat pehle baad saath liye wala wali wale hota hoti hua hui kat order refund cancel parcel
delivery account password address payment please`,
  },
  id: {
    name: 'Indonesian',
    text: `saya aku kamu anda dia kami kita mereka ini itu yang dan atau tapi tetapi jika kalau karena untuk dari ke di pada dengan tanpa oleh
dalam sudah belum akan sedang telah masih bisa dapat boleh harus ingin mau minta tolong mohon tidak bukan jangan ada apa apakah siapa kapan
mana dimana kemana bagaimana gimana kenapa mengapa berapa sangat sekali lebih juga hanya lagi saja sekarang hari kemarin besok minggu bulan
tahun jam kali dua tiga satu semua setiap antara setelah sebelum sampai sejak terima kasih selamat pagi siang sore malam halo pak bu
pesanan pesan memesan membatalkan batalkan batal dibatalkan pengembalian dana uang kembalikan dikembalikan mengembalikan kembali kirim
dikirim mengirim pengiriman paket barang kiriman alamat ganti mengganti ubah mengubah akun kata sandi lupa masuk daftar hapus menghapus
tutup faktur tagihan ditagih bayar membayar pembayaran dibayar kartu kredit biaya harga ongkir beli membeli pembelian produk rusak salah
hilang menunggu tunggu tiba datang menerima diterima bicara berbicara orang layanan pelanggan bantuan bantu membantu nomor keluhan masalah
nya dong sih nih ya kok udah gak nggak ga`,
  },
  ms: {
    name: 'Malay',
    text: `saya aku awak anda dia kami kita mereka ini itu yang dan atau tetapi jika kalau kerana untuk dari daripada ke di pada dengan tanpa oleh
dalam sudah belum akan sedang telah masih boleh dapat mesti hendak nak mahu minta tolong mohon tidak tak bukan jangan ada apa adakah siapa
bila bilakah mana manakah bagaimana macam kenapa mengapa berapa berapakah sangat sekali lebih juga hanya lagi sahaja sekarang hari semalam
esok minggu bulan tahun jam kali dua tiga satu semua setiap antara selepas sebelum sampai sejak terima kasih selamat pagi petang malam encik
puan pesanan tempahan menempah membatalkan batalkan batal dibatalkan bayaran balik wang duit pulangkan memulangkan dikembalikan hantar
dihantar menghantar penghantaran bungkusan barang alamat tukar menukar ubah akaun kata laluan terlupa lupa masuk daftar padam memadam tutup
invois bil dicaj caj bayar membayar kad kredit kos harga beli membeli pembelian produk rosak salah hilang menunggu tunggu tiba menerima
diterima bercakap cakap seseorang orang khidmat pelanggan bantuan bantu membantu nombor aduan masalah`,
  },
  sw: {
    name: 'Swahili',
    text: `na ya wa za la kwa ni si katika kwenye hii hiyo hizi hizo huyu huyo yangu wangu langu zangu changu vyangu yako wako lako zako yake wake
yetu wetu yenu wenu mimi wewe yeye sisi nyinyi wao nini nani lini wapi vipi gani kwanini ngapi je iko uko yuko ipo hapa hapo sasa leo jana
kesho wiki siku mwezi mwaka saa mara moja mbili tatu bado tayari sana tu pia lakini au kama ili hadi mpaka baada kabla bila tafadhali asante
habari jambo karibu samahani ndiyo hapana nataka ninataka tunataka ningependa naomba ninaomba nahitaji ninahitaji naweza ninaweza nawezaje
sijapokea sijapata nimepokea nimelipa nimelipia nimesahau nimenunua nimeagiza nilinunua niliagiza nilipokea niliyopokea niliyonunua nimekuwa
oda agizo kuagiza kufuta kughairi ghairi futa kubadilisha badilisha kurudisha rudisha kurudishiwa pesa fedha malipo kulipa lipa mzigo
kifurushi bidhaa usafirishaji kutuma tuma imetumwa kupokea anwani akaunti nenosiri kuingia kufungua kufunga gharama bei ankara risiti kadi
imeharibika imevunjika kosa tatizo shida msaada nisaidie saidia kuzungumza mtu mteja huduma simu kupiga nambari barua pepe`,
  },
  lt: {
    name: 'Lithuanian',
    text: `ir ar bet jei jeigu kad nes o tai taip ne kaip kur kada kodėl kiek kas koks kokia kuris kuri mano man mane aš tu jūs jūsų jums mes mūsų
mums jis ji jie savo šis ši šį tas ta tą yra nėra buvo bus esu esate turiu turite galiu galite galima galėčiau galėtumėte noriu norime
norėčiau norėtume reikia prašau prašome ačiū sveiki laba diena labas už iš į su be per prie nuo iki po prieš apie dar jau vis tik labai
dabar šiandien vakar rytoj savaitę savaitės dieną dienas dienų mėnuo metai kartą kartus du užsakymas užsakymą užsakymo užsakiau atšaukti
pakeisti grąžinti grąžinimas susigrąžinti pinigus pinigai pinigų siunta siuntą siuntinys siuntinį siuntinio pristatymas pristatymo pristatyti
prekė prekę prekės gavau negavau gauta gauti išsiųsta adresą adresas paskyra paskyrą paskyros slaptažodis slaptažodį pamiršau prisijungti
registruotis ištrinti sąskaita sąskaitą faktūra mokėti sumokėjau mokėjimas kortelė kaina kainuoja sugadinta sugedo klaida problema pagalba
padėti padėkite žmogumi pakalbėti skambinti laukiu nuskaičiavote`,
  },
  lv: {
    name: 'Latvian',
    text: `un vai bet ja ka jo tā tas šis šī ne nav kā kur kad kāpēc cik kas kurš mans mana manu manas man mani es tu jūs jūsu jums mēs mūsu mums
viņš viņa savu sava ir bija būs esmu varu varat var varētu vēlos gribu vēlētos vajag lūdzu paldies labdien sveiki par no uz ar bez pie līdz
pēc pirms vēl jau tikai ļoti tagad šodien vakar rīt nedēļa nedēļas diena dienas mēnesis gads reizi reizes divas pasūtījums pasūtījumu
pasūtījuma pasūtīju atcelt mainīt nomainīt atgriezt atgriešana atgūt atmaksa naudu nauda naudas sūtījums sūtījumu sūtījuma paciņa paka paku
piegāde piegādes piegādāt prece preci preces saņēmu saņemts saņemt neesmu saņemtā nosūtīts adrese adresi konts kontu parole paroli aizmirsu
pieslēgties reģistrēties dzēst dzēsiet rēķins rēķinu maksāt samaksāju maksājums karte kartes cena maksā bojāta bojāts kļūda problēma
palīdzība palīdzēt palīdziet cilvēku runāt zvanīt gaidu noņemta pienāks`,
  },
  sq: {
    name: 'Albanian',
    text: `dhe ose por nëse sepse që se të e i një nuk s'ka mos ku kur pse si sa çfarë kush cili cila im ime imja tim time mia mua më ti ju juaj
juve ne neve tonë ai ajo ata ky kjo këtë këta është janë ishte jam jeni kam keni ka kemi kisha do duhet dua duam dëshiroj doja mund mundem
mundeni ju lutem lutemi faleminderit përshëndetje mirëdita tungjatjeta për nga me pa në mbi prej deri pas para ende akoma tashmë vetëm
shumë tani sot dje nesër javë ditë muaj vit herë dy porosi porosia porosinë porosisë porosita anuloj anuloni anulim ndryshoj ndryshoni kthej
kthim rimbursim para paratë parave mbrapsht pako pakoja pakon dërgesa dërgesës dërgesën dërgoj dërguar produkt produkti mora marrë marre
arrin arriti vijë adresa adresën llogari llogaria llogarinë fjalëkalim fjalëkalimin harruar hyj regjistrohem fshij mbyllni fatura faturën
paguaj pagova pagesa pagesën kartë karta kushton çmimi dëmtuar prishur gabim problem ndihmë ndihmoni flas person dikë telefonoj pres`,
  },
  cy: {
    name: 'Welsh',
    text: `y yr a ac neu ond os oherwydd bod mae mae'r maen nad nid ddim dim yn i o ar am gan gyda heb wrth rhwng trwy at dros dan fy fi dy di ei eu
ein eich chi ni nhw rydw rwy rwyf ydw ydy ydi ydych oes sydd oedd roedd bydd fydd fydda bydda wedi heb ble pryd pam sut beth pwy faint pa
hoffwn hoffem dw'i dwi eisiau isio angen gallaf gallwch alla allwch modd os gwelwch dda diolch fawr helo shwmae bore prynhawn da annwyl
hwn hon hyn yma yna nawr heddiw ddoe yfory wythnos wythnosau diwrnod dydd mis blwyddyn amser eto hefyd iawn dal archeb archebu archebais
canslo ganslo newid dychwelyd ad-daliad arian ôl parsel mharsel pecyn dosbarthu cyrraedd gyrraedd anfon cynnyrch prynu brynu derbyn cyfeiriad
nghyfeiriad cyfrif nghyfrif cyfrinair nghyfrinair anghofio mewngofnodi cofrestru dileu cau anfoneb talu dalu taliad cerdyn cost pris wedi
torri anghywir problem help cymorth siarad rhywun ffonio aros cwsmer cael gael`,
  },
  ga: {
    name: 'Irish',
    text: `an na agus nó ach má mar go gur nach níl ní níor tá bhfuil bhí beidh is ba raibh ar ag as i in le do de ó faoi chun gan roimh tar éis
idir mo m'ordú do a ár bhur mé tú sé sí muid sibh siad mise agam agat againn agaibh orm ort dom duit liom leat uaim cá cathain cén fáth
conas cad cé mhéad céard mhaith maith teastaíonn teastáil uaim féidir éigin seo sin anseo anois inniu inné amárach seachtain seachtaine lá
laethanta mí bliain uair fós freisin an-mhaith dia duit le thoil raibh míle míorúilt ordú cealú chealú athrú aisíoc airgead airgid chuid
ais beart bheart beartán seachadadh seoladh sheoladh cheannaigh cheannach fuair bhfuair táirge cuntas chuntas pasfhocal phasfhocal dearmad
logáil clárú scriosadh dúnadh sonrasc íoc d'íoc íocaíocht cárta costas praghas briste mícheart fadhb cabhair chabhair cabhrú labhairt duine
glaoch fanacht tháinig rinne`,
  },
  az: {
    name: 'Azerbaijani',
    text: `və ya amma əgər çünki ki bu o bir mən məni mənə mənim sən sizin sizə siz biz bizim bizə onlar onun nə nədir kim hansı vaxt harada
haradadır hara niyə necə neçə neçəyədir var yox yoxdur deyil mi üçün ilə kimi qədər sonra əvvəl haqqında daha çox az ən heç hər hələ hele artıq
indi bu gün dünən sabah burada zəhmət olmasa xahiş edirəm təşəkkür sağ olun salam istəyirəm isteyirem istəyirik istərdim olar olarmı etmək
edə bilərəm bilərsiniz lazımdır sifariş sifarişim sifarişimi sifarisim sifarisimi verdim ləğv legv dəyişmək dəyişdirmək geri qaytarmaq
qaytarın pul pulumu pulu ödəniş ödədim ödəmək bağlama bağlamam göndərin göndərmək çatdırılma çatmayıb gəlməyib gelmeyib gəldi məhsul məhsulu
aldım aldığım almaq hesab hesabım hesabımı parol parolumu şifrə unutmuşam unutdum daxil qeydiyyat silmək bağlamaq ünvan ünvanı ünvanımı faktura
qaimə kart kartımdan tutulub qiymət neçəyə zədələnib sınıb səhv problem kömək insan insanla danışmaq zəng gözləyirəm həftə gün ay il dəfə`,
  },
  so: {
    name: 'Somali',
    text: `waa waxaan waxaad waxay waxa wuxuu waan waad way ayaa ayuu ayaan baa buu ma aan aad uu ay iyo ama laakiin haddii sababtoo in inaan inaad
inuu inay u ku ka la soo sii ee oo uga iiga kuu ii igu iga kugu kii tii kuwa kan tan kaas taas kayga tayda kaaga taada keena xagee halkee
goorma maxaa maxay sidee sideen immisa imisa kee yaa rabaa doonayaa doonaa karaa kartaa leeyahay jiraa ahay tahay yahay weli hadda maanta
shalay berri toddobaad maalin maalmood bil sanad saacad jeer laba saddex mahadsanid fadlan salaan waad mahadsan tahay dalab dalabka dalabkayga
dalabkaygu dalbaday joojiyo joojin baabi'i baabiiyo beddelo beddeli celiyo celin lacag lacagta lacagtayda lacagtaydii baakad baakadda
baakadayda gaarsiinta diray alaab alaabta helay helin iibsaday cinwaan cinwaanka akoon akoonka koontada furaha sirta ilaaway gal diiwaan xir
biil bixiyay kaarka qiimaha jabtay jabay khalad dhibaato caawi caawin caawinaad caawimaad hadlo qof macmiil sugayaa imaan imanin`,
  },
  vi: {
    name: 'Vietnamese',
    text: `tôi toi bạn ban mình em anh chị chúng ta họ nó của cua và hoặc nhưng nếu vì để cho từ đến với không khong được duoc bị đã da đang dang sẽ
se chưa chua rồi roi còn vẫn van cũng rất nhiều ít một hai ba lần này nay kia đó đây ở đâu dau nào nao khi sao gì bao nhiêu thế làm lam cách
muốn muon cần can có thể hãy vui lòng xin chào cảm ơn cam on ngày hôm qua mai tuần tháng năm giờ đơn don hàng hang đặt dat mua hủy huy đổi
doi trả tra hoàn hoan tiền tien lại lai giao gửi gui nhận nhan gói kiện sản phẩm san pham vận chuyển địa dia chỉ chi tài tai khoản khoan mật
mat khẩu khau quên quen đăng nhập ký xóa đóng hóa thanh toán toan thẻ the phí giá hỏng vỡ sai lỗi thiếu giúp giup người nguoi nói chuyện gọi
chờ đợi khách dịch vụ số điện thoại tại trừ ai trên dưới trong ngoài trước sau mà thì là`,
  },
  hr: {
    name: 'Croatian',
    text: `i a ili ali ako da jer što sto tko ko koji koja koje kakav kada kad gdje gde zašto zasto kako koliko ja me mi mene meni moj moja moje moju
mojeg mog ti te vi vas vam vaš vaša vaše on ona ono mi nas nam naš oni se svoj ovo taj ta to ova ovaj je sam si smo ste su bio bila bilo biti
bih bi bit će ću imam ima imate nemam mogu može možete možemo želim zelim želio htio htjela hoću trebam treba moram ne nije nisam nema nikad
ništa još jos uvijek uvek već vec također vrlo jako samo sada danas jučer juče sutra ovdje ovde molim molimo hvala dobar dan bok pozdrav
poštovani s sa u na od do za iz po kod pri prije posle nakon bez tjedan tjedna nedelja dana dan mjesec godina puta dva narudžba narudžbu
narudžbe narudžbina narudzba narudzbu porudžbina porudzbina naručio naručila otkazati otkazivanje promijeniti promeniti povrat vratiti novac
novca dostava dostave dostavu isporuka paket pošiljka pošiljku stiže stigao stigla poslati poslano primio primila dobio dobila artikl
proizvod kupio kupila račun racun računa lozinka lozinku zaboravio zaboravila prijaviti prijava registrirati obrisati obrišite zatvoriti adresa
adresu broj ime platiti platio plaćanje kartica karticu naplatili cijena cena košta oštećen oštećena slomljen pogrešan problem greška
pomoć pomoći pomozite čovjekom čovek razgovarati nekim zvati čekam`,
  },
  et: {
    name: 'Estonian',
    text: `ja või aga kui et sest mis kes kus kuhu millal miks kuidas kui palju mina ma mu minu mulle mind minul sina te teie teile teid meie me meid
tema ta nad see selle seda need on ei ole olen olete oli olnud pole saan saate saab saaksin võin võib võite tahan soovin sooviksin tahaksin
pean peab vaja palun aitäh tänan tere tervist päevast lugupidamisega ka juba veel ikka väga ainult nüüd täna eile homme siin seal koos ilma
pärast enne kuni alates nädal nädalat päev päeva kuu aasta tund korda kaks tellimus tellimust tellimuse tellisin tellida tühistada tühistamine
muuta vahetada tagastada tagastus tagasi raha tarne tarnet saadetis saadetist saatma saadud saanud pakk pakki kohale kohaletoimetamine toode
toote ostsin osta arve arvet maksta maksin maksab makse kaart kaardilt hind konto kontot parool parooli unustasin sisse logida registreerida
kustutada sulgeda aadress aadressi telefon nimi kaebus klienditeenindus inimene inimesega rääkida helistada abi aidata aidake küsimus probleem
viga vale katki puudu ootan oodanud jõuab jõudnud`,
  },
  ca: {
    name: 'Catalan',
    text: `el la els les un una uns unes de del dels al als l'un d'una i o però si perquè que què qui quin quina quins quan quant quanta on com per amb
sense a en sobre entre des fins cap jo em m'heu me mi meu meva meus meves tu et teu teva ell ella nosaltres ens nostre nostra vostè vostès vosaltres
us vostre vostra ells elles es seu seva aquest aquesta això allò és són era estic està estan estat he has ha hem heu han havia tinc té teniu
puc pot podeu podria vull voldria volem vol he de cal necessito no mai res cap sempre encara també molt més menys poc bé malament només ara avui
ahir demà aquí allà gràcies moltes hola bon dia bona tarda si us plau salutacions comanda comandes demanar cancel·lar anul·lar canviar
modificar reemborsament diners tornar tornin retorn devolució lliurament enviament enviat paquet article producte compra comprat comprar factura
rebut rebre rebuda pagament pagar pagat targeta cobrat cost costa preu compte contrasenya oblidat iniciar sessió registrar crear esborrar
eliminar tancar adreça número telèfon nom correu reclamació queixa ajuda ajudar problema error trencat falta espero arribat arriba arribarà
setmana setmanes dies hores mes any parlar persona algú trucar`,
  },
  sl: {
    name: 'Slovenian',
    text: `in ali pa če ker da kot kdo kaj kje kam kdaj zakaj kako koliko kateri katera jaz mene meni moj moja moje mojo mojega ti vi vas vam vaš vaša on
ona mi nas nam naš oni se svoj svojo to ta ti tega sem si je smo ste so bil bila bilo biti bi bom bo bodo imam ima imate nimam lahko moram želim
hočem rad rada potrebujem ne ni nič nikoli še že tudi zelo samo zdaj danes včeraj jutri tukaj tam prosim hvala dober dan pozdravljeni lep pozdrav
spoštovani z s za iz na v do od po pri pred brez teden tedna tednov dni dan mesec leto ura dvakrat naročilo naročila naročil naročila preklicati
preklic spremeniti spremenim vrniti vračilo denar denarja dostava dostave dostavo paket pošiljka pošiljko prišel prišla prejel prejela prejeta
dobil dobila izdelek kupil kupila račun računa geslo pozabil pozabila prijaviti registrirati izbrisati zapreti naslov številka ime plačati plačal
plačilo kartica stane cena poškodovan poškodovana pokvarjen napaka težava pomoč pomagajte govoriti človekom nekom poklicati čakam zaračunali`,
  },
  sk: {
    name: 'Slovak',
    text: `a alebo ale ak že aby pretože ktorý ktorá ktoré kto čo aký aká kedy kde prečo ako koľko ja ma mne mi môj moja moje môjho moju ty ťa on jeho
ona my nás nám náš naše vy vás vám váš vaše oni ich sa si to ten tá toto tento táto som si je sme ste sú bol bola bolo boli byť budem bude mám
máte má máme môžem môže môžete mohol by chcem chcel chcela musím treba nie nič nikdy ešte už tiež veľmi viac len iba teraz dnes včera zajtra
tu tam prosím ďakujem dobrý deň ahoj s pozdravom z so v vo na do od po za pre pred bez týždeň týždne dní deň mesiac rok hodín dvakrát objednávka
objednávku objednávky objednal zrušiť zrušenie zmeniť zmením vrátiť vrátenie peniaze peňazí doručenie doručená doručiť doprava zásielka zásielku
balík prišiel príde dostal dostala tovar kúpil faktúra faktúru platba zaplatil zaplatiť karta stojí cena účet účtu účtovali heslo zabudol zabudla
prihlásiť registrovať zmazať adresa adresu číslo meno poškodená poškodený chyba problém pomoc pomôcť hovoriť človekom niekým čakám`,
  },
};
