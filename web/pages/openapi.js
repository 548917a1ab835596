import {problemText} from '../core/problems.js';
import {ApiReader} from '../panels/apireader.js';
import {el} from '../panels/dom.js';
import {openPage} from './frame.js';

const FILE = '/api/v1/openapi.json';

const page = await openPage({title: 'openapi'});
try {
  new ApiReader(page, await page.http.get(FILE), FILE);
} catch (error) {
  page.main.append(el('p.form-error', {role: 'alert'}, page.t('list.failed', {reason: problemText(error, page.text)})));
}
