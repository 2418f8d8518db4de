// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.rollout.RolloutStrategy.BlueGreen;
import io.velostream.schema.rollout.RolloutStrategy.Canary;
import io.velostream.schema.rollout.RolloutStrategy.RollingInstances;
import io.velostream.schema.rollout.RolloutStrategy.RollingPartitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRolloutsTest {

  private static final Duration NEVER = Duration.ofDays(1);

  private static final List<Rollout> ALL =
      List.of(
          Rollout.running("a", 1, 2, new Canary(0.25)),
          Rollout.running("b", 3, 2, new BlueGreen(true)).with(LossHandling.REPORT),
          Rollout.running("c", 1, 2, new RollingInstances(Set.of("x", "y")))
              .with(RolloutState.PAUSED, "for lunch"),
          Rollout.running("d", 1, 2, new RollingPartitions(Set.of(0, 7)))
              .with(RolloutState.ROLLED_BACK, "errors"));

  @TempDir Path folder;

  @Test
  void whatIsPrintedIsParsedAgain() {
    assertThat(RolloutFile.parse(RolloutFile.print(ALL))).isEqualTo(ALL);
  }

  @Test
  void aMistakeIsNamed() {
    assertThatThrownBy(() -> RolloutFile.parse("nothing")).hasMessageContaining("no JSON");
    assertThatThrownBy(() -> RolloutFile.parse("{}")).hasMessageContaining("rollouts");
    checkMistake("\"from\":1,\"to\":2,\"strategy\":\"canary\"", "percent");
    checkMistake("\"from\":1,\"to\":2,\"strategy\":\"canary\",\"percent\":200", "percent");
    checkMistake("\"from\":1,\"to\":2,\"strategy\":\"big-bang\"", "canary, blue-green");
    checkMistake("\"from\":1,\"to\":2,\"strategy\":\"rolling\"", "instances");
    checkMistake("\"to\":2,\"strategy\":\"canary\",\"percent\":1", "from");
    checkMistake("\"from\":1,\"to\":2,\"strategy\":\"canary\",\"percent\":1,\"x\":1", "\"x\"");
    checkMistake(
        "\"from\":1,\"to\":2,\"strategy\":\"canary\",\"percent\":1,\"state\":\"done\"",
        "[running, paused, rolled-back, completed]");
  }

  @Test
  void whatIsNotMeantIsNotTakenForTheUsual() {
    String canary = "\"from\":1,\"to\":2,\"strategy\":\"canary\",\"percent\":1";
    checkMistake(canary + ",\"state\":[\"rolled-back\"]", "\"state\" is a text");
    checkMistake(canary + ",\"onLoss\":1", "\"onLoss\" is a text");
    checkMistake("\"from\":1,\"to\":2,\"strategy\":\"rolling\",\"instances\":\"a\"", "no array");
    checkMistake("\"from\":1,\"to\":2,\"strategy\":\"rolling\",\"partitions\":1", "no array");
    checkMistake("\"from\":1,\"to\":2,\"strategy\":\"rolling\",\"partitions\":[-1]", "-1");
    String entry = "{\"subject\":\"a\"," + canary + "}";
    assertThatThrownBy(() -> RolloutFile.parse("{\"rollouts\":[" + entry + "," + entry + "]}"))
        .hasMessage("two rollouts of subject a");
    assertThatThrownBy(
            () ->
                RolloutFile.parse("{\"rollouts\":[{\"state\":\"paused\",\"state\":\"running\"}]}"))
        .hasMessageContaining("no JSON");
  }

  @Test
  void whatCannotBeReadIsNotWritten() throws IOException {
    Path file = folder.resolve("rollouts.json");
    RolloutFile.write(file, ALL);
    assertThatThrownBy(() -> RolloutFile.write(file, List.of(ALL.get(0), ALL.get(0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two rollouts of subject a");
    assertThat(RolloutFile.read(file)).isEqualTo(ALL);
    assertThatThrownBy(() -> Rollout.running(" ", 1, 2, new Canary(0.1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RollingPartitions(Set.of(0, -1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void eachShareIsReadAsItWasWritten() {
    for (int percent = 0; percent <= 1_000; percent++) {
      List<Rollout> one = List.of(Rollout.running("a", 1, 2, new Canary(percent / 1_000.0)));
      assertThat(RolloutFile.parse(RolloutFile.print(one))).isEqualTo(one);
    }
  }

  private static void checkMistake(String members, String named) {
    assertThatThrownBy(
            () -> RolloutFile.parse("{\"rollouts\":[{\"subject\":\"a\"," + members + "}]}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rollout of \"a\"")
        .hasMessageContaining(named);
  }

  @Test
  void aFileIsReadAgainWhenItChanges() throws IOException {
    Path file = folder.resolve("rollouts.json");
    RolloutFile.write(file, ALL);
    try (FileRollouts rollouts = FileRollouts.open(file, NEVER)) {
      int generation = rollouts.generation();
      rollouts.readAgain();
      assertThat(rollouts.generation()).isEqualTo(generation);

      RolloutFile.write(file, List.of(ALL.get(0).with(RolloutState.COMPLETED, "")));
      rollouts.readAgain();

      assertThat(rollouts.generation()).isNotEqualTo(generation);
      assertThat(rollouts.rollout("a").state()).isEqualTo(RolloutState.COMPLETED);
      assertThat(rollouts.rollout("b")).isNull();
    }
  }

  @Test
  void aFileThatIsMalformedOrMissingLaterChangesNothing() throws IOException {
    Path file = folder.resolve("rollouts.json");
    RolloutFile.write(file, ALL);
    try (FileRollouts rollouts = FileRollouts.open(file, NEVER)) {
      Files.writeString(file, "{\"rollouts\":[{");
      rollouts.readAgain();
      assertThat(rollouts.rollout("a")).isEqualTo(ALL.get(0));
      Files.delete(file);
      rollouts.readAgain();
      assertThat(rollouts.rollout("a")).isEqualTo(ALL.get(0));
    }
  }

  /** As Kubernetes replaces a ConfigMap. */
  @Test
  void aLinkMayChangeItsTarget() throws IOException {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    RolloutFile.write(first.resolve("rollouts.json"), ALL.subList(0, 1));
    RolloutFile.write(second.resolve("rollouts.json"), ALL.subList(1, 2));
    Path data = Files.createSymbolicLink(folder.resolve("data"), first);
    try (FileRollouts rollouts = FileRollouts.open(data.resolve("rollouts.json"), NEVER)) {
      assertThat(rollouts.rollout("a")).isNotNull();
      Files.delete(data);
      Files.createSymbolicLink(data, second);
      rollouts.readAgain();
      assertThat(rollouts.rollout("a")).isNull();
      assertThat(rollouts.rollout("b")).isNotNull();
    }
  }

  @Test
  void usersOfOneFileShareIt() throws IOException {
    Path file = folder.resolve("rollouts.json");
    RolloutFile.write(file, ALL);
    FileRollouts first = FileRollouts.open(file, NEVER);
    FileRollouts second = FileRollouts.open(folder.resolve(".").resolve("rollouts.json"), NEVER);
    assertThat(second).isSameAs(first);
    first.close();
    assertThat(second.rollout("a")).isNotNull();
    second.close();
    FileRollouts third = FileRollouts.open(file, NEVER);
    assertThat(third).isNotSameAs(first);
    third.close();
  }

  @Test
  void aFileMustBeThereAtFirst() {
    assertThatThrownBy(() -> FileRollouts.open(folder.resolve("none"), NEVER))
        .isInstanceOf(NoSuchFileException.class);
  }
}
