// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes the completion of a program for zsh: commands and options with their descriptions, values
 * of enumerations, and files. The script is for a folder of {@code fpath}, or to be sourced.
 */
public final class ZshCompletion {

  private final StringBuilder text = new StringBuilder();

  private ZshCompletion() {}

  /** The script of a program. */
  public static String of(CommandLine program) {
    return new ZshCompletion().script(program);
  }

  private String script(CommandLine program) {
    String name = program.getCommandName();
    String function = "_" + name;
    line(0, "#compdef " + name);
    command(function, program);
    line(0, "");
    line(0, "if [[ \"$funcstack[1]\" == \"" + function + "\" ]]; then");
    line(1, function + " \"$@\"");
    line(0, "else");
    line(1, "compdef " + function + " " + name);
    line(0, "fi");
    return text.toString();
  }

  private void command(String function, CommandLine command) {
    List<CommandLine> commands =
        command.getSubcommands().values().stream()
            .filter(each -> !each.getCommandSpec().usageMessage().hidden())
            .distinct()
            .toList();
    line(0, "");
    line(0, function + "() {");
    if (commands.isEmpty()) {
      arguments("_arguments -s", arguments(command.getCommandSpec()));
    } else {
      choice(function, command, commands);
    }
    line(0, "}");
    commands.forEach(each -> command(function + "_" + each.getCommandName(), each));
  }

  private void choice(String function, CommandLine command, List<CommandLine> commands) {
    line(1, "local context state state_descr line");
    line(1, "typeset -A opt_args");
    line(1, "local -a commands");
    line(1, "commands=(");
    for (CommandLine each : commands) {
      String description = description(each.getCommandSpec().usageMessage().description());
      line(2, quoted(each.getCommandName() + ":" + description));
    }
    line(1, ")");
    List<String> arguments = arguments(command.getCommandSpec());
    arguments.add(quoted("1: :->command"));
    arguments.add(quoted("*:: :->arguments"));
    arguments("_arguments -C -s", arguments);
    line(1, "case $state in");
    line(2, "command) _describe -t commands command commands ;;");
    line(2, "arguments)");
    line(3, "case $words[1] in");
    for (CommandLine each : commands) {
      String name = each.getCommandName();
      line(4, name + ") " + function + "_" + name + " ;;");
    }
    line(3, "esac ;;");
    line(1, "esac");
  }

  private void arguments(String start, List<String> arguments) {
    line(1, start + " \\");
    for (int i = 0; i < arguments.size(); i++) {
      line(2, arguments.get(i) + (i < arguments.size() - 1 ? " \\" : ""));
    }
  }

  private static List<String> arguments(CommandSpec command) {
    List<String> arguments = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        for (String name : option.names()) {
          arguments.add(option(option, name));
        }
      }
    }
    for (PositionalParamSpec each : command.positionalParameters()) {
      if (!each.hidden()) {
        String place = each.arity().isVariable() ? "*" : String.valueOf(each.index().min() + 1);
        String optional = each.arity().min() == 0 && !each.arity().isVariable() ? "::" : ":";
        arguments.add(quoted(place + optional + label(each) + ":" + action(each)));
      }
    }
    return arguments;
  }

  private static String option(OptionSpec option, String name) {
    boolean isRepeated = option.isMultiValue();
    String others =
        isRepeated || option.names().length == 1
            ? ""
            : "(" + String.join(" ", option.names()) + ")";
    String start = (isRepeated ? "*" : others) + name;
    String described = "[" + escaped(description(option.description())) + "]";
    if (option.arity().max() == 0) {
      return quoted(start + described);
    }
    String separator = name.startsWith("--") ? "=" : "+";
    return quoted(start + separator + described + ":" + label(option) + ":" + action(option));
  }

  private static String label(ArgSpec argument) {
    return escaped(argument.paramLabel().replaceAll("[<>\\[\\]]", ""));
  }

  /** What is completed: the values of an enumeration, or files; nothing for numbers. */
  private static String action(ArgSpec argument) {
    if (argument.completionCandidates() != null) {
      List<String> values = new ArrayList<>();
      argument.completionCandidates().forEach(values::add);
      return "(" + String.join(" ", values) + ")";
    }
    Class<?> type = argument.auxiliaryTypes()[0];
    String label = argument.paramLabel().toUpperCase(Locale.ROOT);
    if (label.contains("DIR")) {
      return "_files -/";
    }
    boolean isText = type == String.class && argument.isPositional();
    return type == Path.class || label.contains("FILE") || isText ? "_files" : "";
  }

  private static String description(String[] lines) {
    return lines.length == 0 ? "" : String.join(" ", lines).replaceAll("\\$\\{[^}]*}", "...");
  }

  /** The characters that separate the parts of an argument. */
  private static String escaped(String part) {
    return part.replaceAll("([\\\\:\\[\\]])", "\\\\$1");
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private void line(int indent, String line) {
    text.append("  ".repeat(indent)).append(line).append('\n');
  }
}
