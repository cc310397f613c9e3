// What is no part of the first paint, and would hold it up on a slow line.

// Once something stands on the screen, also where it has long stood there.
export const afterPaint = (act) => {
  new PerformanceObserver((list, observer) => {
    if (!list.getEntriesByName("first-contentful-paint").length) return;
    observer.disconnect();
    act();
  }).observe({ type: "paint", buffered: true });
};

// Pages within the page.
export const frames = () => afterPaint(() => {
  for (const frame of document.querySelectorAll("iframe[data-src]")) {
    frame.src = frame.dataset.src;
    delete frame.dataset.src;
  }
});
