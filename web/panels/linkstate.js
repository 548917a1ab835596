import {durationText, timeOfDay} from '../core/time.js';
import {el, setHidden, setText} from './dom.js';

/** How the link stands: a dot with its age in the bar, and when it breaks a red frame and a banner nobody can overlook. */
export class LinkState {
  element;
  #app;
  #label = el('span.link-word');
  #age = el('b.link-age');
  #frame = el('div.link-frame', {hidden: true, 'aria-hidden': 'true'});
  #banner = el('div.link-banner', {role: 'alert', hidden: true});

  constructor(app) {
    this.#app = app;
    this.element = el('div.link', {id: 'link'}, el('i.link-dot'), this.#label, this.#age);
    document.body.append(this.#frame, this.#banner);
  }

  /** @param {string} state  of core/link.js */
  tick(state) {
    const {t, live} = this.#app;
    const stream = live.state;
    const silence = this.#app.monotonic() - stream.lastFrameAt;
    document.body.dataset.link = state;
    setText(this.#label, t(`link.${state}`));
    setText(this.#age, `${(silence / 1000).toFixed(1)} s`);
    setHidden(this.#frame, state !== 'broken');
    setHidden(this.#banner, state !== 'broken');
    if (state === 'broken') setText(this.#banner, this.#bannerText(stream, silence));
  }

  #bannerText(stream, silence) {
    const {t, clock} = this.#app;
    const parts = [t('link.bannerBroken', {duration: durationText(silence)})];
    parts.push(stream.to < 0 ? t('link.bannerNothing') : t('link.bannerShows', {time: timeOfDay(clock.now() - silence)}));
    const wait = Math.ceil((stream.retryAt - this.#app.monotonic()) / 1000);
    if (stream.phase === 'closed' && wait > 0) parts.push(t('link.bannerRetry', {seconds: wait, attempt: stream.attempt}));
    else parts.push(t('link.bannerTrying', {attempt: Math.max(1, stream.attempt)}));
    return parts.join(' · ');
  }

  remove() {
    this.element.remove();
    this.#frame.remove();
    this.#banner.remove();
  }
}
