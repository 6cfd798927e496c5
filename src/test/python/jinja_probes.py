"""Writes src/test/resources/dev/twt/model/jinja/probes.json: small templates and what Jinja2 itself makes of them.

Run from the repository's root with a Python that has jinja2 3.1. The environment is the one that transformers makes for
chat templates. A template that Jinja2 refuses or fails at has "error" instead of "output".
"""

import json
import pathlib

import jinja2
import jinja2.ext
from jinja2.sandbox import ImmutableSandboxedEnvironment

VARIABLES = {
    "messages": [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "  Hi {{ 7*7 }} <|im_end|> \u00e9\U0001f600\n"},
        {"role": "assistant", "content": "<think>\nhm\n</think>\n\nYes"},
        {"role": "user", "content": ""},
    ],
    "empty": "",
    "blank": "  \n",
    "word": "hello world",
    "path": "a.b.c",
    "three": 3,
    "minus": -7,
    "half": 2.5,
    "yes": True,
    "no": False,
    "nothing": None,
    "list": [3, 1, 2],
    "nested": [[1, "a"], [2, "b"]],
    "dict": {"b": 1, "a": "x\"y'", "c": None, "d": [True, 1.0]},
    "people": [{"n": "Bo", "a": 3}, {"n": "al", "a": 1}, {"n": "Cy"}],
}


def environment():
    def raise_exception(message):
        raise jinja2.exceptions.TemplateError(message)

    def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
        return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)

    class Generation(jinja2.ext.Extension):
        tags = {"generation"}

        def parse(self, parser):
            line = next(parser.stream).lineno
            body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
            return jinja2.nodes.CallBlock(self.call_method("_body"), [], [], body).set_lineno(line)

        def _body(self, caller):
            return caller()

    made = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols]
    )
    made.filters["tojson"] = tojson
    made.globals["raise_exception"] = raise_exception
    return made


PROBES = []


def p(name, template):
    PROBES.append((name, template))


