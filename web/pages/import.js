import {ImportApi} from '../core/importapi.js';
import {ImportDesk} from '../core/importdesk.js';
import {problemText} from '../core/problems.js';
import {el, setHidden} from '../panels/dom.js';
import {Choices} from '../panels/import/choices.js';
import {ColumnTable} from '../panels/import/columns.js';
import {Findings} from '../panels/import/findings.js';
import {Outcome} from '../panels/import/outcome.js';
import {PreviewMap} from '../panels/import/previewmap.js';
import {Progress} from '../panels/import/progress.js';
import {openPage} from './frame.js';

const PAUSE_MILLIS = 250;

/** Files dropped anywhere on the page; the browser would leave it for them. */
function acceptDrops(choices, shade) {
  const holdsFiles = (event) => event.dataTransfer?.types.includes('Files');
  addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    setHidden(shade, false);
  });
  addEventListener('dragleave', (event) => { if (event.relatedTarget === null) setHidden(shade, true); });
  addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    setHidden(shade, true);
    choices.take([...event.dataTransfer.files]);
  });
}

/** While something is entered, closing the page would leave somebody not knowing. */
function guardLeaving(desk) {
  addEventListener('beforeunload', (event) => { if (desk.state.value.phase === 'entering') event.preventDefault(); });
}

async function build(page) {
  const {t, text, main, session, http} = page;
  const api = new ImportApi(http, session);
  const [registers, systems, county] = await Promise.all([api.registers(), api.systems(), page.api.county()]);
  const desk = new ImportDesk({api, newKey: () => crypto.randomUUID(), pause: () => new Promise((resolve) => { setTimeout(resolve, PAUSE_MILLIS); })});
  const choices = new Choices(text, desk, registers, systems);
  const map = new PreviewMap(page, desk, county);
  const intro = el('p.intro', {}, t('import.intro'));
  const shade = el('div.drop-shade', {'hidden': true, 'aria-hidden': 'true'}, t('import.drop'));
  const again = () => {
    desk.begin((draft) => draft.chooseFile(null));
    choices.focus();
  };
  desk.state.listen(({report, phase}) => {
    setHidden(intro, report !== null);
    if (phase === 'entered') api.registers().then((now) => choices.renew(now), () => {}); // the old counts do no harm
  });
  document.getElementById('loading').remove();
  const left = el('aside.ask', {'aria-label': t('import')}, choices.element, new Progress(text, desk).element, new Outcome(text, desk, again).element);
  main.append(left, el('div.report', {}, intro, new Findings(text, desk, systems).element, new ColumnTable(text, desk).element), map.element);
  document.body.append(shade);
  map.load();
  acceptDrops(choices, shade);
  guardLeaving(desk);
  choices.focus();
}

const page = await openPage({title: 'import', right: 'EDIT_REGISTERS'});
if (page.allowed) {
  page.main.append(el('p.quiet', {id: 'loading'}, page.t('list.loading')));
  try {
    await build(page);
  } catch (failure) {
    page.main.replaceChildren(el('p.form-error', {role: 'alert'}, page.t('list.failed', {reason: problemText(failure, page.text)})));
  }
}
