"""Conversations as Jinja renders them for chat templates in the styles of well-known model families.

Writes language/src/test/resources/dev/uvaha/language/chat/templates.json: template, conversation, prompt.
"""

import json
import pathlib

from jinja2.sandbox import ImmutableSandboxedEnvironment

OUT = pathlib.Path(__file__).parents[2] / "language/src/test/resources/dev/uvaha/language/chat"

TEMPLATES = {
    "chatml": "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}"
    "{{ '<|im_start|>system\\nHelp.<|im_end|>\\n' }}{% endif %}{{'<|im_start|>' + message['role'] + '\\n'"
    " + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}"
    "{{ '<|im_start|>assistant\\n' }}{% endif %}\n",
    "inst": "{% if messages[0]['role'] == 'system' %}{% set turns = messages[1:] %}"
    "{% set system = messages[0]['content'] %}{% else %}{% set turns = messages %}{% set system = false %}"
    "{% endif %}{% for message in turns %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}"
    "{{ raise_exception('roles must alternate') }}{% endif %}{% if loop.index0 == 0 and system != false %}"
    "{% set content = '<<SYS>>\\n' + system + '\\n<</SYS>>\\n\\n' + message['content'] %}{% else %}"
    "{% set content = message['content'] %}{% endif %}{% if message['role'] == 'user' %}"
    "{{ bos_token + '[INST] ' + content.strip() + ' [/INST]' }}{% elif message['role'] == 'assistant' %}"
    "{{ ' ' + content.strip() + ' ' + eos_token }}{% endif %}{% endfor %}",
    "headers": "{% set loop_messages = messages %}{% for message in loop_messages %}"
    "{% set content = '<|start|>' + message['role'] + '<|end|>\n\n' + message['content'] | trim + '<|eot|>' %}"
    "{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|start|>assistant<|end|>\n\n' }}{% endif %}",
    "indented": """{%- if tools %}
    {{- '<|im_start|>system\\n' }}
{%- else %}
    {%- if messages[0]['role'] == 'system' %}
        {{- '<|im_start|>system\\n' + messages[0]['content'] + '<|im_end|>\\n' }}
    {%- else %}
        {{- '<|im_start|>system\\nHelp.<|im_end|>\\n' }}
    {%- endif %}
{%- endif %}
{%- for message in messages %}
    {#- the system has spoken already #}
    {%- if (message.role == "user") or (message.role == "assistant" and not message.tool_calls) %}
        {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}
    {%- elif message.role == "tool" %}
        {{- message.content }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
{%- endif %}
""",
    "blocks": """{% for message in messages %}
{% if message['role'] == 'user' %}
{{ '<|user|>
' + message['content'] + eos_token }}
{% elif message['role'] == 'system' %}
{{ '<|system|>
' + message['content'] + eos_token }}
{% elif message['role'] == 'assistant' %}
  {% generation %}
{{ '<|assistant|>
'  + message['content'] + eos_token }}
  {% endgeneration %}
{% endif %}
{% if loop.last and add_generation_prompt %}
{{ '<|assistant|>' }}
{% endif %}
{% endfor %}
""",
    "namespace": """{%- set ns = namespace(found=false, system='') -%}
{%- for message in messages %}{%- if message['role'] == 'system' %}{%- set ns.system = message['content'] %}
{%- set ns.found = true %}{%- endif %}{%- endfor %}
{{- bos_token }}{{ ns.system if ns.found else 'none' }}
{%- for message in messages %}
{%- if message['role'] == 'user' %}{{ '<U>' + message['content'] }}{%- endif %}
{%- if message['role'] == 'assistant' and message['content'] is not none %}
{{- '<A>' + message['content'].split('</think>')[-1].lstrip('\\n') + '</A>' }}{%- endif %}
{%- endfor -%}
{{- '|' }}{{ 'and' if messages[-1].content.startswith('And') else 'not' }} {{ messages|length }} {{ messages[-1]['role']|upper }}
{{+ ' x' -}}   y
""",
    "dashes": "a  {{- '1' -}}  b\n  {%- if true -%}\n  c \n {%+ if true %} d {% endif +%}\n{% endif %}\ne\n"
    "{# note #}\nf {# note -#}   g\n   {% set q = '%}' %}{{ q }}{{ '}}' }}\n\n",
}

CONVERSATIONS = [
    [("user", "Hi.")],
    [("system", "Be brief. "), ("user", " Who </b> & \"you\"? "), ("assistant", "<think>x</think>\nMe."),
     ("user", "And {{ 7 * 7 }} {% if %} 'you'?\n")],
]


def main():
    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    cases = []
    for name, template in TEMPLATES.items():
        plain = template.replace("{% generation %}", "{# #}").replace("{% endgeneration %}", "{# #}")
        for conversation in CONVERSATIONS:
            messages = [{"role": role, "content": content} for role, content in conversation]
            prompt = environment.from_string(plain).render(
                messages=messages, add_generation_prompt=True, bos_token="<s>", eos_token="</s>"
            )
            cases.append(
                {"name": name, "template": template, "messages": messages, "prompt": prompt}
            )
    OUT.mkdir(parents=True, exist_ok=True)
    text = json.dumps(cases, ensure_ascii=False, indent=1) + "\n"
    (OUT / "templates.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