# whitespace
p('lstrip before a block','a\n   {% if yes %}b{% endif %}\nc')
p('no lstrip in mid-line','a {% if yes %}b{% endif %} c {% if no %}d{% endif %}e')
p('no lstrip after an expression','{{ word }} {% if yes %}b{% endif %}')
p('lstrip at the very start','  {% if yes %}b{% endif %}')
p('lstrip of tabs','a\n\t \t{% if yes %}b\n\t{% endif %}\nc')
p('plus keeps indentation','a\n  {%+ if yes %}b{% endif %}')
p('plus keeps the newline','{% if yes +%}\nb{% endif +%}\nc')
p('trim blocks takes one newline','{% if yes %}\n\nb\n{% endif %}\n\nc')
p('expression keeps its newline','{{ three }}\n{{ three }}\n\nx')
p('minus left','a \n\n {%- if yes %}b{% endif %}')
p('minus right','{% if yes -%}  \n\n b{% endif -%}  \n c')
p('minus in expressions','a \n {{- three -}} \n b')
p('minus in comments','a \n {#- x -#} \n b')
p('comment alone in a line','a\n  {# x #}\nb')
p('comment in mid-line','a {# x #} b')
p('comment with tags in it','a{# {{ nope }} {% if %} #}b')
p('final newline dropped','a\n')
p('only one final newline dropped','a\n\n')
p('carriage returns','a\r\nb{% if yes %}\r\nc{% endif %}\rd')
p('raw','{% raw %}{{ x }} {% y %}{% endraw %}!')
p('raw with trims','a \n {%- raw -%}  {{ x }}  {%- endraw -%} \n b')
p('raw on its own lines','a\n  {% raw %}\n  {{ x }}\n  {% endraw %}\nb')
p('minus of a nested block','x {%- for i in list -%} {{ i }} {%- endfor -%} y')
p('whitespace only between tags','{% if yes %}   {% endif %}|')
p('tag end inside a string',"{{ '%}' }}{{ '}}' }}{% if '%}' %}y{% endif %}")
p('dict literal closes before the expression',"{{ {'a': {'b': 1}} }}")
p('else with trims',"{% if no -%} a {%- else -%} b {%- endif -%} c")
# output
p('none prints None','{{ nothing }}|{{ none }}|{{ None }}')
p('booleans print capitalized','{{ yes }}|{{ false }}|{{ True }}')
p('undefined prints nothing','[{{ missing }}]')
p('integers and floats','{{ 1 }}|{{ 1.0 }}|{{ 1e20 }}|{{ 0.1 + 0.2 }}|{{ 1e-7 }}|{{ 1.5e300 }}|{{ 100000000000000000.0 }}|{{ 123456789.125 }}')
p('underscores in numbers','{{ 1_000 }}')
p('list prints as Python',"{{ ['a', \"it's\", 1, none, true, 1.0, ['x']] }}")
p('dict prints as Python','{{ dict }}')
p('string with both quotes in a list',"{{ [dict.a] }}")
p('tuple prints as Python',"{{ (1, 2) }}|{{ (1,) }}|{{ () }}|{{ 1, 2 }}")
p('escapes in a printed list',"{{ ['a\\n\\t\\\\b'] }}")
p('unicode in a printed list',"{{ ['é😀\\u200b\\xa0'] }}")
p('string escapes',"{{ 'a\\nb\\tc\\\\d\\'e\\x41\\u00e9\\101' }}|{{ \"\\d\\w\" }}")
p('newline inside a string',"{{ 'a\nb' }}")
p('adjacent strings join',"{{ 'a' 'b' \"c\" }}")
p('range prints','{{ range(3) }}|{{ range(1, 7, 2) }}')
p('dict views print','{{ dict.keys() }}|{{ {"a": 1}.items() }}|{{ {"a": 1}.values() }}')
p('message is text','{{ messages[1].content }}')
# arithmetic
p('division is float','{{ 4 / 2 }}|{{ 5 / 2 }}|{{ 7 // 2 }}|{{ -7 // 2 }}|{{ 7.0 // 2 }}')
p('modulo takes the sign of the right','{{ 7 % 3 }}|{{ -7 % 3 }}|{{ 7 % -3 }}|{{ 7.5 % 2 }}')
p('power','{{ 2 ** 10 }}|{{ 2 ** -1 }}|{{ -2 ** 2 }}|{{ 2 ** 3 ** 2 }}')
p('unary minus','{{ -three }}|{{ - -3 }}|{{ +three }}|{{ 1 - -1 }}')
p('booleans are numbers','{{ true + 1 }}|{{ true == 1 }}|{{ false == 0 }}')
p('string repetition',"{{ 'ab' * 3 }}|{{ 2 * 'x' }}|{{ 'x' * 0 }}|{{ word[0] * three }}")
p('list repetition and sum','{{ [1] * 3 }}|{{ list + [9] }}')
p('string plus number fails',"{{ 'a' + 1 }}")
p('number plus none fails',"{{ 1 + nothing }}")
p('precedence','{{ 1 + 2 * 3 }}|{{ (1 + 2) * 3 }}|{{ 10 - 2 - 3 }}|{{ 2 * 3 % 4 }}')
p('tilde joins anything',"{{ 'a' ~ 1 ~ none ~ true ~ missing ~ [1] }}")
p('tilde binds tighter than plus',"{{ 'a' + 1 ~ 2 }}")
p('percent format',"{{ '%s is %d%%' % ('x', 3) }}|{{ '%s' % word }}")
p('division by zero fails','{{ 1 / 0 }}')
p('undefined arithmetic fails','{{ missing + 1 }}')
# comparison
p('empty string is not false',"{{ empty != false }}|{{ empty == false }}|{{ '' == none }}|{{ empty == '' }}")
p('chained comparison','{{ 1 < 2 < 3 }}|{{ 1 < 3 < 2 }}|{{ 3 > 2 > 1 }}|{{ 1 == 1 == 1 }}|{{ 1 < 3 > 2 }}')
p('string order',"{{ 'a' < 'b' }}|{{ 'Z' < 'a' }}|{{ 'a' < 'ab' }}")
p('number equals',"{{ 1 == 1.0 }}|{{ '1' == 1 }}|{{ 1 != '1' }}")
p('mixed order fails',"{{ 'a' < 1 }}")
p('list equality','{{ [1, 2] == [1, 2] }}|{{ (1, 2) == [1, 2] }}|{{ {"a": 1} == {"a": 1.0} }}|{{ [1, 2] < [1, 3] }}')
p('none equality','{{ nothing == none }}|{{ nothing == missing }}|{{ missing == missing2 }}|{{ nothing != none }}')
p('in a string',"{{ 'ell' in word }}|{{ 'x' not in word }}|{{ '' in word }}")
p('in a list and a dict',"{{ 3 in list }}|{{ 'a' in dict }}|{{ 'z' not in dict }}|{{ 1.0 in list }}")
p('in undefined',"{{ 'a' in missing }}")
p('number in a string fails',"{{ 1 in word }}")
p('in none fails',"{{ 1 in nothing }}")
# logic
p('and or return operands',"{{ 'a' and 'b' }}|{{ '' or 'c' }}|{{ 0 or none }}|{{ missing or 'd' }}|{{ [] and 1 }}")
p('not binds loosely',"{{ not 'x' in word }}|{{ not 1 == 2 }}|{{ not missing is defined }}|{{ not yes and no }}")
p('or is lazy',"{{ yes or missing.x.y }}")
p('truth of values',"{% for v in [0, 1, '', 'x', [], [0], {}, {'a': 0}, none, 0.0, ()] %}{{ 'T' if v else 'F' }}{% endfor %}")
p('inline if',"{{ 'a' if yes else 'b' }}|{{ 'a' if no }}|{{ 'a' if no else 'b' if yes else 'c' }}")
p('inline if without else is undefined',"{{ ('a' if no) is defined }}")
p('inline if in a filter argument',"{{ missing|default('x' if yes else 'y') }}")
# lookup
p('attribute and item',"{{ messages[0].role }}|{{ messages[0]['content'] }}|{{ messages[-1].role }}|{{ messages.0.role }}")
p('missing key prints nothing',"[{{ messages[0].nope }}][{{ messages[0]['nope'] }}][{{ messages[9] }}][{{ word.nope }}]")
p('attribute of a missing key fails',"{{ messages[0].nope.deeper }}")
p('attribute of undefined fails','{{ missing.x }}')
p('item of undefined fails',"{{ missing['x'] }}")
p('attribute of none',"[{{ nothing.x }}]")
p('key shadowed by a method',"{% set d = {'items': 1, 'get': 2} %}{{ d['items'] }}|{{ d.items is callable }}")
p('slices','{{ list[1:] }}|{{ list[:-1] }}|{{ list[::-1] }}|{{ list[::2] }}|{{ list[5:] }}|{{ list[-2:] }}|{{ list[2:0:-1] }}')
p('string slices','{{ word[1:4] }}|{{ word[::-1] }}|{{ word[-3:] }}|{{ word[0] }}|{{ word[99] }}')
p('slices count code points','{{ messages[1].content[-3:] }}|{{ messages[1].content|length }}')
p('item of a number',"[{{ three[0] }}][{{ three['x'] }}]")
p('messages without the first','{% for m in messages[1:] %}{{ loop.index0 }}{{ m.role }} {% endfor %}')
p('calling a missing method fails','{{ word.shout() }}')
p('calling undefined fails','{{ missing() }}')
p('get of a dict',"{{ dict.get('a') }}|{{ dict.get('z') }}|{{ dict.get('z', 'q') }}|{{ dict.get('c', 'q') }}")
p('underscore attribute',"{{ word.__class__ }}")
# string methods
p('strip',"[{{ '  a b\\n'.strip() }}][{{ 'xxaxx'.strip('x') }}][{{ 'xyaxy'.lstrip('yx') }}][{{ ' a '.rstrip() }}][{{ '\\u00a0\\u2003a\\x1c'.strip() }}]")
p('split',"{{ 'a,b,,c'.split(',') }}|{{ ' a  b '.split() }}|{{ 'a.b.c'.split('.') }}|{{ 'a,b,c'.split(',', 1) }}|{{ 'a|b'.split('|')[-1] }}|{{ ''.split() }}|{{ ''.split(',') }}")
p('split by whitespace with a limit',"{{ ' a b  c '.split(none, 1) }}")
p('rsplit and partition',"{{ 'a,b,c'.rsplit(',', 1) }}|{{ 'a=b=c'.partition('=') }}|{{ 'a=b=c'.rpartition('=') }}|{{ 'x'.partition('=') }}")
p('thinking cut off',"{{ messages[2].content.split('</think>')[-1].lstrip('\\n') }}")
p('splitlines',"{{ 'a\\nb\\r\\nc\\n'.splitlines() }}|{{ 'a\\n\\nb'.splitlines(true) }}")
p('startswith and endswith',"{{ word.startswith('he') }}|{{ word.endswith('x') }}|{{ word.startswith(('x', 'h')) }}")
p('replace',"{{ word.replace('l', 'L') }}|{{ word.replace('l', 'L', 1) }}|{{ 'ab'.replace('', '-') }}|{{ 'a.b'.replace('.', '$1') }}")
p('cases',"{{ word.upper() }}|{{ 'ABC'.lower() }}|{{ \"they're bill's\".title() }}|{{ 'hELLO wORLD'.capitalize() }}|{{ 'straße'.upper() }}")
p('find and count',"{{ word.find('o') }}|{{ word.find('z') }}|{{ word.rfind('o') }}|{{ word.count('l') }}|{{ 'aaa'.count('aa') }}|{{ word.index('w') }}")
p('index of what is not there fails',"{{ word.index('z') }}")
p('join method',"{{ ', '.join(['a', 'b']) }}|{{ '-'.join('abc') }}")
p('join method of numbers fails',"{{ ','.join(list) }}")
p('kinds of strings',"{{ '12'.isdigit() }}|{{ 'a1'.isalpha() }}|{{ 'a1'.isalnum() }}|{{ ' \\n'.isspace() }}|{{ ''.isspace() }}|{{ 'AB1'.isupper() }}|{{ '1'.islower() }}")
p('removeprefix',"{{ word.removeprefix('hello ') }}|{{ word.removesuffix('x') }}")
p('format method',"{{ '{} {}'.format(1, 2) }}")
p('zfill method',"{{ '7'.zfill(3) }}")
p('append is forbidden','{{ list.append(1) }}')
p('update is forbidden','{{ dict.update({}) }}')
p('list methods','{{ list.index(2) }}|{{ list.count(1) }}')
# filters
p('trim filter',"[{{ blank|trim }}][{{ '  a '|trim }}][{{ 'xax'|trim('x') }}][{{ nothing|trim }}][{{ missing|trim }}][{{ three|trim }}]")
p('length filter','{{ list|length }}|{{ word|length }}|{{ dict|length }}|{{ missing|length }}|{{ messages|count }}')
p('length of none fails','{{ nothing|length }}')
p('length of a generator fails',"{{ list|select('odd')|length }}")
p('a generator is true',"{{ 'T' if list|select('gt', 99) else 'F' }}")
p('a generator is read once',"{% set g = list|map('string') %}{{ g|join }}|{{ g|join }}|{{ g|list }}")
p('case filters',"{{ word|upper }}|{{ 'ABC'|lower }}|{{ \"they're (bill)-x\"|title }}|{{ 'hELLO'|capitalize }}|{{ true|upper }}|{{ nothing|lower }}")
p('default filter',"{{ missing|default('x') }}|{{ nothing|default('x') }}|{{ nothing|default('x', true) }}|{{ ''|d('y', boolean=true) }}|[{{ missing|default }}]|{{ 0|default(5) }}")
p('join filter',"{{ list|join(', ') }}|{{ ['a', none, true, 1.5]|join }}|{{ people|join('/', attribute='n') }}|{{ word|join('.') }}|[{{ missing|join }}]")
p('replace filter',"{{ word|replace('o', '0') }}|{{ word|replace('o', '0', 1) }}|{{ 12.5|replace('.', ',') }}|{{ 'a\\\\b'|replace('\\\\', '/') }}")
p('list filter',"{{ 'abc'|list }}|{{ dict|list }}|{{ range(3)|list }}|{{ missing|list }}|{{ dict.items()|list }}")
p('string filter',"{{ three|string + '!' }}|{{ none|string }}|{{ [1]|string|length }}")
p('int filter',"{{ '42'|int }}|{{ '4.7'|int }}|{{ 'x'|int }}|{{ 'x'|int(9) }}|{{ 3.9|int }}|{{ -3.9|int }}|{{ none|int }}|{{ ' 5 '|int }}|{{ true|int }}")
p('float filter',"{{ '1.5'|float }}|{{ 'x'|float }}|{{ 3|float }}|{{ 'x'|float(2.0) }}")
p('round and abs','{{ 2.5|round }}|{{ 3.5|round }}|{{ 2.675|round(2) }}|{{ 2.1|round(0, "ceil") }}|{{ 2.19|round(1, "floor") }}|{{ minus|abs }}|{{ 7|round }}|{{ -1.5|abs }}')
p('first and last',"{{ list|first }}|{{ list|last }}|{{ word|first }}|[{{ []|first }}]|{{ dict|first }}|{{ messages|map(attribute='role')|first }}")
p('reverse filter',"{{ word|reverse }}|{{ list|reverse|list }}|{{ 'abc'|reverse|upper }}")
p('sort filter',"{{ list|sort }}|{{ ['b', 'A', 'c']|sort }}|{{ ['b', 'A', 'c']|sort(case_sensitive=true) }}|{{ list|sort(reverse=true) }}|{{ people[:2]|sort(attribute='n')|map(attribute='n')|list }}")
p('min max sum','{{ list|min }}|{{ list|max }}|{{ list|sum }}|{{ people[:2]|sum(attribute="a") }}|{{ list|sum(start=10) }}|[{{ []|max }}]')
p('unique filter',"{{ ['a', 'A', 'b', 'a']|unique|list }}|{{ ['a', 'A']|unique(case_sensitive=true)|list }}|{{ people|unique(attribute='a')|map(attribute='n')|list }}")
p('map filter',"{{ ['a', 'b']|map('upper')|list }}|{{ people|map(attribute='n')|join(',') }}|{{ people|map(attribute='a', default=0)|list }}|{{ people|map(attribute='a')|list }}|{{ nested|map(attribute=1)|list }}")
p('select and reject',"{{ list|select('odd')|list }}|{{ list|reject('equalto', 1)|list }}|{{ [0, 1, '']|select|list }}|{{ [0, 1, '']|reject|list }}|{{ list|select('in', [1, 2])|list }}")
p('selectattr and rejectattr',"{{ messages|selectattr('role', 'equalto', 'user')|list|length }}|{{ people|selectattr('a')|map(attribute='n')|list }}|{{ people|rejectattr('a', 'defined')|map(attribute='n')|list }}|{{ people|selectattr('a', '>', 2)|list|length }}")
p('selectattr undefined comparison fails',"{{ people|selectattr('a', 'gt', 2)|list|length }}")
p('items filter',"{% for k, v in dict|items %}{{ k }}={{ v }};{% endfor %}{% for k, v in missing|items %}x{% endfor %}")
p('items of a list fails','{% for k, v in list|items %}x{% endfor %}')
p('dictsort filter',"{% for k, v in {'b': 1, 'A': 2, 'c': 0}|dictsort %}{{ k }}{{ v }}{% endfor %}|{{ {'b': 1, 'A': 2}|dictsort(true) }}|{{ {'b': 1, 'A': 2}|dictsort(by='value', reverse=true) }}")
p('indent filter',"{{ 'a\\nb\\n\\nc'|indent }}|{{ 'a\\nb'|indent(2, true) }}|{{ 'a\\n\\nb'|indent(2, blank=true) }}|{{ 'a\\nb\\n'|indent('> ') }}")
p('tojson',"{{ dict|tojson }}|{{ 'é<&>\\u2028\\x01\"/'|tojson }}|{{ none|tojson }}|{{ [1.0, 1e20, true]|tojson }}|{{ {}|tojson }}|{{ []|tojson }}|{{ (1, 2)|tojson }}")
p('tojson with indent',"{{ dict|tojson(indent=2) }}|{{ {'a': [], 'b': {}}|tojson(indent=4) }}")
p('tojson with separators and sorted',"{{ dict|tojson(separators=(',', ':')) }}|{{ {'b': 1, 'a': 2}|tojson(sort_keys=true) }}")
p('tojson of undefined fails','{{ missing|tojson }}')
p('tojson of numbers as keys',"{{ {1: 2, none: 3}|tojson }}")
p('format filter',"{{ '%s-%s'|format('a', 1) }}")
p('filter binds tighter than operators',"{{ 'a' ~ 'b'|upper }}|{{ 1 + '2'|int }}|{{ list|length - 1 }}|{{ -3|abs }}|{{ 2 ** '3'|int }}")
p('filter argument with arithmetic',"{{ 'a\\nb'|indent(width=list|length - 1) }}")
p('unknown filter','{{ word|shout }}')
p('wordwrap filter','{{ word|wordwrap(3) }}')
p('escape filter',"{{ '<'|escape }}")
p('safe at the end',"{{ '<b>'|safe }}|{{ word|upper|safe }}")
p('safe in a sum',"{{ '<'|safe + '<' }}")
p('groupby filter',"{% for g in people|groupby('a') %}x{% endfor %}")
p('batch filter','{{ list|batch(2)|list }}')
p('filter block','{% filter upper %}a{{ word }}{% endfilter %}|{% filter trim|replace("a", "b") %} aa {% endfilter %}')
# tests
p('defined and undefined','{{ missing is defined }}|{{ nothing is defined }}|{{ messages[0].x is undefined }}|{{ missing is not defined }}')
p('none test','{{ nothing is none }}|{{ missing is none }}|{{ 0 is none }}|{{ nothing is not none }}')
p('kinds',"{% for v in ['a', 1, 1.0, true, none, [1], {'a': 1}, (1,)] %}{{ v is string }}{{ v is number }}{{ v is integer }}{{ v is float }}{{ v is boolean }}{{ v is mapping }}{{ v is iterable }}{{ v is sequence }} {% endfor %}")
p('true and false tests','{{ yes is true }}|{{ 1 is true }}|{{ no is false }}|{{ 0 is false }}|{{ empty is false }}')
p('number tests','{{ 3 is odd }}|{{ 4 is even }}|{{ 9 is divisibleby 3 }}|{{ 9 is divisibleby(2) }}')
p('comparison tests',"{{ 3 is eq 3 }}|{{ 3 is equalto 4 }}|{{ 3 is ne 4 }}|{{ 3 is lt 4 }}|{{ 3 is ge 4 }}|{{ 2 is in list }}|{{ 'a' is not in dict }}")
p('case tests',"{{ 'abc' is lower }}|{{ 'ABC' is upper }}|{{ 'aB' is lower }}")
p('iterable undefined','{{ missing is iterable }}|{{ missing is sequence }}|{{ missing is string }}|{{ missing is mapping }}')
p('tests in conditions',"{% if messages[0].content is string and messages[0].role is defined %}ok{% endif %}{% if not nothing is none or yes is true %}ok{% endif %}")
p('unknown test','{{ word is shiny }}')
p('sameas test','{{ none is sameas none }}')
p('test binds tighter than not and comparison',"{{ 1 if missing is not defined else 2 }}|{{ 3 is odd == true }}")
# set and scope
p('set','{% set x = 5 %}{{ x }}{% set x = x + 1 %}{{ x }}')
p('set several','{% set a, b = 1, [2] %}{{ a }}{{ b }}|{% set (c, d) = nested[0] %}{{ c }}{{ d }}')
p('set a tuple','{% set t = 1, 2 %}{{ t }}')
p('set block','{% set x %}a{{ three }}\n{% endset %}[{{ x }}]{{ x is string }}')
p('set block with filter','{% set x | upper | trim %} a{{ word }} {% endset %}[{{ x }}]')
p('set in a loop stays there','{% set x = 0 %}{% for i in list %}{% set x = i %}{{ x }}{% endfor %}{{ x }}')
p('set in a round is forgotten in the next','{% for i in [1, 2, 3] %}{% if loop.first %}{% set y = i %}{% endif %}[{{ y }}]{% endfor %}')
p('set in an if stays','{% if yes %}{% set x = 1 %}{% endif %}{{ x }}')
p('set block is a scope','{% set y = 1 %}{% set x %}{% set y = 2 %}{{ y }}{% endset %}{{ x }}{{ y }}')
p('namespace','{% set ns = namespace(n=0, s="") %}{% for i in list %}{% set ns.n = ns.n + i %}{% set ns.s = ns.s ~ i %}{% endfor %}{{ ns.n }}{{ ns.s }}')
p('namespace attribute not there','{% set ns = namespace() %}[{{ ns.x }}]{% set ns.x = 1 %}{{ ns.x }}{{ ns["x"] }}')
p('namespace from a dict','{% set ns = namespace({"a": 1}, b=2) %}{{ ns.a }}{{ ns.b }}')
p('set an attribute of a dict fails','{% set dict.x = 1 %}')
p('shadowing a global','{% set range = 3 %}{{ range }}')
p('with','{% with a = 1, b = three %}{{ a }}{{ b }}{% endwith %}[{{ a }}]')
p('set to undefined','{% set x = missing %}[{{ x }}]{{ x is defined }}')
p('set to none hides','{% set word = none %}{{ word }}')
p('set undefined hides','{% set word = missing %}[{{ word }}]')
# for
p('loop variables','{% for i in list %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }};{% endfor %}')
p('loop neighbours','{% for i in list %}{{ loop.previtem }}<{{ i }}<{{ loop.nextitem }};{% endfor %}')
p('loop cycle and changed',"{% for i in [1, 1, 2] %}{{ loop.cycle('a', 'b') }}{{ loop.changed(i) }};{% endfor %}")
p('loop depth','{% for i in [1] %}{{ loop.depth }}{% for j in [1] %}{{ loop.depth }}{{ loop.depth0 }}{% endfor %}{% endfor %}')
p('for else','{% for i in [] %}a{% else %}b{% endfor %}{% for i in [1] %}a{% else %}b{% endfor %}')
p('for over undefined','{% for i in missing %}a{% else %}b{% endfor %}')
p('for over none fails','{% for i in nothing %}a{% endfor %}')
p('for over a number fails','{% for i in 3 %}a{% endfor %}')
p('for with condition',"{% for m in messages if m.role == 'user' %}{{ loop.index }}/{{ loop.length }}{{ loop.last }} {% endfor %}")
p('for with condition and else',"{% for i in list if i > 9 %}{{ i }}{% else %}none{% endfor %}")
p('for with condition over a tuple',"{% for k, v in dict.items() if v is string %}{{ k }}{{ v }}{% endfor %}")
p('loop in a condition of a loop','{% for i in list if loop.index %}x{% endfor %}')
p('for over a dict','{% for k in dict %}{{ k }}{% endfor %}')
p('for over a string','{% for c in "a😀b" %}{{ c }}.{% endfor %}')
p('for over pairs','{% for a, b in nested %}{{ a }}{{ b }}{% endfor %}')
p('for over a bare tuple','{% for i in 1, 2 %}{{ i }}{% endfor %}')
p('for with a wrong number of names fails','{% for a, b in list %}x{% endfor %}')
p('nested loops and outer loop','{% for i in [1, 2] %}{% set o = loop %}{% for j in [1, 2] %}{{ o.index }}{{ loop.index }} {% endfor %}{% endfor %}')
p('loop variable is gone afterwards','{% for i in list %}{% endfor %}[{{ i }}]')
p('loop after the loop','{% for i in list %}{% endfor %}[{{ loop }}]')
p('break and continue','{% for i in range(9) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 5 %}{% break %}{% endif %}{{ i }}{% endfor %}')
p('break leaves one loop','{% for i in [1, 2] %}{% for j in [1, 2] %}{% break %}{% endfor %}{{ i }}{% endfor %}')
p('break hides else','{% for i in [1] %}{% break %}{% else %}e{% endfor %}')
p('break outside of a loop','{% break %}')
p('recursive loop','{% for i in nested recursive %}{{ i }}{% endfor %}')
p('reversed messages','{% for m in messages[::-1] %}{{ m.role }} {% endfor %}{% for m in messages|reverse %}{{ m.role }} {% endfor %}')
p('range steps','{{ range(5, 0, -2)|list }}|{{ range(2, 5)|list }}|{{ range(0)|list }}|{{ range(3)[1] }}|{{ range(3)|length }}')
p('range too long fails','{{ range(1000000)|list|length }}')
p('range step zero fails','{{ range(1, 2, 0) }}')
# if
p('elif',"{% if no %}a{% elif three == 3 %}b{% elif yes %}c{% else %}d{% endif %}")
p('if with in and not',"{% if 'system' not in messages[0].role or not messages %}a{% else %}b{% endif %}")
p('if empty system',"{% if messages[3].content %}a{% else %}b{% endif %}{% if messages[3].content != false %}c{% endif %}{% if messages[3].content is not none %}d{% endif %}")
p('modulo alternation',"{% for m in messages %}{{ (m.role == 'user') != (loop.index0 % 2 == 0) }} {% endfor %}")
# macros
p('macro',"{% macro f(a, b=2) %}[{{ a }},{{ b }}]{% endmacro %}{{ f(1) }}{{ f(1, 3) }}{{ f(b=4, a=5) }}{{ f() }}")
p('macro default from an earlier parameter','{% macro f(a, b=a) %}{{ a }}{{ b }}{% endmacro %}{{ f(1) }}')
p('macro too many arguments fails','{% macro f(a) %}{% endmacro %}{{ f(1, 2) }}')
p('macro unknown argument fails','{% macro f(a) %}{% endmacro %}{{ f(z=2) }}')
p('macro sees later globals','{% macro f() %}{{ x }}{% endmacro %}{% set x = 1 %}{{ f() }}')
p('macro has its own scope','{% set x = 1 %}{% macro f() %}{% set x = 2 %}{{ x }}{% endmacro %}{{ f() }}{{ x }}')
p('macro calls itself','{% macro f(n) %}{{ n }}{% if n > 0 %}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(3) }}')
p('macro result is a string','{% macro f() %} a {% endmacro %}{{ f()|trim|upper }}{{ f() is string }}{{ (f() ~ "b")|length }}')
p('macro result with trims','{%- macro f(x) -%}\n  {{ x }}\n{%- endmacro -%}\n<{{ f(1) }}>')
p('macro never ends','{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}')
p('macro in a loop','{% for i in list %}{% macro f() %}{{ i }}{% endmacro %}{{ f() }}{% endfor %}')
p('varargs','{% macro f() %}{{ varargs }}{% endmacro %}{{ f(1) }}')
p('call block','{% macro f() %}{{ caller() }}{% endmacro %}{% call f() %}x{% endcall %}')
p('star arguments','{% macro f(a, b) %}{{ a }}{{ b }}{% endmacro %}{{ f(*[1, 2]) }}')
# other tags
p('generation block','a{% generation %}b{% set z = 1 %}{{ z }}{% endgeneration %}[{{ z }}]')
p('raise_exception',"{{ raise_exception('no ' ~ word) }}")
p('raise_exception not reached',"{% if no %}{{ raise_exception('no') }}{% endif %}ok")
p('do is not enabled','{% do list.append(1) %}')
p('include','{% include "x" %}')
p('extends','{% extends "x" %}')
p('block','{% block x %}a{% endblock %}')
p('import','{% import "x" as y %}')
p('autoescape block','{% autoescape true %}{{ "<" }}{% endautoescape %}')
p('lipsum','{{ lipsum() }}')
p('joiner','{% set j = joiner(",") %}{{ j() }}a{{ j() }}b')
p('cycler','{% set c = cycler("a", "b") %}{{ c.next() }}')
p('dict function','{{ dict2 }}{% set d = namespace(x={"a": 1}) %}{{ d.x.a }}')
p('unclosed if','{% if yes %}a')
p('unclosed expression','a {{ word')
p('unclosed comment','a {# word')
p('unclosed string',"{{ 'a }}")
p('unexpected end tag','a{% endif %}')
p('empty expression','{{ }}')
p('two expressions','{{ word word }}')
p('unbalanced bracket','{{ (1 }}')
p('assignment in an expression','{{ x = 1 }}')
p('unknown tag','{% frobnicate %}')
p('set without value','{% set x = %}')
# as in real templates
p('alternation check',"{% for message in messages[1:] %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Conversation roles must alternate') }}{% endif %}{{ '[' ~ message.role ~ ']' }}{% endfor %}")
p('system prompt taken off',"{% if messages[0]['role'] == 'system' %}{% set system_message = messages[0]['content'] %}{% set loop_messages = messages[1:] %}{% else %}{% set loop_messages = messages %}{% endif %}{{ system_message|trim }}{% for m in loop_messages %}|{{ m.content|trim }}{% endfor %}")
p('last query index',"{%- set ns = namespace(multi_step_tool=true, last_query_index=messages|length - 1) %}{%- for message in messages[::-1] %}{%- set index = (messages|length - 1) - loop.index0 %}{%- if ns.multi_step_tool and message.role == 'user' and message.content is string and not(message.content.startswith('<tool>') and message.content.endswith('</tool>')) %}{%- set ns.multi_step_tool = false %}{%- set ns.last_query_index = index %}{%- endif %}{%- endfor %}{{ ns.last_query_index }}")
p('content that may be a list',"{% for m in messages %}{% if m.content is string %}{{ m.content }}{% elif m.content is iterable %}{% for c in m.content %}{{ c.text }}{% endfor %}{% endif %}{% endfor %}")
p('reasoning content',"{% for m in messages %}{%- set content = m.content %}{%- if '</think>' in content %}{%- set reasoning = content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}{%- set content = content.split('</think>')[-1].lstrip('\\n') %}{{ '(' + reasoning + ')' }}{%- endif %}{{ content }};{% endfor %}")
p('enable_thinking not given',"{%- if enable_thinking is defined and enable_thinking is false %}<think></think>{%- endif %}x")


def main():
    env = environment()
    probes = []
    for name, source in PROBES:
        probe = {"name": name, "template": source}
        try:
            probe["output"] = env.from_string(source).render(**VARIABLES)
        except Exception as e:
            probe["error"] = f"{type(e).__name__}: {e}"
        probes.append(probe)
    names = [probe["name"] for probe in probes]
    assert len(set(names)) == len(names), sorted(n for n in names if names.count(n) > 1)
    target = pathlib.Path("src/test/resources/dev/twt/model/jinja/probes.json")
    made = {"renderer": "Jinja2 " + jinja2.__version__, "variables": VARIABLES, "probes": probes}
    target.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(len(probes), "probes,", sum("error" in probe for probe in probes), "of them errors")


if __name__ == "__main__":
    main()
