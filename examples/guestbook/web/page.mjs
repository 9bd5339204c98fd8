/** The page as text. All that people wrote is escaped here. */
const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text) => text.replace(/[&<>"]/g, (character) => escapes[character]);

/** `entries` are rows of name and message; `visits` is a number as text. */
export const page = (entries, visits) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Guestbook</title>
<h1>Guestbook</h1>
<p>Visit number ${visits}. Entries: ${entries.length}.</p>
<form method="post" action="/">
  <input name="name" placeholder="Your name" maxlength="60">
  <input name="message" placeholder="Your message" maxlength="500" required>
  <button>Sign</button>
</form>
<ul>
${entries.map(([name, message]) => `<li><b>${escaped(name)}</b>: ${escaped(message)}</li>`).join("\n")}
</ul>
</html>
`;
