export function RepliesDrafts() { return null; }
