import {isVisible, ruleOf} from '/core/layerstyle.js';
import {equal, test} from './harness.js';

const RULES = [{when: {attribute: '等级', in: ['一级', '二级']}, colour: 'a'}, {when: {attribute: '水深', in: [], min: 0.5, max: 1}, colour: 'b'},
  {when: {attribute: '水深', in: [], min: 1}, colour: 'c'}];
const colours = (rules, ...things) => things.map((properties) => ruleOf(rules, properties)?.colour);

test('the first rule that fits a thing draws it', () => {
  equal(colours(RULES, {等级: '二级', 水深: '3'}, {水深: '0.5'}, {水深: 1}, {水深: '0.49'}, {水深: '深'}, {}), ['a', 'b', 'c', undefined, undefined, undefined]);
  equal(colours([...RULES, {colour: 'rest'}], {}, {水深: ''}), ['rest', 'rest']);
});

test('a layer is seen between its zooms', () => {
  equal([9.9, 10, 14, 14.1].map((zoom) => isVisible({minZoom: 10, maxZoom: 14}, zoom)), [false, true, true, false]);
});
