// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.sun.management.ThreadMXBean;
import io.velostream.schema.json.Samples.Item;
import io.velostream.schema.json.codec.JsonCodec;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.config.SerdeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a record costs beside what Jackson itself takes for it; allocated bytes, unlike times,
 * repeat exactly.
 */
@ExtendWith(ExactAllocation.class)
class JsonAllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 1_000;
  private static final int RECORDS = 1_000;
  private static final int ROUNDS = 3;
  private static final byte[] FRAME = {0, 0, 0, 0, 1};

  /** A frame makes an array longer, by no more than this with the padding. */
  private static final int FRAME_COST = 8;

  /** Names seen, so that none stands twice: a stack, and a word for each level. */
  private static final int NAMES_COST = 16;

  /** What judges tokens: frames of the levels, and a parser or generator around Jackson's. */
  private static final int CHECK_COST = 320;

  private static final JsonSchema SCHEMA =
      JsonSchema.parse(
          "{'type':'object','additionalProperties':false,'required':['items'],'properties':{"
                  .replace('\'', '"')
              + ("'items':{'type':'array','items':{'type':'object','properties':{"
                      + "'sku':{'oneOf':[{'type':'null'},{'type':'string','maxLength':40}]},"
                      + "'count':{'type':'integer','minimum':0}}}}}}")
                  .replace('\'', '"'));

  /** Objects of two sorts, told apart by their first property. */
  private static final JsonSchema SORTS =
      JsonSchema.parse(
          ("{'type':'object','properties':{'items':{'type':'array','items':{'oneOf':["
                  + "{'required':['sku'],'properties':{'sku':{'const':'a stock keeping unit'},"
                  + "'count':{'maximum':1}}},{'required':['sku','count'],"
                  + "'properties':{'sku':{'enum':['another one','a third']}}}]}}}}")
              .replace('\'', '"'));

  record Basket(List<Item> items) {}

  private static final Basket BASKET =
      new Basket(List.of(new Item("a stock keeping unit", 1), new Item("another one", 12)));

  private final ObjectMapper jackson = new ObjectMapper();

  /** The least of some rounds: what happens once in a while is not the cost of a record. */
  private static long bytesEach(Supplier<Object> work) {
    Object[] sink = new Object[1];
    for (int i = 0; i < WARM_UP; i++) {
      sink[0] = work.get();
    }
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < RECORDS; i++) {
        sink[0] = work.get();
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(sink[0]).isNotNull();
    return least / RECORDS;
  }

  private static ValueEncoder encoder(JsonSchema schema, boolean validates) {
    return JsonCodec.forSerializer(
            SerdeConfig.forSerializer(
                Map.of(JsonKeys.FAIL_INVALID_SCHEMA, validates), false, JsonKeys.serializer()))
        .encoder(schema, BASKET);
  }

  private static ValueDecoder decoder(JsonSchema schema, boolean validates) {
    return JsonCodec.forDeserializer(
            SerdeConfig.forDeserializer(
                Map.of(JsonKeys.FAIL_INVALID_SCHEMA, validates, JsonKeys.VALUE_TYPE, Basket.class),
                false,
                JsonKeys.deserializer()))
        .decoder(schema, null);
  }

  private long written() {
    ObjectWriter writer = jackson.writerFor(Basket.class);
    return bytesEach(
        () -> {
          try {
            return writer.writeValueAsBytes(BASKET);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private long read(byte[] payload) {
    ObjectReader reader = jackson.readerFor(Basket.class);
    return bytesEach(
        () -> {
          try {
            return reader.readValue(payload);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void writesAtTheCostOfJackson() {
    ValueEncoder encoder = encoder(SCHEMA, false);

    assertThat(bytesEach(() -> encoder.encode(BASKET, FRAME)))
        .isLessThanOrEqualTo(written() + FRAME_COST);
  }

  @Test
  void writesValidatedAtTheCostOfOneCheck() {
    ValueEncoder encoder = encoder(SCHEMA, true);

    assertThat(bytesEach(() -> encoder.encode(BASKET, FRAME)))
        .isLessThanOrEqualTo(written() + FRAME_COST + CHECK_COST);
  }

  @Test
  void readsAtTheCostOfJackson() throws IOException {
    byte[] payload = jackson.writeValueAsBytes(BASKET);
    ValueDecoder decoder = decoder(SCHEMA, false);

    assertThat(decoder.decode(payload, 0, payload.length)).isEqualTo(BASKET);
    assertThat(bytesEach(() -> decoder.decode(payload, 0, payload.length)))
        .isLessThanOrEqualTo(read(payload) + NAMES_COST);
  }

  @Test
  void readsValidatedAtTheCostOfOneCheck() throws IOException {
    byte[] payload = jackson.writeValueAsBytes(BASKET);
    ValueDecoder decoder = decoder(SCHEMA, true);

    assertThat(decoder.decode(payload, 0, payload.length)).isEqualTo(BASKET);
    assertThat(bytesEach(() -> decoder.decode(payload, 0, payload.length)))
        .isLessThanOrEqualTo(read(payload) + NAMES_COST + CHECK_COST);
  }

  @Test
  void tellsSortsOfObjectsApartAtTheCostOfOneCheck() throws IOException {
    byte[] payload = jackson.writeValueAsBytes(BASKET);
    ValueEncoder encoder = encoder(SORTS, true);
    ValueDecoder decoder = decoder(SORTS, true);

    assertThat(decoder.decode(payload, 0, payload.length)).isEqualTo(BASKET);
    assertThat(bytesEach(() -> encoder.encode(BASKET, FRAME)))
        .isLessThanOrEqualTo(written() + FRAME_COST + CHECK_COST);
    assertThat(bytesEach(() -> decoder.decode(payload, 0, payload.length)))
        .isLessThanOrEqualTo(read(payload) + NAMES_COST + CHECK_COST);
  }
}
