// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Json;
import io.velostream.schema.cli.text.Table;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.rollout.LossHandling;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutFile;
import io.velostream.schema.rollout.RolloutState;
import io.velostream.schema.rollout.RolloutStrategy;
import io.velostream.schema.rollout.RolloutStrategy.BlueGreen;
import io.velostream.schema.rollout.RolloutStrategy.Canary;
import io.velostream.schema.rollout.RolloutStrategy.RollingInstances;
import io.velostream.schema.rollout.RolloutStrategy.RollingPartitions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and changes a file of rollouts. */
@CommandLine.Command(
    name = "rollout",
    mixinStandardHelpOptions = true,
    description = "Shows or changes the file that the setting schema.rollout.file names.")
final class RolloutCommand implements Callable<Integer> {

  private RolloutCommand() {}

  static CommandLine program(Terminal terminal) {
    return new CommandLine(new RolloutCommand())
        .addSubcommand(new Status(terminal))
        .addSubcommand(new Change(terminal));
  }

  @Override
  public Integer call() {
    throw new CommandException("it is not said what to do; give rollout status or rollout set");
  }

  /** Shows all rollouts. */
  @CommandLine.Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Shows the rollouts of a file.")
  static final class Status extends Command {

    @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    Status(Terminal terminal) {
      super(terminal);
    }

    @Override
    ExitStatus run() throws IOException {
      List<Rollout> rollouts = read(file);
      if (isJson()) {
        print(parsed(rollouts));
      } else {
        show(terminal(), rollouts);
      }
      return ExitStatus.FINE;
    }
  }

  /** Changes or begins a rollout. */
  @CommandLine.Command(
      name = "set",
      mixinStandardHelpOptions = true,
      description = {
        "Changes the rollout of a subject, or begins one with --from and --to. The file is",
        "replaced as a whole, so that serializers see the old or the new one."
      })
  static final class Change extends Command {

    @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "SUBJECT", description = "The subject.")
    private String subject = "";

    @Option(names = "--from", paramLabel = "VERSION", description = "The old version.")
    private @Nullable Integer from;

    @Option(names = "--to", paramLabel = "VERSION", description = "The new version.")
    private @Nullable Integer to;

    @Option(
        names = "--percent",
        paramLabel = "NUMBER",
        description = "Canary: the share of keys that get the new version.")
    private @Nullable Double percent;

    @Option(
        names = "--active",
        paramLabel = "blue|green",
        description = "Blue-green: blue is the old version, green the new one.")
    private @Nullable String active;

    @Option(
        names = "--instances",
        split = ",",
        paramLabel = "NAME",
        description = "Rolling: the instances that write the new version.")
    private @Nullable List<String> instances;

    @Option(
        names = "--partitions",
        split = ",",
        paramLabel = "NUMBER",
        description = "Rolling: the partitions that get the new version.")
    private @Nullable List<Integer> partitions;

