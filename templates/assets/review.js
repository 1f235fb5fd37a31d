// Shows the banner of a claim that is due for review. The day stands on the page in any case.
const banner = document.querySelector(".stale");
if (banner && banner.querySelector("time").dateTime <= new Date().toISOString().slice(0, 10)) {
  banner.hidden = false;
}
