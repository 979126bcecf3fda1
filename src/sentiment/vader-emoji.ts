/**
 * What VADER reads in place of an emoji: its short name in Unicode 11, word by word. Named here are those with a word that counts (of
 * VADER's list, in capitals, a negation); of the others only how many words they stand for, since a word's place counts too. Made from
 * Unicode's names, of emoji of one code point: VADER reads no longer ones.
 */
const named = [
  '😀grinning face|😁beaming face with smiling eyes|😂face with tears of joy|🤣rolling on the floor laughing|😃grinning face with big eyes|😄grinning face with smiling eyes|😅grinning face with sweat|😆grinning squinting face|😊smiling face with smiling eyes|😎smiling face with sunglasses|😍smiling face with heart-eyes|😘face blowing a kiss|🥰smiling face with 3 hearts|😗kissing face|😙kissing face with smiling eyes|😚kissing face with closed eyes|☺smiling face|🙂slightly smiling face|🤗hugging face|😶face without mouth|😥sad but relieved face|😫tired face|😌relieved face|😓downcast face with sweat|😔pensive face|😕confused face|😲astonished face',
  '☹frowning face|🙁slightly frowning face|😞disappointed face|😟worried face|😢crying face|😭loudly crying face|😦frowning face with open mouth|😧anguished face|😨fearful face|😩weary face|😬grimacing face|😰anxious face with sweat|😱face screaming in fear|😵dizzy face|😠angry face|😇smiling face with halo|🥳partying face|🤥lying face|🤭face with hand over mouth|🤓nerd face|😈smiling face with horns|👿angry face with horns|👻ghost|😺grinning cat face|😸grinning cat face with smiling eyes|😹cat face with tears of joy|😻smiling cat face with heart-eyes',
  '😼cat face with wry smile|😽kissing cat face|🙀weary cat face|😿crying cat face|🙍person frowning|🙅person gesturing NO|🙆person gesturing OK|💁person tipping hand|🙋person raising hand|🤽person playing water polo|🤾person playing handball|💏kiss|💑couple with heart|✌victory hand|🤙call me hand|🖐hand with fingers splayed|✋raised hand|👌OK hand|🤚raised back of hand|👋waving hand|✍writing hand|💋kiss mark|💘heart with arrow|❤red heart|💓beating heart|💔broken heart|💕two hearts',
  '💖sparkling heart|💗growing heart|💙blue heart|💚green heart|💛yellow heart|🧡orange heart|💜purple heart|🖤black heart|💝heart with ribbon|💞revolving hearts|💟heart decoration|❣heavy heart exclamation|💌love letter|💤zzz|💢anger symbol|💣bomb|💥collision|💫dizzy|🗯right anger bubble|🎩top hat|⛑rescue worker’s helmet|🍂fallen leaf|🥩cut of meat|🍠roasted sweet potato|🥟dumpling|🍵teacup without handle|🏩love hotel',
  '🗽Statue of Liberty|🚌bus|🚍oncoming bus|🚒fire engine|🚏bus stop|🛑stop sign|⏳hourglass not done|⏰alarm clock|⛄snowman without snow|🔥fire|✨sparkles|🎉party popper|🎁wrapped gift|🎖military medal|🏅sports medal|🥇1st place medal|🥈2nd place medal|🥉3rd place medal|🕹joystick|🎲game die|♥heart suit|♦diamond suit|🃏joker|🎴flower playing cards|🔈speaker low volume|🔕bell with slash|💳credit card',
  '📪closed mailbox with lowered flag|📭open mailbox with lowered flag|📏straight ruler|🧷safety pin|🧯fire extinguisher|⚱funeral urn|🏧ATM sign|⚠warning|⛔no entry|🚳no bicycles|🚭no smoking|🚯no littering|🚷no pedestrians|📵no mobile phones|🔞no one under eighteen|🔙BACK arrow|🔚END arrow|🔛ON! arrow|🔜SOON arrow|🔝TOP arrow|🛐place of worship|☮peace symbol|♋Cancer|▶play button|⏯play or pause button|⏹stop button|🔆bright button',
  '❇sparkle|🔡input latin lowercase|🅰A button (blood type)|🆎AB button (blood type)|🅱B button (blood type)|🆑CL button|🆒COOL button|🆓FREE button|🆔ID button|Ⓜcircled M|🆕NEW button|🆖NG button|🅾O button (blood type)|🆗OK button|🅿P button|🆘SOS button|🆙UP! button|🆚VS button|🈶Japanese “not free of charge” button|🔶large orange diamond|🔷large blue diamond|🔸small orange diamond|🔹small blue diamond|💠diamond with a dot',
].join('|');

