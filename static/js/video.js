/*
 * Videos: only who clicks the card asks YouTube or Vimeo for the player. Without this file, or with
 * a special click, the card is a link to the video's own page.
 */
const PLAYERS = {
  youtube: (id) => `https://www.youtube-nocookie.com/embed/${id}?autoplay=1`,
  vimeo: (id) => `https://player.vimeo.com/video/${id}?autoplay=1&dnt=1`,
};

function play(card) {
  const [, host, id] = card.dataset.video.match(/^(youtube|vimeo):([\w-]+)$/) ?? [];
  if (!host) return false;
  const frame = document.createElement("iframe");
  frame.src = PLAYERS[host](id);
  frame.title = card.textContent.trim();
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.allowFullscreen = true;
  frame.referrerPolicy = "strict-origin-when-cross-origin"; // YouTube plays for known hosts only
  card.replaceWith(frame);
  frame.focus();
  return true;
}

document.addEventListener("click", (event) => {
  const card = event.target.closest?.("a.video-card[data-video]");
  if (!card || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (play(card)) event.preventDefault();
});
