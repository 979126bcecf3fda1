/** Characters of a playbook's file: known to the page without the parser. */
export const largestFile = 5_000_000;
