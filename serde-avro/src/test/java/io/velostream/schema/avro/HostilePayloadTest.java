// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.velostream.schema.avro.compiled.io.AvroLimits;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Order;
import io.velostream.schema.model.ValueDecoder;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostilePayloadTest {

  /** What exceptions and a few small objects may cost; far below what the payloads claim. */
  private static final long SMALL = 200_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static byte[] bytes(String hex) {
    return HexFormat.ofDelimiter(" ").parseHex(hex);
  }

  private static ValueDecoder decoder(String schema) {
    Schema holder =
        schema("{'type':'record','name':'H','fields':[{'name':'f','type':" + schema + "}]}");
    return reading().decoder(holder, null);
  }

  private static void assertRefusedCheaply(ValueDecoder decoder, byte[] payload) {
    assertRefused(decoder, payload);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      decoder.decode(payload, 0, payload.length);
    } catch (RuntimeException expected) {
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(SMALL);
    }
  }

  private static void assertRefused(ValueDecoder decoder, byte[] payload) {
    assertThatThrownBy(() -> decoder.decode(payload, 0, payload.length))
        .isInstanceOf(RuntimeException.class);
    ByteBuffer direct = ByteBuffer.allocateDirect(payload.length).put(payload).flip();
    assertThatThrownBy(() -> decoder.decode(direct)).isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'string' | fe ff ff ff 0f",
        "'string' | 01",
        "'bytes' | fe ff ff ff 0f",
        "'bytes' | fe ff ff ff ff ff ff ff ff 01",
        "'bytes' | ff ff ff ff ff ff ff ff ff 01",
        "{'type':'array','items':'int'} | fe ff ff ff 0f",
        "{'type':'array','items':'null'} | fe ff ff ff 0f",
        "{'type':'array','items':'null'} | ff ff ff ff ff ff ff ff ff 01 00",
        "{'type':'array','items':'int'} | 01 fe ff ff ff 0f",
        "{'type':'array','items':'int'} | 01 01",
        "{'type':'map','values':'int'} | fe ff ff ff 0f",
        "{'type':'map','values':'null'} | fe ff ff ff 0f",
        "'int' | 80 80 80 80 80 80 80",
        "'long' | 80 80 80 80 80 80 80 80 80 80 80 01",
        "'double' | 00 00",
        "['null','int'] | 04",
        "['null','int'] | 01",
        "{'type':'enum','name':'E','symbols':['A']} | 02",
        "{'type':'enum','name':'E','symbols':['A']} | 01",
      })
  void refusesLengthsAndIndexesThatCannotBe(String schema, String hex) {
    assertRefusedCheaply(decoder(schema.replace('\'', '"')), bytes(hex));
  }

  @Test
  void refusesToSkipAFixedThatIsNotThere() {
    assertRefusedCheaply(fixedSkipper(), bytes("00"));
  }

  private static ValueDecoder fixedSkipper() {
    Schema writer =
        schema(
            "{'type':'record','name':'H','fields':[{'name':'f','type':"
                + "{'type':'fixed','name':'F','size':2000000000}}]}");
    return reading().decoder(writer, schema("{'type':'record','name':'H','fields':[]}"));
  }

  @Test
  void boundsItemsWithoutWidthOverAllBlocks() {
    ValueDecoder decoder = decoder("{'type':'array','items':'null'}");
    byte[] block = bytes("a0 9c 01");
    byte[] blocks = new byte[block.length * 11 + 1];
    for (int i = 0; i < 11; i++) {
      System.arraycopy(block, 0, blocks, i * block.length, block.length);
    }

    assertRefused(decoder, blocks);
    byte[] one = bytes("a0 9c 01 00");
    GenericRecord read = (GenericRecord) decoder.decode(one, 0, one.length);
    assertThat((List<?>) read.get("f")).hasSize(10_000);
  }

  @Test
  void refusesHostileLengthsInFieldsThatAreSkipped() {
    Schema reader = schema("{'type':'record','name':'H','fields':[]}");
    for (String type :
        new String[] {
          "'string'", "'bytes'", "{'type':'array','items':'null'}", "{'type':'map','values':'int'}"
        }) {
      Schema writer =
          schema("{'type':'record','name':'H','fields':[{'name':'f','type':" + type + "}]}");

      assertRefusedCheaply(reading().decoder(writer, reader), bytes("fe ff ff ff 0f"));
    }
  }

  @Test
  void refusesRecordsThatNestWithoutEndOnAnOrdinaryStack() throws Exception {
    ValueDecoder decoder =
        reading()
            .decoder(
                schema(
                    "{'type':'record','name':'N','fields':[{'name':'next','type':['null','N']}]}"),
                null);
    byte[] payload = new byte[1_000_000];
    Arrays.fill(payload, (byte) 2);
    Throwable[] thrown = new Throwable[1];
    Thread ordinary =
        new Thread(
            null,
            () -> {
              try {
                decoder.decode(payload, 0, payload.length);
              } catch (Throwable e) {
                thrown[0] = e;
              }
            },
            "ordinary-stack",
            1024 * 1024);
    ordinary.start();
    ordinary.join();

    assertThat(thrown[0])
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("levels of nested records");
  }

  @Test
  void readsAsManyNestedRecordsAsItAllows() {
    Schema list =
        schema("{'type':'record','name':'N','fields':[{'name':'next','type':['null','N']}]}");
    byte[] payload = new byte[AvroLimits.MAX_DEPTH];
    Arrays.fill(payload, 0, payload.length - 1, (byte) 2);

    assertThat(Codecs.decode(reading(), list, payload)).isInstanceOf(GenericRecord.class);
  }

  @Test
  void staysUsableAfterABadPayload() {
    byte[] payload = Codecs.encode(Samples.order());
    ValueDecoder decoder =
        reading(AvroKeys.VALUE_TYPE, Order.class).decoder(Order.getClassSchema(), null);

    for (int length = 0; length < payload.length; length++) {
      int cut = length;
      assertThatThrownBy(() -> decoder.decode(payload, 0, cut))
          .isInstanceOf(RuntimeException.class);
    }
    assertThat(decoder.decode(payload, 0, payload.length)).isEqualTo(Samples.order());
  }

  @Test
  void throwsNothingButExceptionsAtMutatedPayloads() {
    byte[] payload = Codecs.encode(Samples.order());
    ValueDecoder decoder =
        reading(AvroKeys.VALUE_TYPE, Order.class).decoder(Order.getClassSchema(), null);
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] mutated = payload.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      try {
        decoder.decode(mutated, 0, mutated.length);
      } catch (RuntimeException expected) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, 49_999);
  }
}
