/** A small labelled file as a shop might have it: 180 rows, three labels, told apart by their beginnings. */
const subjects = ['my parcel', 'the chair', 'order 4711', 'the blue lamp', 'my sofa', 'the rug', 'both cushions', 'the desk', 'a mattress', 'my curtains', 'the shelf', 'the plates'];
const asks: readonly (readonly [string, readonly string[]])[] = [
  ['where_is_it', ['where is', 'when does it come,', 'nobody delivered', 'still waiting for', 'has anyone seen']],
  ['send_back', ['i want to return', 'how do i send back', 'please collect again', 'returning', 'take back']],
  ['broken', ['a leg broke off', 'there is a crack in', 'it arrived smashed,', 'torn on one side,', 'does not work at all,']],
];

export function labelledFile(): string {
  const rows = asks.flatMap(([label, beginnings]) => beginnings.flatMap((beginning) => subjects.map((subject, at) => `"${beginning} ${subject} ${['please', 'thanks', 'today', 'again', ''][at % 5] ?? ''}",${label}`)));
  return `message,topic\n${rows.join('\n')}\n`;
}
