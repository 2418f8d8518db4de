// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Times cold JVMs from the start of {@code main} until they have read one record of each schema: by
 * plain Avro, by this library, and by another deserializer if its class and class path are given.
 * Contenders alternate, each in a JVM of its own. Plain Avro has the schemas as text; the others
 * ask a registry on this machine. {@code transport} is the part of this library's time that plain
 * Avro has no counterpart for: one call of the JDK's HTTP client for each schema, and no more.
 */
public final class StartTime {

  private static final String TOPIC = "start";

  private StartTime() {}

  /** Takes the number of rounds (11), and a class and a class path; or four: the cold JVM. */
  public static void main(String... arguments) throws IOException {
    if (arguments.length == 4) {
      System.out.println(cold(arguments[0], arguments[1], Path.of(arguments[2]), arguments[3]));
      return;
    }
    int rounds = arguments.length == 0 ? 11 : Integer.parseInt(arguments[0]);
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        ForeignRegistry foreign = ForeignRegistry.start()) {
      for (StartRecords records : List.of(StartRecords.generated(), StartRecords.generic(50))) {
        Path file = records.write(registry, foreign);
        Map<String, List<Long>> times = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
          for (String whose : whose(arguments)) {
            boolean isForeign = whose.indexOf('.') > 0;
            String url = isForeign ? foreign.url() : registry.url();
            long time =
                isForeign
                    ? ColdTimes.forkWith(
                        arguments[2], StartTime.class, whose, records.name(), file.toString(), url)
                    : ColdTimes.fork(StartTime.class, whose, records.name(), file.toString(), url);
            times.computeIfAbsent(whose, each -> new ArrayList<>()).add(time);
          }
        }
        System.out.println(records.name() + ": " + new ColdTimes(times).report());
      }
    }
  }

  private static List<String> whose(String... arguments) {
    List<String> whose = new ArrayList<>(List.of("avro", "velostream", "transport"));
    if (arguments.length > 2) {
      whose.add(arguments[1]);
    }
    return whose;
  }

  private static long cold(String whose, String name, Path file, String url) throws IOException {
    System.setProperty("org.apache.avro.SERIALIZABLE_PACKAGES", "*"); // plain Avro asks for it
    byte[][] frames;
    String[] texts;
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      frames = new byte[in.readInt()][];
      texts = new String[frames.length];
      for (int i = 0; i < frames.length; i++) {
        texts[i] = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        frames[i] = in.readNBytes(in.readInt());
      }
    }
    long start = System.nanoTime();
    if (whose.equals("avro")) {
      plain(name, texts, frames);
    } else if (whose.equals("transport")) {
      transport(url, frames);
    } else {
      String type =
          whose.equals("velostream") ? "io.velostream.schema.avro.KafkaAvroDeserializer" : whose;
      kafka(type, name, frames, url);
    }
    return ColdTimes.microsSince(start);
  }

  private static void plain(String name, String[] texts, byte[][] frames) throws IOException {
    boolean isGenerated = name.equals(StartRecords.GENERATED);
    for (int i = 0; i < frames.length; i++) {
      Schema schema = new Schema.Parser().parse(texts[i]);
      DatumReader<Object> reader =
          isGenerated ? new SpecificDatumReader<>(schema) : new GenericDatumReader<>(schema);
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(frames[i], 5, frames[i].length - 5, null);
      Objects.requireNonNull(reader.read(null, decoder));
    }
  }

  private static void transport(String url, byte[][] frames) throws IOException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    for (byte[] frame : frames) {
      URI uri = URI.create(url + "/schemas/ids/" + ByteBuffer.wrap(frame).getInt(1));
      try {
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private static void kafka(String type, String name, byte[][] frames, String url) {
    Map<String, Object> config = new HashMap<>();
    if (name.equals(StartRecords.GENERATED)) {
      config.put("specific.avro.reader", true);
    }
    if (type.contains("apicurio")) {
      config.put("apicurio.registry.url", url);
      config.put("apicurio.registry.as-confluent", true);
      config.put("apicurio.registry.use-specific-avro-reader", name.equals(StartRecords.GENERATED));
    } else {
      config.put("schema.registry.url", url);
      config.put("specific.avro.allowed.packages", "io.velostream.schema.benchmarks.generated");
    }
    try {
      Deserializer<?> deserializer =
          (Deserializer<?>) Class.forName(type).getDeclaredConstructor().newInstance();
      deserializer.configure(config, false);
      for (byte[] frame : frames) {
        Objects.requireNonNull(deserializer.deserialize(TOPIC, frame));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot make a " + type, e);
    }
  }
}
