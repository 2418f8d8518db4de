// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Codecs.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.model.ValueDecoder;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads that no array holds, and that are larger than what is read of them at a time. */
class BufferReadTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int LARGE = 1 << 20;

  private static final Schema PARCEL =
      schema(
          "{'type':'record','name':'Parcel','fields':[{'name':'before','type':'long'},"
              + "{'name':'bytes','type':'bytes'},{'name':'middle','type':'double'},"
              + "{'name':'text','type':'string'},"
              + "{'name':'fixed','type':{'type':'fixed','name':'Fixed','size':50000}},"
              + "{'name':'list','type':{'type':'array','items':'long'}},"
              + "{'name':'map','type':{'type':'map','values':'bytes'}},"
              + "{'name':'price','type':"
              + "{'type':'bytes','logicalType':'decimal','precision':100000,'scale':2}},"
              + "{'name':'key','type':{'type':'string','logicalType':'uuid'}},"
              + "{'name':'after','type':'long'}]}");

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static GenericRecord parcel() {
    GenericRecord parcel = new GenericData.Record(PARCEL);
    parcel.put("before", Long.MIN_VALUE);
    parcel.put("bytes", ByteBuffer.wrap(bytes(LARGE)));
    parcel.put("middle", 0.1);
    parcel.put("text", new Utf8("日本語 and more".repeat(10_000)));
    parcel.put("fixed", new GenericData.Fixed(PARCEL.getField("fixed").schema(), bytes(50_000)));
    GenericData.Array<Long> list = new GenericData.Array<>(5_000, PARCEL.getField("list").schema());
    new Random(1).longs(5_000).forEach(list::add);
    parcel.put("list", list);
    parcel.put("map", Map.of(new Utf8("k".repeat(9_000)), ByteBuffer.wrap(bytes(9_000))));
    parcel.put("price", new BigDecimal(new BigInteger(bytes(20_000)), 2));
    parcel.put("key", new UUID(1, 2));
    parcel.put("after", Long.MAX_VALUE);
    return parcel;
  }

  private static byte[] payload() {
    return Codecs.encode(writing(AvroKeys.LOGICAL_TYPES, true), PARCEL, parcel());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsWhatIsLargerThanTheWindow(boolean isDirect) {
    AvroCodec reading = reading(AvroKeys.LOGICAL_TYPES, true);
    ValueDecoder decoder = reading.decoder(PARCEL, null);

    for (int i = 0; i < 3; i++) {
      assertThat(decoder.decode(WindowedReads.buffer(payload(), isDirect))).isEqualTo(parcel());
    }
    assertThat(reading.fallbacks()).isEqualTo(CodecFallbacks.NONE);
  }

  /** It may end within any of its parts, and Avro is asked about each that does. */
  @Test
  void refusesLargePayloadsThatEndTooEarly() {
    ValueDecoder decoder =
        new WindowedReads(8_192, AvroKeys.LOGICAL_TYPES, true).decoder(PARCEL, null);
    byte[] payload = payload();

    for (int length = 0; length < payload.length; length += 8_191) {
      ByteBuffer cut = WindowedReads.buffer(Arrays.copyOf(payload, length), true);
      assertThatThrownBy(() -> decoder.decode(cut)).isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void givesBytesThatTheCallerMayKeep() {
    ByteBuffer payload = WindowedReads.buffer(payload(), true);
    ValueDecoder decoder = reading(AvroKeys.LOGICAL_TYPES, true).decoder(PARCEL, null);

    Object first = decoder.decode(payload);
    while (payload.hasRemaining()) {
      payload.put((byte) 1);
    }
    assertThatThrownBy(() -> decoder.decode(payload.flip())).isInstanceOf(RuntimeException.class);
    assertThat(first).isEqualTo(parcel());
  }

  @Test
  void copiesLargeBytesOnce() {
    Schema blob = schema("{'type':'record','name':'B','fields':[{'name':'bytes','type':'bytes'}]}");
    GenericRecord value = new GenericData.Record(blob);
    value.put(0, ByteBuffer.wrap(bytes(LARGE)));
    ValueDecoder decoder = reading().decoder(blob, null);
    ByteBuffer payload = WindowedReads.buffer(Codecs.encode(writing(), blob, value), true);

    assertThat(decoder.decode(payload)).isEqualTo(value);
    assertThat(allocatedBy(decoder, payload)).isLessThan(LARGE + 10_000);
  }

  @Test
  void skipsLargeFieldsWithoutCopyingThem() {
    Schema wanted =
        schema(
            "{'type':'record','name':'Parcel','fields':[{'name':'before','type':'long'},"
                + "{'name':'after','type':'long'}]}");
    AvroCodec reading = reading(AvroKeys.LOGICAL_TYPES, true);
    ValueDecoder decoder = reading.decoder(PARCEL, wanted);
    ByteBuffer payload = WindowedReads.buffer(payload(), true);
    GenericRecord read = (GenericRecord) decoder.decode(payload);

    assertThat(List.of(read.get(0), read.get(1))).containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(allocatedBy(decoder, payload)).isLessThan(1_000);
    assertThat(reading.fallbacks().values()).isZero();
  }

  private static long allocatedBy(ValueDecoder decoder, ByteBuffer payload) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      Object read = decoder.decode(payload);
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
      assertThat(read).isNotNull();
    }
    return least;
  }
}
