/**
 * What a verdict is adjusted for: "the 15 networks judged", "the one network judged", "the networks
 * judged (here none)"; without a noun "the 15 judged", "those judged (here none)".
 */
export function familyWords(count: number, which: string, noun = ""): string {
  const words = (one: string) => [one, which].filter((part) => part !== "").join(" ");
  if (count === 0) return `${words(noun ? `the ${noun}s` : "those")} (here none)`;
  const number = count === 1 ? "one" : String(count);
  return words(`the ${number}${noun && ` ${noun}${count === 1 ? "" : "s"}`}`);
}
