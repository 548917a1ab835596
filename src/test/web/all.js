import './frames.test.js';
import './store.test.js';
import './live.test.js';
import './link.test.js';
import './time.test.js';
import './freshness.test.js';
import './figures.test.js';
import './alarms.test.js';
import './acknowledgements.test.js';
import './text.test.js';
import './url.test.js';
import './tour.test.js';
import './tokens.test.js';
import './sprites.test.js';
import {run} from './harness.js';

await run();
