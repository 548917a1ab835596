/** Seconds that a browser does not slow down in a background tab. */
setInterval(() => postMessage(0), 500);
