// The held sandbox: a second one, in the memory of the Go test. It shows two items a page, and nothing that takes time
// ends in it before its clock is moved on, so that a test can look at what is in progress for as long as it likes.
import assert from "node:assert/strict";

export const heldUrl = process.env.SANDBOX_HELD_URL;

// Moves the clock on by a duration as Go writes it, such as "2h".
export async function pass(duration) {
  const answer = await fetch(`${heldUrl}/clock?by=${duration}`, { method: "POST" });
  assert.equal(answer.status, 200, await answer.text());
}
