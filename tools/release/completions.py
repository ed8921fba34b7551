#!/usr/bin/python3
"""Writes completions for bash, zsh and fish from what the program's help says.

usage: completions.py PROGRAM FOLDER       writes FOLDER/audmg, _audmg and audmg.fish
"""

import pathlib
import sys

import command_help

BASH = """\
# Completion of audmg(1), made from its help.
_audmg() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} words=
  local settings="{settings}"
  case $before in
{values}
  esac
  if [[ -n $words ]]; then
    :
  elif [[ $word == -* ]]; then
    case ${{COMP_WORDS[1]}} in
{options}
    esac
  elif ((COMP_CWORD == 1)); then
    words="{commands}"
  elif ((COMP_CWORD == 2)); then
    case ${{COMP_WORDS[1]}} in
{subcommands}
    esac
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}}
complete -o bashdefault -o default -F _audmg audmg
"""

ZSH = """\
#compdef audmg
# Completion of audmg(1), made from its help.
local -a commands subcommands options settings
settings=(
{settings}
)
if ((CURRENT == 2)) && [[ $words[CURRENT] != -* ]]; then
  commands=(
{commands}
  )
  _describe command commands
  return
fi
case $words[2] in
{cases}
esac
if [[ $words[CURRENT] == -* ]]; then
  _describe option options
elif ((CURRENT == 3)) && (($#subcommands)); then
  _describe subcommand subcommands
else
  _files
fi
"""


def bash(commands, settings):
    values = [f'    {each.flag}) words="{" ".join(each.values)}" ;;' for each in settings if each.values]
    options, subcommands = [], []
    for command in commands.values():
        words = " ".join(["--help", *command.options])
        more = " $settings" if command.takes_settings else ""
        options.append(f'      {command.name}) words="{words}{more}" ;;')
        if command.subcommands:
            subcommands.append(f'      {command.name}) words="{" ".join(command.subcommands)}" ;;')
    options.append(f'      *) words="--help --version $settings" ;;')
    return BASH.format(settings=" ".join(each.flag for each in settings), values="\n".join(values), options="\n".join(options), commands=" ".join(commands),
                       subcommands="\n".join(subcommands))


def quoted(name, text):
    """A word with its description, for zsh's _describe and for fish."""
    return "'" + f"{name}:{text}".replace("'", "'\\''") + "'"


def zsh(commands, settings):
    cases = []
    for command in commands.values():
        subcommands = " ".join(quoted(name, text) for name, text in command.subcommands.items())
        options = " ".join(f"'{option}'" for option in ["--help", *command.options])
        more = " $settings" if command.takes_settings else ""
        cases.append(f"  {command.name})\n    subcommands=({subcommands})\n    options=({options}{more})\n    ;;")
    return ZSH.format(settings="\n".join(f"  {quoted(each.flag, each.text)}" for each in settings),
                      commands="\n".join(f"    {quoted(each.name, each.text)}" for each in commands.values()),
                      cases="\n".join(cases))


def fish(commands, settings):
    def text_of(text):
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

    lines = ["# Completion of audmg(1), made from its help.", "complete -c audmg -l help -d 'Show help'"]
    for command in commands.values():
        lines.append(f"complete -c audmg -n __fish_use_subcommand -f -a {command.name} -d {text_of(command.text)}")
        seen = f"__fish_seen_subcommand_from {command.name}"
        some = " ".join(command.subcommands)
        for name, text in command.subcommands.items():
            lines.append(f"complete -c audmg -n '{seen}; and not __fish_seen_subcommand_from {some}' -f -a {name} "
                         f"-d {text_of(text)}")
        for option in command.options:
            lines.append(f"complete -c audmg -n '{seen}' -l {option.removeprefix('--')}")
    without = " ".join(command.name for command in commands.values() if not command.takes_settings)
    for each in settings:
        values = f" -f -a '{' '.join(each.values)}'" if each.values else ""
        lines.append(f"complete -c audmg -n 'not __fish_seen_subcommand_from {without}' -l {each.flag.removeprefix('--')} "
                     f"-r{values} -d {text_of(each.text)}")
    return "\n".join(lines) + "\n"


def main(program, folder):
    commands, settings = command_help.commands(program), command_help.settings(program)
    target = pathlib.Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for name, write in (("audmg", bash), ("_audmg", zsh), ("audmg.fish", fish)):
        (target / name).write_text(write(commands, settings))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip())
    main(*sys.argv[1:])
