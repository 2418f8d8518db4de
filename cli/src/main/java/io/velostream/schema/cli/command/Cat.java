// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.cli.record.RecordReader;
import io.velostream.schema.cli.record.RecordReader.Content;
import io.velostream.schema.cli.record.RecordReader.UnreadableException;
import io.velostream.schema.cli.source.RegistryOptions;
import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Json;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.cli.text.Terminal.Colour;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.serde.shared.ResolverLease;
import io.velostream.schema.serde.shared.SchemaResolvers;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints records as JSON. */
@CommandLine.Command(
    name = "cat",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the records of a topic, or bytes, as JSON with subject, version and id of their",
      "schema. A topic is read up to the end that it has at the start. With --output json, each",
      "record is one line."
    })
final class Cat extends Command {

  private static final Duration WAIT = Duration.ofMillis(500);

  @Mixin private RegistryOptions registry = new RegistryOptions();

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "The topic; with --hex, that of the record, which says the subject.")
  private @Nullable String topic;

  @Option(
      names = "--hex",
      paramLabel = "BYTES",
      description = "One record as hexadecimal digits; - for those of the standard input.")
  private @Nullable String hex;

  @Option(names = "--key", description = "Print keys, not values; those that are plain text, too.")
  private boolean isKey;

  @Option(names = "--partition", paramLabel = "NUMBER", description = "One partition only.")
  private @Nullable Integer partition;

  @Option(
      names = "--from-offset",
      paramLabel = "OFFSET",
      description = "The first offset of each partition.")
  private long fromOffset;

  @Option(names = "--max", paramLabel = "NUMBER", description = "The most records printed.")
  private long max = Long.MAX_VALUE;

  private ExitStatus status = ExitStatus.FINE;
  private long printed;

  Cat(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() throws IOException {
    if (topic == null && hex == null) {
      throw new CommandException(
          "it is not said what is printed; give --topic TOPIC or --hex BYTES");
    }
    require(max >= 1, "--max is " + max + "; it must be 1 or more");
    require(fromOffset >= 0, "--from-offset is " + fromOffset + "; offsets start from 0");
    require(
        hex == null || (partition == null && fromOffset == 0 && max == Long.MAX_VALUE),
        "--partition, --from-offset and --max are for a topic, and not for --hex");
    if (!registry.hasRegistry()) {
      throw new CommandException(
          "no registry is given; add --registry URL, or --config FILE with schema.registry.url");
    }
    Map<String, Object> configs = registry.configs();
    try (ResolverLease lease = SchemaResolvers.shared(configs)) {
      RecordReader reader = new RecordReader(lease.resolver(), isKey);
      if (hex != null) {
        show(reader, Json.object(), "", null, bytes(hex));
      } else if (topic != null) {
        printTopic(reader, configs, topic);
      }
    }
    return status;
  }

  private static void require(boolean isRight, String message) {
    if (!isRight) {
      throw new CommandException(message);
    }
  }

  private byte[] bytes(String text) throws IOException {
    String digits = text.equals("-") ? new String(terminal().in().readAllBytes(), US_ASCII) : text;
    try {
      return HexFormat.of().parseHex(digits.replaceAll("0[xX]|[\\s:]", ""));
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          ExitStatus.CANNOT_TELL, "the bytes are not pairs of hexadecimal digits", e);
    }
  }

  private void printTopic(RecordReader reader, Map<String, Object> configs, String name) {
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            KafkaConfigs.reader(configs),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name).stream()
              .map(each -> new TopicPartition(name, each.partition()))
              .filter(each -> partition == null || each.partition() == partition)
              .toList();
      if (partitions.isEmpty()) {
        throw new CommandException(
            "there is no topic " + name + (partition == null ? "" : " with that partition"));
      }
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
      starts.forEach((each, start) -> consumer.seek(each, Math.max(start, fromOffset)));
      while (printed < max
          && ends.entrySet().stream()
              .anyMatch(each -> consumer.position(each.getKey()) < each.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
          TopicPartition at = new TopicPartition(record.topic(), record.partition());
          if (printed < max && record.offset() < ends.getOrDefault(at, 0L)) {
            print(reader, record);
          }
        }
      }
    }
  }

  private void print(RecordReader reader, ConsumerRecord<byte[], byte[]> record) {
    ObjectNode line = Json.object();
    line.put("topic", record.topic()).put("partition", record.partition());
    line.put("offset", record.offset()).put("timestamp", record.timestamp());
    String place = record.topic() + "-" + record.partition() + "@" + record.offset() + "  ";
    show(reader, line, place, record.headers(), isKey ? record.key() : record.value());
  }

  private void show(
      RecordReader reader,
      ObjectNode line,
      String place,
      @Nullable Headers headers,
      byte @Nullable [] bytes) {
    printed++;
    line.put("part", isKey ? "key" : "value");
    String text;
    try {
      if (bytes == null) {
        line.putNull("value");
        text = "null";
      } else {
        Content content = reader.read(topic, headers, bytes);
        SubjectVersion at = content.at();
        SchemaId id = content.id();
        line.put("subject", at == null ? null : at.subject().qualified());
        line.put("version", at == null ? null : at.version());
        if (content.places().size() > 1) {
          ArrayNode subjects = line.putArray("subjects");
          content.places().forEach(each -> subjects.add(each.toString()));
        }
        line.put("id", id == null ? null : id.value());
        line.set("value", content.value());
        String places =
            content.places().stream()
                .map(each -> Terminal.name(each.toString()))
                .collect(Collectors.joining(" or "));
        String name = id == null ? places : (places + " (id " + id.value() + ")").strip();
        text =
            (name.isEmpty() ? "" : terminal().paint(Colour.DIM, name) + "  ")
                + Json.line(content.value());
      }
    } catch (UnreadableException e) {
      status = status.or(ExitStatus.CANNOT_TELL);
      String reason = Terminal.oneLine(String.valueOf(e.getMessage()));
      line.put("error", reason);
      text = terminal().paint(ExitStatus.CANNOT_TELL, "cannot be read: " + reason);
    }
    print(isJson() ? Json.line(line) : place + text);
  }
}
