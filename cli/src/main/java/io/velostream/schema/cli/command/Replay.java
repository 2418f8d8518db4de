// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import io.velostream.schema.cli.source.RegistryOptions;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Json;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.deadletter.DeadLetterRepair;
import io.velostream.schema.deadletter.DeadLetterReplay;
import io.velostream.schema.deadletter.ReplayResult;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts dead letters back to their topics. */
@CommandLine.Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Puts the records of a dead-letter topic back to the topics that they come from, each",
      "once. With deserializers, what these cannot read is kept, and the exit status is 1."
    })
final class Replay extends Command {

  @Mixin private RegistryOptions registry = new RegistryOptions();

  @Parameters(index = "0", paramLabel = "TOPIC", description = "The dead-letter topic.")
  private String topic = "";

  @Option(
      names = "--value-deserializer",
      paramLabel = "CLASS",
      description = "Put back only what this deserializer reads.")
  private @Nullable String valueDeserializer;

  @Option(
      names = "--key-deserializer",
      paramLabel = "CLASS",
      description = "Put back only what this deserializer reads.")
  private @Nullable String keyDeserializer;

  Replay(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() {
    Map<String, Object> configs = KafkaConfigs.required(registry.configs());
    try (Deserializer<?> key = deserializer(keyDeserializer, configs, true);
        Deserializer<?> value = deserializer(valueDeserializer, configs, false);
        DeadLetterReplay replay =
            DeadLetterReplay.create(
                configs, topic, DeadLetterRepair.unchanged().andReadable(key, value))) {
      ReplayResult result = replay.run();
      if (isJson()) {
        print(
            Json.object()
                .put("replayed", result.replayed())
                .put("kept", result.kept())
                .put("repeated", result.repeated()));
      } else {
        print(
            "replayed="
                + result.replayed()
                + " kept="
                + result.kept()
                + " repeated="
                + result.repeated());
      }
      return result.kept() == 0 ? ExitStatus.FINE : ExitStatus.INCOMPATIBLE;
    }
  }

  private static Deserializer<?> deserializer(
      @Nullable String name, Map<String, Object> configs, boolean isKey) {
    if (name == null) {
      return new ByteArrayDeserializer();
    }
    Deserializer<?> deserializer;
    try {
      deserializer = Utils.newInstance(name, Deserializer.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("there is no class " + name, e);
    }
    deserializer.configure(new HashMap<>(configs), isKey);
    return deserializer;
  }
}
