/** Type a question and see how every hit was found. */
export function SearchTester() {
  return <h1>Search tester</h1>;
}