/** By number of words: emoji whose words say nothing. */
const silent: Readonly<Record<1 | 2 | 3 | 4 | 5, string>> = {
  1: '🤩👹👺💀👽👶🧒👦👧🧑👨👩🕵💂🤴👸🤱🦸🦹🧙🧚🧛🧜🧝🧞🧟⛷🏂🏍👪🤳🦵🦶🤝👂👃👣👀👁🧠🦴🦷👅👄🕳👓🕶🥽👔👕👖🧣🧤🧥🧦👗👘👙👛👜👑💄💍🐒🦍🐕🐩🦝🐈🐅🐆🐎🦓🦌🐂🐄🐖🐗🐏🐑🐐🐪🦙🦒🐘🦏🦛🐁🐀🐇🐿🦔🦇🐨🦘🦡🦃🐔🐓🐦🐧🕊🦅🦆🦢🦉🦚🦜🐊🐢🦎🐍🐉🦕🦖🐋🐬🐟🐡🦈🐙🦀🦞🦐🦑🐌🦋🐛🐜🐝🦗🕷🦂🦟🦠💐🏵🌹🌺🌻🌼🌷🌱🌵🌿☘🍇🍈🍉🍊🍋🍌🍍🥭🍐🍑🍒🍓🍅🥥🥑🍆🥔🥕🥒🥦🍄🥜🌰🍞🥐🥨🥯🥞🥓🍔🍕🥪🌮🌯🥚🍳🍿🧂🍝🍢🍣🍡🍩🍪🍰🧁🥧🍬🍭🍮🍶🥢🥄🏺🧭⛰🌋🏕🏜🏟🧱🏘🏠🏥🏦🏨🏫🏭🏰💒⛪🕌🕍🕋⛲⛺🌁🏙🌅🌇🚂🚆🚇🚉🚊🚝🚎🚐🚑🚕🚗🚜🚲🛹🛣🚧⚓⛵🛶🚤⛴🚢✈💺🚁🛰🚀🧳⌚⏱🕧🕜🕝🕞🕟🕠🕡🕢🕣🕤🕥🕦🌡☀⭐☁🌪🌫🌀🌈☂❄☃☄💧🎃🎆🎇🧨🎈🎀🎫🏆⚾🥎🏀🏐🎾🎳🥍🏸🎿🛷🧩🧵🧶📢📣🔔🎤🎧📻🎷🎸🎺🎻🥁☎📟🔋🖨⌨🖲📀🧮📺📷📼🕯🔦📚📓📒📜📰🔖🏷🧾✉📧📦📮✏🖊🖌🖍📝💼📅📋📌📎✂🗑🔒🔓🔑🔨⛏🗡🔫🛡🔧⚙🗜🔗⛓🧰🧲⚗🧬🔬🔭💉💊🚪🛏🚽🚿🛁🧹🧺🧼🧽🚬⚰🗿🚻🛃🚫☢☣🕉🕎♈♉♊♌♍♎♏♐♑♒♓⛎🎦♾⚜©®ℹ🦰🦱🦲🦳',
  2: '😉🤔😐😑😏😣🤐😯😪😴🤤😒🙃🤑😖🤯🥵🥶😳🤪😡🤢🤮🤧🥴🥺🤫🤡👾🤖🙈🙉🙊🧓👴👵👮👷🧔👱🤰👼🎅🤶🙎🙇🤦🤷🚶🏃💃🕺🧗🗣🤺🏇🏌🏄🏊🚴🏎🤸🤼🤹💪🖕🤞🖖👍👎✊👊🤛🤜🤟👏👐🙌🙏💅💦💨💬💭🥼👚👝🛍🎒👞👟🥾👠👡👢👒🎓🧢📿💎🐵🐶🐺🦊🐱🦁🐯🐴🦄🐮🐃🐷🐽🐫🐭🐹🐰🐻🐼🐾🐣🐤🐸🐲🐳🐠🐚🐞🕸🌸💮🥀🌲🌳🌴🍁🍎🍏🥝🌶🥬🥖🧀🍗🍟🌭🥙🥗🥫🍱🍘🍙🍚🍛🍜🍤🥮🥠🥡🍧🍨🎂🍫🍯🍼☕🍷🍸🍹🍺🥂🥃🔪🗺🏔🗻🏝🏞🏛🏗🏚🏢🏤🏪🏬🏯🗼⛩♨🌌🎠🎡🎢💈🎪🚃🚄🚅🚈🚞🚋🚓🚖🚘🚚🚛🛴🛵🛤🛢⛽🛳🛥🛩🛫🛬🚟🚠🚡🛸🛎⌛⏲🕰🕛🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🌑🌕🌙🌟🌠🌬🌂⚡🌊🎄🎊🎋🎍🎎🎏🎐🧧🎗🎟⚽🏈🏉🥏🏏🏑🏒🏓🥊🥅⛸🎣🎽🥌🎯🔮🧿🎮🎰🧸♠♣♟🎭🖼🎨🔇📯🎼🎵🎶🎙🎚🎛🎹📱📞📠🔌💻🖥🖱💽💾💿🎥🎞📽🎬📹💡📕📖📗📘📙🗞📑💰💴💵💶💷💱📨📤📥✒🖋📁📆🗒🗓📇📈📉📊📍🖇📐🗄🗝⚔⚖🧪🧫📡🧴🛒🚰♿🚹🚺🚼🚾🛂🛄🛅🚸🚱⬆↗➡↘⬇↙⬅↖↕↔⚛☯✝☦🔁⏩◀🔼🔽⏸⏺⏏🔅📶📳♀♂⚕♻🔱📛❌➰✳✴❓❗〰™🔟💯🔢🔣🔘⚪⚫🔴🔵🏁🚩🎌🏴🏳',
  3: '😋😛🤒🤕🤠🧐☠💩😾👳🧕🤵👰💆💇🛀🛌👤👥🚣⛹🏋🚵☝🤲🗨🥿🐥🌾🍀🌽🍖🍲🥣🍦🥛🍻🥤🍴🌍🌎🌏🌐🗾🏖🏡🏣🌃🌄🌆🌉🚔🚙🚨🚥🚦🌒🌓🌔🌖🌗🌘🌚🌝🌞⛅🌧🌨🌩⛱🎑🥋⛳🎱🀄🔉🔊📸🏮📃📄💸💲📩📂🗂🗃🔏🔐⚒🛠🏹🔩🛋🧻🔃🔄✡☸☪🔯🔀🔂⏭⏪⏮⏫⏬📴⭕✔✖❎➕➖➗➿〽‼⁉❔❕🔠🔤🈁🈯🉐🈹🈲🉑🈸🈳㊗㊙▪▫◻◼◽◾⬛⬜🔲🔳🏻🏼🏽🏾🏿',
  4: '🤨🙄😮😜😝😷👲👯🧖🧘🕴👬👭👈👉👆👇🤘🍃🥘🍥🍾🌛🌜🌤🌥🌦☔📲🔍🔎📔💹🗳🚮↩↪⤴⤵🔰✅☑🈂🈷🈴🈵🔺🔻',
  5: '😤🤬👫🍽⛈📫📬🈚🈺',
};

/** Stands for a word that says nothing; whatever is glued to it makes no word that does. */
const nothing = 'emoji';

/** Code point → the words VADER reads instead. */
export const emojiWords: ReadonlyMap<number, readonly string[]> = new Map([
  ...Object.entries(silent).flatMap(([count, emoji]) => {
    const words = Array.from({ length: Number(count) }, () => nothing);
    return Array.from(emoji, (one) => [codeOf(one), words] as const);
  }),
  ...named.split('|').map((entry) => {
    const code = codeOf(entry);
    return [code, entry.slice(code > 0xffff ? 2 : 1).split(' ')] as const;
  }),
]);

function codeOf(text: string): number {
  return text.codePointAt(0) ?? 0;
}