    @Option(
        names = "--state",
        paramLabel = "STATE",
        description = "running, paused, rolled-back or completed.")
    private @Nullable String state;

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        description = "Why it is so; a change without it leaves no reason.")
    private String reason = "";

    @Option(
        names = "--on-loss",
        paramLabel = "error|report",
        description = "What happens to values that a version cannot carry.")
    private @Nullable String onLoss;

    Change(Terminal terminal) {
      super(terminal);
    }

    @Override
    ExitStatus run() throws IOException {
      if (subject.isBlank()) {
        throw new CommandException("the subject is empty");
      }
      List<Rollout> rollouts = Files.exists(file) ? new ArrayList<>(read(file)) : new ArrayList<>();
      int index = 0;
      while (index < rollouts.size() && !rollouts.get(index).subject().equals(subject)) {
        index++;
      }
      Rollout changed = changed(index < rollouts.size() ? rollouts.get(index) : null);
      if (index < rollouts.size()) {
        rollouts.set(index, changed);
      } else {
        rollouts.add(changed);
      }
      RolloutFile.write(file, rollouts);
      if (isJson()) {
        print(parsed(List.of(changed)));
      } else {
        show(terminal(), List.of(changed));
      }
      return ExitStatus.FINE;
    }

    private Rollout changed(@Nullable Rollout before) {
      RolloutStrategy strategy = strategy();
      Rollout rollout;
      if (before == null || from != null || to != null) {
        int old = from != null ? from : before != null ? before.from() : 0;
        int fresh = to != null ? to : before != null ? before.to() : 0;
        RolloutStrategy chosen =
            strategy != null ? strategy : before != null ? before.strategy() : null;
        requireVersion("--from", from);
        requireVersion("--to", to);
        if ((before == null && (from == null || to == null)) || chosen == null) {
          throw new CommandException(
              subject
                  + " has no rollout in "
                  + file
                  + "; begin one with "
                  + (from == null || to == null ? "--from, --to and " : "")
                  + "one of --percent, --active, --instances and --partitions");
        }
        if (old == fresh) {
          throw new CommandException("--from and --to are two versions, but both are " + old);
        }
        rollout = Rollout.running(subject, old, fresh, chosen);
        if (before != null) {
          rollout = rollout.with(before.onLoss());
        }
      } else {
        rollout = strategy == null ? before : before.with(strategy);
      }
      RolloutState next = state == null ? rollout.state() : constant(RolloutState.class, state);
      boolean isChanged =
          before == null
              || rollout.from() != before.from()
              || rollout.to() != before.to()
              || !rollout.strategy().equals(before.strategy())
              || next != before.state();
      if (isChanged || !reason.isEmpty()) {
        rollout = rollout.with(next, reason); // the reason of what was before is none of this
      }
      return onLoss == null ? rollout : rollout.with(constant(LossHandling.class, onLoss));
    }

    private @Nullable RolloutStrategy strategy() {
      List<RolloutStrategy> strategies = new ArrayList<>();
      if (percent != null) {
        if (!(percent >= 0 && percent <= 100)) {
          throw new CommandException(
              "--percent is a share of keys from 0 to 100, not " + shown(percent));
        }
        strategies.add(new Canary(BigDecimal.valueOf(percent).movePointLeft(2).doubleValue()));
      }
      if (active != null) {
        if (!List.of("blue", "green").contains(active)) {
          throw new CommandException("--active is blue or green, not " + active);
        }
        strategies.add(new BlueGreen(active.equals("green")));
      }
      if (instances != null) {
        if (instances.stream().anyMatch(String::isBlank)) {
          throw new CommandException("--instances are names, and one of them is empty");
        }
        strategies.add(new RollingInstances(new TreeSet<>(instances)));
      }
      if (partitions != null) {
        for (int partition : partitions) {
          if (partition < 0) {
            throw new CommandException("--partitions are numbers from 0 up, not " + partition);
          }
        }
        strategies.add(new RollingPartitions(new TreeSet<>(partitions)));
      }
      if (strategies.size() > 1) {
        throw new CommandException(
            "a rollout has one strategy; give one of --percent, --active, --instances and"
                + " --partitions");
      }
      return strategies.isEmpty() ? null : strategies.get(0);
    }

    private static void requireVersion(String option, @Nullable Integer version) {
      if (version != null && version < 1) {
        throw new CommandException(option + " is a version from 1 up, not " + version);
      }
    }

    private static String shown(double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e9
          ? String.valueOf((long) number)
          : String.valueOf(number);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
      for (E each : type.getEnumConstants()) {
        if (name(each).equals(text)) {
          return each;
        }
      }
      throw new CommandException(
          text
              + " is none of "
              + Arrays.stream(type.getEnumConstants()).map(RolloutCommand::name).toList());
    }
  }

  private static List<Rollout> read(Path file) throws IOException {
    try {
      return RolloutFile.read(file);
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          ExitStatus.CANNOT_TELL, file + " is no file of rollouts: " + e.getMessage(), e);
    }
  }

  /** The form of the file itself. */
  private static ObjectNode parsed(List<Rollout> rollouts) throws JsonProcessingException {
    return (ObjectNode) Json.parse(RolloutFile.print(rollouts));
  }

  private static void show(Terminal terminal, List<Rollout> rollouts) {
    Table table =
        new Table(terminal, "SUBJECT", "FROM", "TO", "STATE", "STRATEGY", "ON LOSS", "REASON");
    for (Rollout rollout : rollouts) {
      table.row(
          rollout.subject(),
          String.valueOf(rollout.from()),
          String.valueOf(rollout.to()),
          name(rollout.state()),
          words(rollout.strategy()),
          name(rollout.onLoss()),
          rollout.reason());
    }
    if (table.isEmpty()) {
      terminal.out().println("no rollouts");
    } else {
      table.print();
    }
  }

  private static String words(RolloutStrategy strategy) {
    if (strategy instanceof Canary canary) {
      return "canary "
          + BigDecimal.valueOf(canary.share())
              .movePointRight(2)
              .stripTrailingZeros()
              .toPlainString()
          + " %";
    }
    if (strategy instanceof BlueGreen blueGreen) {
      return blueGreen.isGreen() ? "blue-green, green" : "blue-green, blue";
    }
    if (strategy instanceof RollingInstances rolling) {
      return "rolling instances " + new TreeSet<>(rolling.instances());
    }
    return strategy instanceof RollingPartitions rolling
        ? "rolling partitions " + new TreeSet<>(rolling.partitions())
        : strategy.toString();
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
