// Plays streams (HLS) in browsers that do not: loaded when a reader presses play, and only there. What it needs of the
// page's Content-Security-Policy (pieces from elsewhere, a film from a blob:) only pages with a stream allow.
// hls.js is what most sites play HLS with; Shaka and Video.js are larger and bring controls of their own. Its light build
// is a third smaller: it lacks other sound tracks, captions from the stream and rights management.
/*! Contains hls.js 1.7, Apache License 2.0, https://github.com/video-dev/hls.js */
import Hls from "hls.js/light";

// Calls `failed` when it cannot go on; the film is then as it was before.
export const play = (film, failed) => {
  // Its worker would be a script from a blob:, which no page of ours allows; one stream does not need it.
  const hls = new Hls({ enableWorker: false });
  let recovered = false;
  const stop = () => {
    hls.destroy();
    film.controls = false;
    failed();
  };
  hls.on(Hls.Events.ERROR, (_, { fatal, type }) => {
    if (!fatal) return;
    if (type !== Hls.ErrorTypes.MEDIA_ERROR || recovered) return stop();
    recovered = true;
    hls.recoverMediaError();
  });
  if (!Hls.isSupported()) return stop();
  hls.loadSource(film.querySelector("source").src);
  hls.attachMedia(film);
  film.controls = true;
  film.focus();
  // It may have been stopped meanwhile.
  film.play().catch(() => {});
};
