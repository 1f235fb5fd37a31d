// Copies the address of the page, and opens what an address leads to inside a closed line.
const copy = document.querySelector(".copy");
copy?.addEventListener("click", async () => {
  const page = document.querySelector('link[rel="canonical"]');
  const words = copy.textContent;
  await navigator.clipboard.writeText(page?.href ?? location.href.split("#")[0]);
  copy.style.minInlineSize = `${copy.offsetWidth}px`;
  copy.textContent = copy.dataset.copied;
  setTimeout(() => (copy.textContent = words), 3000);
});
// Pages that are not served safely may not write to the clipboard.
if (copy && !navigator.clipboard) copy.style.visibility = "hidden";
const open = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  let line = target.querySelector(":scope > details") ?? target.closest("details");
  if (!line || line.open) return;
  for (; line; line = line.parentElement.closest("details")) line.open = true;
  target.scrollIntoView();
};
addEventListener("hashchange", open);
open();
