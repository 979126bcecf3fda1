export default function setup(): void {
  // Nothing to prepare yet.
}
