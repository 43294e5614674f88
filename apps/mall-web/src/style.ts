/** The one style sheet, for every page. */
export const style = `
:root { color-scheme: light; --ink: #23222b; --soft: #6d6a75; --line: #e6e2dc; --paper: #fbfaf8; --accent: #7a3e48; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.7;
  font-family: "Hiragino Kaku Gothic ProN", "Noto Sans JP", "Yu Gothic", sans-serif; }
header, main, footer { max-width: 64rem; margin: 0 auto; padding: 1rem 1.5rem; }
header { border-bottom: 1px solid var(--line); }
h1 { margin: 0; font-size: 1.25rem; letter-spacing: 0.2em; }
a { color: inherit; text-decoration: none; }
a:hover, a:focus-visible { color: var(--accent); text-decoration: underline; }
ul { list-style: none; margin: 0; padding: 0; }
.categories { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding-bottom: 1.5rem; color: var(--soft); }
.categories [aria-current] { color: var(--accent); font-weight: 700; }
.products { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1rem; }
.products a { display: flex; flex-direction: column; justify-content: space-between; height: 100%; padding: 1rem;
  background: #fff; border: 1px solid var(--line); border-radius: 0.5rem; }
.price { color: var(--accent); font-variant-numeric: tabular-nums; }
article .price { font-size: 1.5rem; }
small { color: var(--soft); font-size: 0.8rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.5rem; }
dt { color: var(--soft); }
dd { margin: 0; }
`;
